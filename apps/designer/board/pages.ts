import type { Answer } from '../api/operations.js';

export type BoardPage = Answer<'listRecords'>;
export type BoardRecord = BoardPage['items'][number];

/** The loaded pages of a column, as the query cache keeps them. */
export interface Pages {
  readonly pages: BoardPage[];
  readonly pageParams: (string | null)[];
}

/** Every record of the loaded pages once, in order. */
export function recordsIn(pages: readonly BoardPage[]): readonly BoardRecord[] {
  return [...new Map(pages.flatMap(({ items }) => items).map((record) => [record.id, record])).values()];
}

/** Without the records; the same value when none was there, so that nothing is drawn again. */
export function without(data: Pages, ids: ReadonlySet<string>): Pages {
  if (!data.pages.some(({ items }) => items.some(({ id }) => ids.has(id)))) return data;
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !ids.has(id)) })) };
}

/**
 * With the record where the order puts it (or where it stood, when it is there and nothing moves it). A record that
 * belongs behind what is loaded is put last, so that whoever moved it sees it.
 */
export function withRecord(data: Pages, record: BoardRecord, names: Readonly<Record<string, string>>, before: Before): Pages {
  const rest = without(data, new Set([record.id]));
  const place = placeIn(rest.pages, record, before);
  return {
    ...rest,
    pages: rest.pages.map((page, index) =>
      index === place.page
        ? { ...page, items: [...page.items.slice(0, place.row), record, ...page.items.slice(place.row)], names: { ...page.names, ...names } }
        : page,
    ),
  };
}

/** Whether the first record stands before the second. */
export type Before = (a: BoardRecord, b: BoardRecord) => boolean;

function placeIn(pages: readonly BoardPage[], record: BoardRecord, before: Before): { readonly page: number; readonly row: number } {
  for (const [page, { items }] of pages.entries()) {
    const row = items.findIndex((other) => before(record, other));
    if (row >= 0) return { page, row };
  }
  const last = pages.length - 1;
  return { page: last, row: pages[last]?.items.length ?? 0 };
}

/** The order of a `sort` such as `-close_value`; unfilled values last, as the engine has it. */
export function orderBy(sort: string): Before {
  const isFalling = sort.startsWith('-');
  const name = sort.replace(/^-/, '');
  return (a, b) => {
    const [left, right] = [valueOf(a, name), valueOf(b, name)];
    if (left === null || right === null) return left !== null && right === null;
    const rising = typeof left === 'number' && typeof right === 'number' ? left < right : String(left) < String(right);
    return isFalling ? !rising && left !== right : rising;
  };
}

function valueOf(record: BoardRecord, name: string): string | number | null {
  const value = name === 'updatedAt' ? record.updatedAt : name === 'createdAt' ? record.createdAt : record.fields[name];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
