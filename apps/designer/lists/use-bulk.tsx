import { modals } from '@mantine/modals';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { whyNot } from '../acts/each-of.js';
import { inTurn, type Outcome } from '../acts/in-turn.js';
import { ask } from '../api/ask.js';
import { keyOf } from '../api/use-answer.js';
import { forgetNames, useRecordName } from '../fields/use-names.js';
import { translate, useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import type { ListedRecord } from './list-columns.js';
import { type Refused, RefusedList } from './refused-list.js';
import { listTexts } from './texts.js';

type Done = 'changed' | 'tagged' | 'moved' | 'deleted' | 'restored';
const MOST_EVENTS = 500;

/** What can be done to many records at once. Each stands for itself; what went through can be taken back. */
export function useBulk(object: string) {
  const t = useTexts(listTexts);
  const client = useQueryClient();
  const nameOf = useRecordName();
  const [progress, setProgress] = useState<{ readonly done: number; readonly count: number } | null>(null);

  const refresh = async (): Promise<void> => {
    await Promise.all([
      ...(['listRecords', 'summarise', 'getRecord', 'timeline'] as const).map((name) => client.invalidateQueries({ queryKey: keyOf(name) })),
      forgetNames(client, object),
    ]);
  };
  const tell = (done: Done, count: number, refused: readonly Refused[], undo?: () => Promise<unknown>): void => {
    if (count > 0) showDone(t(done, { count }), undo && (() => void undo().then(refresh)));
    if (refused.length > 0) {
      modals.open({ title: translate(listTexts, 'refusedTitle', { count: refused.length }), children: <RefusedList refused={refused} /> });
    }
  };
  const each = async (
    records: readonly ListedRecord[],
    done: Done,
    work: (record: ListedRecord) => Promise<unknown>,
    undo?: (record: ListedRecord) => Promise<unknown>,
  ) => {
    setProgress({ done: 0, count: records.length });
    const outcomes = await inTurn(records, work, (now) => setProgress({ done: now, count: records.length }));
    setProgress(null);
    const through = outcomes.flatMap((one) => (one.ok ? [one.item] : []));
    await refresh();
    tell(
      done,
      through.length,
      outcomes.flatMap((one) => refusedOf(one, nameOf)),
      undo && (() => inTurn(through, undo)),
    );
  };
  const at = (record: ListedRecord) => ({ object, id: record.id });

  return {
    progress,
    change: (records: readonly ListedRecord[], path: string, value: unknown) =>
      each(
        records,
        'changed',
        (record) => ask('changeRecord', { params: at(record), body: bodyOf(path, value) }),
        (record) => ask('changeRecord', { params: at(record), body: bodyOf(path, path === 'ownerId' ? record.ownerId : (record.fields[path] ?? null)) }),
      ),
    tag: (records: readonly ListedRecord[], add: readonly string[], remove: readonly string[]) =>
      each(
        records,
        'tagged',
        (record) => ask('tagRecord', { params: at(record), body: { add: [...add], remove: [...remove] } }),
        (record) =>
          ask('tagRecord', {
            params: at(record),
            body: { add: remove.filter((tag) => record.tags.includes(tag)), remove: add.filter((tag) => !record.tags.includes(tag)) },
          }),
      ),
    delete: (records: readonly ListedRecord[]) =>
      each(
        records,
        'deleted',
        (record) => ask('deleteRecord', { params: at(record) }),
        (record) => ask('restoreRecord', { params: at(record) }),
      ),
    restore: (records: readonly ListedRecord[]) =>
      each(
        records,
        'restored',
        (record) => ask('restoreRecord', { params: at(record) }),
        (record) => ask('deleteRecord', { params: at(record) }),
      ),
    move: async (records: readonly ListedRecord[], pipeline: string, event: string) => {
      const moving = records.flatMap((record) => {
        const run = record.runs.find((one) => one.pipeline === pipeline);
        return run ? [{ record, runId: run.id }] : [];
      });
      const { moved, refused } = await sendAll(moving, event, nameOf);
      await refresh();
      tell('moved', moved.length, refused, () => inTurn(moved, (id) => ask('undoRun', { params: { id } })));
    },
  };
}

const bodyOf = (path: string, value: unknown) =>
  path === 'ownerId' ? { fields: {}, ownerId: value as string | null } : { fields: { [path]: value as string } };

async function sendAll(moving: readonly { readonly record: ListedRecord; readonly runId: string }[], event: string, nameOf: (record: ListedRecord) => string) {
  const moved: string[] = [];
  const refused: Refused[] = [];
  for (let from = 0; from < moving.length; from += MOST_EVENTS) {
    const part = moving.slice(from, from + MOST_EVENTS);
    const { items } = await ask('sendEvents', { body: { items: part.map(({ runId }) => ({ runId, event })) } });
    for (const [place, { record, runId }] of part.entries()) {
      const answer = items[place];
      if (answer?.kind === 'applied') moved.push(runId);
      else if (answer?.kind === 'refused')
        refused.push({ id: record.id, object: record.object, name: nameOf(record), why: answer.reasons.map(({ text }) => text).join(' ') });
      else refused.push({ id: record.id, object: record.object, name: nameOf(record), why: answer?.detail ?? '' });
    }
  }
  return { moved, refused };
}

function refusedOf(outcome: Outcome<ListedRecord>, nameOf: (record: ListedRecord) => string): readonly Refused[] {
  if (outcome.ok) return [];
  const { item, error } = outcome;
  return [{ id: item.id, object: item.object, name: nameOf(item), why: whyNot(error).join(' ') }];
}
