/** Ink on white paper (the pages' own, 16.4 and 7.4 to 1). */
export const INK = '#18202c';
export const QUIET = '#4b5666';
