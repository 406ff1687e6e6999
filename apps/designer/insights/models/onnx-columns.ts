import type { Asked } from '../../api/operations.js';

/** One element of the input row, as it is being mapped. */
export interface Column {
  /** Tells rows of the form apart. */
  readonly id: number;
  readonly feature: string;
  readonly level: string;
  readonly mean: number | null;
  readonly scale: number | null;
  readonly missing: number | null;
}

export const emptyColumn = (id: number): Column => ({ id, feature: '', level: '', mean: null, scale: null, missing: null });

/** As many empty columns as the file takes numbers, where it says so; those that are mapped stay. */
export function filledTo(columns: readonly Column[], size: number | null): readonly Column[] {
  const next = Math.max(0, ...columns.map(({ id }) => id)) + 1;
  const lacking = Math.min(MOST_COLUMNS, size ?? 1) - columns.length;
  return lacking <= 0 ? columns : [...columns, ...Array.from({ length: lacking }, (_, i) => emptyColumn(next + i))];
}
export const MOST_COLUMNS = 500;

/** One place up: the order is that of the input row. */
export function movedUp(columns: readonly Column[], place: number): readonly Column[] {
  const [above, moved] = [columns[place - 1], columns[place]];
  if (above === undefined || moved === undefined) return columns;
  return columns.map((column, i) => (i === place - 1 ? moved : i === place ? above : column));
}

/** What keeps the mapping from being sent. */
export type Lack = 'no-column' | 'no-feature' | 'no-level' | 'size' | null;

export function lackOf(columns: readonly Column[], { size, isLevel }: { readonly size: number | null; readonly isLevel: (feature: string) => boolean }): Lack {
  if (columns.length === 0) return 'no-column';
  if (columns.some(({ feature }) => feature === '')) return 'no-feature';
  if (columns.some(({ feature, level }) => isLevel(feature) && level === '')) return 'no-level';
  return size !== null && size !== columns.length ? 'size' : null;
}

export const columnsOf = (columns: readonly Column[]): Asked<'importOnnx'>['body']['columns'] =>
  columns.map(({ feature, level, mean, scale, missing }) => ({
    feature,
    ...(level === '' ? {} : { level }),
    ...(mean === null ? {} : { mean }),
    ...(scale === null ? {} : { scale }),
    ...(missing === null ? {} : { missing }),
  }));

/** The engine takes files of at most so many bytes. */
export const MOST_BYTES = 5_000_000;

/** Bytes as base64, in pieces: an argument list has its limits. */
export function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(''));
}
