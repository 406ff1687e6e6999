import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.js';
import { ApiProblem, isStatus } from '../api/problem.js';
import { keyOf } from '../api/use-answer.js';
import { fieldProblems } from '../fields/field-problems.js';
import type { Field } from '../fields/object-shape.js';
import { forgetNames, usePersonName } from '../fields/use-names.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { asEntry } from '../run/journal.js';
import { showProblem } from '../ui/show-problem.js';
import { recordTexts } from './texts.js';
import { type RecordAnswer, useRefresh } from './use-record.js';

interface Editing {
  readonly value: unknown;
  /** The version that was seen when the edit began: somebody else's later change is not written over unseen. */
  readonly version: number;
  readonly error: string | null;
  readonly conflict: string | null;
}

/** Edits one field of a record: shown at once, opened again with the reason and what was typed when it is refused. */
export function useFieldEdit(record: RecordAnswer, field: Field) {
  const client = useQueryClient();
  const refresh = useRefresh();
  const tellConflict = useConflict(record);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [sent, setSent] = useState<{ readonly value: unknown } | null>(null);
  const isOwner = field.name === 'ownerId';
  const currentOf = (now: RecordAnswer): unknown => (isOwner ? now.ownerId : (now.fields[field.name] ?? null));
  const question = { params: { object: record.object, id: record.id } };

  const write = async (value: unknown, version: number): Promise<void> => {
    setEditing(null);
    setSent({ value });
    try {
      const body = isOwner ? { fields: {}, ownerId: value as string | null } : { fields: { [field.name]: value as string } };
      client.setQueryData(keyOf('getRecord', question), await ask('changeRecord', { ...question, body, ifMatch: version }));
      void forgetNames(client, record.object, record.id);
      void refresh();
    } catch (error) {
      setEditing({ value, ...(await whatNow(error, version)) });
    } finally {
      setSent(null);
    }
  };
  const whatNow = async (error: unknown, version: number): Promise<Omit<Editing, 'value'>> => {
    if (isStatus(error, 412)) {
      const now = await client.fetchQuery({ queryKey: keyOf('getRecord', question), queryFn: () => ask('getRecord', question), staleTime: 0 });
      return { version: now.version, error: null, conflict: await tellConflict() };
    }
    if (!(error instanceof ApiProblem)) showProblem(error);
    return { version, error: error instanceof ApiProblem ? (fieldProblems(error)[field.name] ?? error.details.detail) : null, conflict: null };
  };

  return {
    isEditing: editing !== null,
    initial: editing?.value ?? null,
    error: editing?.error ?? null,
    conflict: editing?.conflict ?? null,
    shown: sent ? sent.value : currentOf(record),
    currentOf,
    begin: () => setEditing({ value: currentOf(record), version: record.version, error: null, conflict: null }),
    cancel: () => setEditing(null),
    save: (value: unknown) => {
      const version = editing?.version ?? record.version;
      if (JSON.stringify(value) === JSON.stringify(currentOf(record))) setEditing(null);
      else void write(value, version);
    },
  };
}

/** Who changed the record last, as a sentence. */
function useConflict({ object, id }: RecordAnswer): () => Promise<string> {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const personName = usePersonName();
  return async () => {
    const { items } = await ask('timeline', { params: { object, id }, query: { limit: 1 } });
    const [last] = items;
    const entry = last?.kind === 'event' ? asEntry(last['entry']) : null;
    return entry?.actor.kind === 'person' ? t('conflict', { who: personName(entry.actor.id), when: format.relative(entry.occurredAt) }) : t('conflictPlain');
  };
}
