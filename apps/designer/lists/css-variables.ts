import type { CSSProperties } from 'react';

/** Computed geometry handed to a style sheet: `--columns`. */
export const cssVariables = (values: Readonly<Record<`--${string}`, string | number>>): CSSProperties => ({ ...values });
