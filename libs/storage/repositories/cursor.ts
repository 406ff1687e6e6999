import type { Sql, Storage } from '../open-storage.js';

const ROWS = 2000;

/** Reads a statement's rows in portions through a cursor, so that memory holds one portion whatever there is. `take` is called for each row. */
export const readByCursor = <Row>(storage: Pick<Storage, 'transaction'>, text: string, values: readonly unknown[], take: (row: Row) => void): Promise<void> =>
  ofOneMoment(storage, (read) => read(text, values, take));

export type CursorRead = <Row>(text: string, values: readonly unknown[], take: (row: Row) => void) => Promise<void>;

/** Reads one statement after another, all of the same moment. */
export function ofOneMoment(storage: Pick<Storage, 'transaction'>, work: (read: CursorRead) => Promise<void>): Promise<void> {
  return storage.transaction(async (sql) => {
    await sql('set transaction isolation level repeatable read, read only');
    // Every row will be read: the plan is that of the whole.
    await sql('set local cursor_tuple_fraction = 1');
    await work((text, values, take) => readPortions(sql, { text, values }, take));
  });
}

async function readPortions<Row>(
  sql: Sql,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
  take: (row: Row) => void,
): Promise<void> {
  await sql(`declare portions no scroll cursor for ${text}`, values);
  const fetch = (): Promise<readonly Row[]> => sql<Row>(`fetch ${ROWS} from portions`);
  let coming = fetch();
  try {
    for (;;) {
      const rows = await coming;
      const isLast = rows.length < ROWS;
      // The database gathers the next portion while this one is taken.
      if (!isLast) coming = fetch();
      for (const row of rows) take(row);
      if (isLast) break;
    }
  } finally {
    // Where `take` throws, a portion is still under way: the transaction can be ended only after it.
    await coming.catch(() => undefined);
  }
  await sql('close portions');
}
