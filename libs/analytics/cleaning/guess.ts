import { parseInstant } from '#kernel';
import { isMissing, numberIn, truthIn, type Cell, type Column } from './cells.js';

/** What a column seems to hold. `id`: nearly every row another text; `category`: few levels; `empty`: nothing but missing cells. */
export type ColumnKind = 'number' | 'boolean' | 'date' | 'category' | 'id' | 'text' | 'empty';

export interface ColumnGuess {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly rows: number;
  readonly missing: number;
  /** Different values among the cells that are there. */
  readonly distinct: number;
  /** Cells that are there and do not fit the kind, at most five of them shown. */
  readonly misfits: number;
  readonly misfitExamples: readonly Cell[];
  /** All cells that are there are equal. */
  readonly isConstant: boolean;
}

/** A kind is guessed when this share of the cells fits it; the rest are its misfits. */
const ENOUGH = 0.95;
const MAX_LEVELS = 50;

const dateIn = (cell: Cell): boolean => typeof cell === 'string' && /^\d{4}[-/]\d{1,2}[-/]\d{1,2}/.test(cell) && parseInstant(isoLike(cell)) !== null;

const isoLike = (text: string): string =>
  text
    .trim()
    .replace(/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/, (_all, y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`)
    .replace(/(\d)\s+(\d)/, '$1T$2')
    .replace(/T(\d):/, 'T0$1:');

const FITS: readonly (readonly [ColumnKind, (cell: Cell) => boolean])[] = [
  ['boolean', (cell) => truthIn(cell) !== null],
  ['number', (cell) => typeof cell !== 'boolean' && numberIn(cell) !== null],
  ['date', dateIn],
];

/** Guesses what a column holds from all its cells; `alsoMissing` as in `isMissing`. */
export function guessColumn({ name, cells }: Column, alsoMissing: readonly string[] = []): ColumnGuess {
  const there = cells.filter((cell) => !isMissing(cell, alsoMissing));
  const distinct = new Set(there).size;
  const about = { name, rows: cells.length, missing: cells.length - there.length, distinct, isConstant: there.length > 0 && distinct === 1 };
  if (there.length === 0) return { ...about, kind: 'empty', misfits: 0, misfitExamples: [] };
  for (const [kind, fits] of FITS) {
    const misfits = there.filter((cell) => !fits(cell));
    if (misfits.length <= there.length * (1 - ENOUGH)) return { ...about, kind, misfits: misfits.length, misfitExamples: misfits.slice(0, 5) };
  }
  return { ...about, kind: textKind(there, distinct), misfits: 0, misfitExamples: [] };
}

function textKind(there: readonly Cell[], distinct: number): ColumnKind {
  const isLong = there.some((cell) => typeof cell === 'string' && cell.length > 60);
  if (!isLong && distinct <= Math.min(MAX_LEVELS, Math.max(2, there.length / 2))) return 'category';
  return !isLong && distinct === there.length && there.every((cell) => !/\s/.test(String(cell))) ? 'id' : 'text';
}
