/** The records behind a number, page by page: a million of them are never made into one list. */
export interface Behind {
  /** Ids of those from one place up to another. */
  readonly page: (from: number, to: number) => readonly string[];
  readonly total: number;
  readonly pipeline: string | null;
  readonly sum: string | null;
}

export const behindIds = (ids: readonly string[], of: Pick<Behind, 'pipeline' | 'sum'>): Behind => ({
  page: (from, to) => ids.slice(from, to),
  total: ids.length,
  ...of,
});
