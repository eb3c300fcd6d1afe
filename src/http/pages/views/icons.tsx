import type { VNode } from 'preact';
import type { Shape } from './verdict-words.js';

/** Status shapes differ in outline, so that they work in greyscale too; the word beside them carries the meaning. */
export const SHAPES: Readonly<Record<Shape, VNode>> = {
  tick: (
    <>
      <circle cx="14" cy="14" r="12.5" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M8 14.5l4 4 8-8.5" fill="none" stroke="currentColor" stroke-width="2.75" />
    </>
  ),
  cross: (
    <>
      <path d="M9 1.5h10L26.5 9v10L19 26.5H9L1.5 19V9z" fill="currentColor" />
      <path class="on-fill" d="M9 9l10 10M19 9L9 19" stroke-width="2.75" />
    </>
  ),
  bars: (
    <>
      <path d="M14 1.5L27 25H1z" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M11.5 13v8M16.5 13v8" stroke="currentColor" stroke-width="2.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="14" cy="14" r="12.5" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M14 6.5V14l5 3.5" fill="none" stroke="currentColor" stroke-width="2.75" />
    </>
  ),
  question: (
    <>
      <path d="M14 1.8L26.2 14 14 26.2 1.8 14z" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M10.8 11.3a3.2 3.2 0 1 1 4.6 2.9c-1 .5-1.4 1-1.4 2" fill="none" stroke="currentColor" stroke-width="2.3" />
      <circle cx="14" cy="19.4" r="1.5" fill="currentColor" />
    </>
  ),
  dash: (
    <>
      <path d="M14 1.8L26.2 14 14 26.2 1.8 14z" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M9 14h10" stroke="currentColor" stroke-width="2.75" />
    </>
  ),
};

export const StatusIcon = ({ shape, size }: { shape: Shape; size: 20 | 28 }): VNode => (
  <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
    {SHAPES[shape]}
  </svg>
);

/** Testamur's mark: a shield with two lines of writing. */
export const Mark = (): VNode => (
  <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
    <path d="M2 3h22v13a11 8 0 0 1-22 0z" fill="none" stroke="currentColor" stroke-width="2" />
    <path d="M7 9h12M7 14h7" stroke="currentColor" stroke-width="2" />
  </svg>
);

/** The same mark for the browser's tab; a data URI, so that no further request is made. */
export const FAVICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 26 26'%3E%3Cpath d='M2 3h22v13a11 8 0 0 1-22 0z' fill='%23fff' stroke='%231d4d4f' stroke-width='2'/%3E%3Cpath d='M7 9h12M7 14h7' stroke='%231d4d4f' stroke-width='2'/%3E%3C/svg%3E";
