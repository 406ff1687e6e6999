import type { Answer } from '../api/operations.js';

export type SavedView = Answer<'listViews'>['items'][number];

/** A column of a list, as a view keeps it. */
export interface ViewColumn {
  readonly path: string;
  /** Pixels; the usual width of its kind when absent. */
  readonly width?: number | undefined;
}

/** What a list or board shows right now, as far as a view keeps it. */
export interface Shown {
  readonly filter: string | undefined;
  readonly q: string | undefined;
  readonly sort: string | undefined;
  /** Absent where a screen has no columns to choose. */
  readonly columns?: readonly ViewColumn[] | undefined;
}

/** As the API takes it: nothing chosen is an empty text. */
export const asBody = ({ filter = '', q = '', sort = '', columns }: Shown) => ({
  filter,
  q,
  sort,
  ...(columns === undefined ? {} : { columns: columns.map(({ path, width }) => (width === undefined ? { path } : { path, width })) }),
});

/** Whether what is shown is no longer what the view keeps. */
export function isChanged(view: SavedView, shown: Shown): boolean {
  const body = asBody(shown);
  const sameColumns =
    body.columns === undefined ||
    (view.columns.length === 0
      ? false
      : JSON.stringify(body.columns) === JSON.stringify(view.columns.map(({ path, width }) => (width === undefined ? { path } : { path, width }))));
  return body.filter !== view.filter || body.q !== view.q || body.sort !== view.sort || !sameColumns;
}
