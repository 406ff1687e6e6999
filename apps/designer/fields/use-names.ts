import { type QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useMe } from '../app/session.js';
import { useAnswer } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { loadRecord, type NamedRecord } from './record-loader.js';
import { fieldTexts } from './texts.js';
import { useObjects } from './use-objects.js';

const FRESH_MS = 60_000;

/** One record that something refers to. */
export interface Reference {
  readonly object: string;
  readonly id: string;
}

const questionOf = ({ object, id }: Reference) =>
  ({ queryKey: ['record-by-id', object, id], queryFn: () => loadRecord(object, id), staleTime: FRESH_MS }) as const;

/** Makes the next look at these records ask again: after one of them was changed. */
export const forgetNames = (client: QueryClient, object: string, id?: string): Promise<void> =>
  client.invalidateQueries({ queryKey: id === undefined ? ['record-by-id', object] : ['record-by-id', object, id] });

/** What a record is called: its naming field, else its external key. */
export function useRecordName(): (record: { readonly object: string; readonly fields: object; readonly externalKey: string | null }) => string {
  const t = useTexts(fieldTexts);
  const objects = useObjects();
  return useCallback(
    ({ object, fields, externalKey }) => {
      const nameField = objects?.find(({ key }) => key === object)?.nameField ?? 'name';
      const name = (fields as Readonly<Record<string, unknown>>)[nameField];
      return typeof name === 'string' && name.trim() !== '' ? name : (externalKey ?? t('unnamed'));
    },
    [objects, t],
  );
}

/** The name of a record that is referred to; undefined while it is looked up, and for nothing. Many of them on a screen are asked in one question. */
export function useName(reference: Reference | null): string | undefined {
  const word = useWordOf();
  const { data } = useQuery({ ...questionOf(reference ?? { object: '', id: '' }), enabled: reference !== null });
  return data === undefined ? undefined : word(data);
}

/** The record that something refers to; undefined while it is looked up, null when it is not there. */
export function useReferenced(reference: Reference | null): NamedRecord | null | undefined {
  return useQuery({ ...questionOf(reference ?? { object: '', id: '' }), enabled: reference !== null }).data;
}

/** Names by id of everything that is referred to; those not known yet are absent. */
export function useNames(references: readonly Reference[]): ReadonlyMap<string, string> {
  const word = useWordOf();
  const found = useQueries({
    queries: references.map(questionOf),
    combine: (answers) => answers.map(({ data }) => data),
  });
  return useMemo(() => {
    const names = new Map<string, string>();
    references.forEach(({ id }, place) => {
      const record = found[place];
      if (record !== undefined) names.set(id, word(record));
    });
    return names;
  }, [found, references, word]);
}

function useWordOf(): (record: NamedRecord | null) => string {
  const t = useTexts(fieldTexts);
  const nameOf = useRecordName();
  return useCallback(
    (record) => (record === null ? t('gone') : record.deletedAt === null ? nameOf(record) : t('inBin', { name: nameOf(record) })),
    [nameOf, t],
  );
}

/** A colleague. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** The people of the workspace, the reader first. */
export function usePeople(): readonly Person[] {
  const me = useMe();
  const { data } = useAnswer('listMembers', {}, { staleMs: FRESH_MS });
  return useMemo(() => [...(data?.items ?? [])].sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id) || a.name.localeCompare(b.name)), [data, me.id]);
}

/** The name of a person by id, also of one who has left. */
export function usePersonName(): (id: string) => string {
  const t = useTexts(fieldTexts);
  const people = usePeople();
  return useCallback((id) => (people.length === 0 ? '' : (people.find((person) => person.id === id)?.name ?? t('formerMember'))), [people, t]);
}
