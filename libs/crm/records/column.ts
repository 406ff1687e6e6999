/** How a column's values compare and what may be done with them. */
export type ColumnType = 'text' | 'number' | 'boolean' | 'date' | 'instant' | 'id' | 'list' | 'json';

/** Something of a record that can be shown, filtered, sorted or grouped by. */
export type Column =
  | { readonly kind: 'field'; readonly name: string; readonly type: ColumnType; readonly money: boolean }
  /** A field of the record that a reference field points to: `account.sector`. */
  | { readonly kind: 'via'; readonly reference: string; readonly object: string; readonly name: string; readonly type: ColumnType; readonly money: boolean }
  | { readonly kind: 'own'; readonly name: OwnColumn; readonly type: ColumnType }
  /** Of the record's run in the pipeline that the query names. */
  | { readonly kind: 'run'; readonly name: RunColumn; readonly type: ColumnType };

export const OWN = {
  id: 'id',
  ownerId: 'id',
  externalKey: 'text',
  origin: 'text',
  tags: 'list',
  createdAt: 'instant',
  updatedAt: 'instant',
} as const satisfies Record<string, ColumnType>;
export type OwnColumn = keyof typeof OWN;

/** `state` is any active state; `open` is false once the run has ended; `cycleDays` = endedAt - startedAt in days. */
export const RUN = {
  stage: 'text',
  state: 'list',
  outcome: 'text',
  open: 'boolean',
  startedAt: 'instant',
  endedAt: 'instant',
  cycleDays: 'number',
} as const satisfies Record<string, ColumnType>;
export type RunColumn = keyof typeof RUN;
