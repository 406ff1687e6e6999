import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask } from '../api/ask.js';
import type { Asked } from '../api/operations.js';
import { isStatus } from '../api/problem.js';
import { keyOf } from '../api/use-answer.js';
import { forgetNames } from '../fields/use-names.js';
import { showProblem } from '../ui/show-problem.js';
import type { ListedRecord } from './list-columns.js';
import type { RecordPages } from './use-list.js';

const SHOWN_MS = 2500;

/**
 * Changes one value of a record: seen at once, and taken back with the reason when it is refused. Each edit names the version that
 * was seen, so that nobody's change is written over unseen; edits of one record wait for each other, for each makes a new version.
 */
export function useEdit(object: string) {
  const client = useQueryClient();
  const [refused, setRefused] = useState<string | null>(null);
  const turns = useRef(new Map<string, Promise<number>>());
  const write = (record: ListedRecord, body: ChangeBody): Promise<ListedRecord> => {
    const before = turns.current.get(record.id);
    const sent = (before ?? Promise.resolve(record.version))
      .catch(() => record.version)
      .then((version) => ask('changeRecord', { params: { object, id: record.id }, body, ifMatch: Math.max(version, record.version) }));
    const turn = sent.then(({ version }) => version);
    turns.current.set(record.id, turn);
    turn.then(
      () => undefined,
      () => turns.current.get(record.id) === turn && turns.current.delete(record.id),
    );
    return sent;
  };
  const edit = async (record: ListedRecord, path: string, value: unknown): Promise<void> => {
    const before = path === 'ownerId' ? record.ownerId : (record.fields[path] ?? null);
    put(client, object, record.id, (one) => withValue(one, path, value));
    try {
      const body = path === 'ownerId' ? { fields: {}, ownerId: value as string | null } : { fields: { [path]: value as string } };
      const answer = await write(record, body);
      put(client, object, record.id, (one) => ({ ...one, ...answer }));
      void client.invalidateQueries({ queryKey: keyOf('summarise') });
      void client.invalidateQueries({ queryKey: keyOf('getRecord') });
      void forgetNames(client, object, record.id);
    } catch (error) {
      put(client, object, record.id, (one) => withValue(one, path, before));
      const cell = `${record.id} ${path}`;
      setRefused(cell);
      setTimeout(() => setRefused((now) => (now === cell ? null : now)), SHOWN_MS);
      showProblem(error);
      // Somebody else was faster: what they wrote is shown.
      if (isStatus(error, 412)) void client.invalidateQueries({ queryKey: keyOf('listRecords') });
    }
  };
  return { edit, refused };
}

type ChangeBody = Asked<'changeRecord'>['body'];

const withValue = (record: ListedRecord, path: string, value: unknown): ListedRecord =>
  path === 'ownerId' ? { ...record, ownerId: value as string | null } : { ...record, fields: { ...record.fields, [path]: value as string } };

function put(client: QueryClient, object: string, id: string, change: (record: ListedRecord) => ListedRecord): void {
  client.setQueriesData<RecordPages>(
    { queryKey: ['listRecords', 'pages', object] },
    (given) =>
      given && {
        ...given,
        pages: given.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === id ? { ...item, ...change(item) } : item)) })),
      },
  );
}
