import { ask } from '../api/ask.js';
import type { Answer } from '../api/operations.js';

export type NamedRecord = Answer<'getRecord'>;
type Waiting = { readonly ids: Set<string>; readonly found: Promise<ReadonlyMap<string, NamedRecord>> };

/** Ids in one question; a filter takes 200 values and 8,000 characters. */
const MOST = 150;
const waiting = new Map<string, Waiting>();

/** A record by its id; asked together with all others of its object that are wanted in the same moment. Null when it is not there. */
export async function loadRecord(object: string, id: string): Promise<NamedRecord | null> {
  let batch = waiting.get(object);
  if (!batch || batch.ids.size >= MOST) {
    const ids = new Set<string>();
    batch = { ids, found: soon().then(() => close(object, ids)) };
    waiting.set(object, batch);
  }
  batch.ids.add(id);
  return (await batch.found).get(id) ?? null;
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4));

async function close(object: string, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, NamedRecord>> {
  if (waiting.get(object)?.ids === ids) waiting.delete(object);
  const found = new Map<string, NamedRecord>();
  await collect(object, [...ids], found, false);
  const missing = [...ids].filter((id) => !found.has(id));
  // What was put into the bin still has its name.
  if (missing.length > 0) await collect(object, missing, found, true);
  return found;
}

async function collect(object: string, ids: readonly string[], into: Map<string, NamedRecord>, deleted: boolean): Promise<void> {
  const query = { filter: `id=${ids.join(',')}`, limit: ids.length, ...(deleted ? { deleted: 'true' as const } : {}) };
  const { items } = await ask('listRecords', { params: { object }, query });
  for (const item of items) into.set(item.id, item);
}
