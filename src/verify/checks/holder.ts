import { skip, type Finding } from '../../core/finding.js';

/** Whether the one who shows it is the one it was issued to: a file names no presenter, unless its format found one. */
export const checkHolder = (): Finding => skip('holder', 'not-declared');
