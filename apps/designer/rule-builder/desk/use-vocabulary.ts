import { useMemo } from 'react';
import type { FieldDefinition, Fields, PipelineDocument } from '#pipeline';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { namesIn, type NamedThing, type Vocabulary } from '../words/vocabulary.js';

const MINUTE_MS = 60_000;

/** The words of a document in this workspace; `null` until its objects are known. */
export function useVocabulary(document: PipelineDocument): Vocabulary | null {
  const objects = useAnswer('listObjects', {}, { staleMs: MINUTE_MS }).data;
  const around = useAround();
  const { key, object, fields, vars, roles, states } = document;
  return useMemo(() => {
    if (!objects) return null;
    const byKey = objectsByKey(objects);
    return {
      pipeline: key,
      object,
      record: { ...byKey[object]?.fields, ...fields },
      objects: byKey,
      vars: vars ?? {},
      roles: roles ?? [],
      ...namesIn(document),
      ...around,
    };
    // Moving a state on the canvas makes a new document, but no new words.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [objects, around, key, object, fields, vars, roles, states]);
}

/** What the workspace has around the document. */
function useAround(): Pick<Vocabulary, 'calendars' | 'pipelines' | 'models' | 'segmentSets' | 'members'> {
  const calendars = useAnswer('listCalendars', {}, { staleMs: MINUTE_MS }).data;
  const pipelines = useAnswer('listPipelines', {}, { staleMs: MINUTE_MS }).data;
  const models = useAnswer('listModels', { query: {} }, { staleMs: MINUTE_MS }).data;
  const sets = useAnswer('listSegmentSets', { query: {} }, { staleMs: MINUTE_MS }).data;
  const members = useAnswer('listMembers', {}, { staleMs: MINUTE_MS }).data;
  return useMemo(
    () => ({
      calendars: (calendars?.items ?? []).map(({ key: id, title }) => ({ id, title: titleOf(title, id) })),
      pipelines: (pipelines?.items ?? []).map(({ key: id, title }) => ({ id, title: titleOf(title, id) })),
      models: models?.items.map(({ key: id, title }) => ({ id, title })) ?? null,
      segmentSets: sets?.items.map(({ key: id, title }) => ({ id, title: { en: title } })) ?? null,
      members: (members?.items ?? []).map(({ id, name }) => ({ id, name })),
    }),
    [calendars, pipelines, models, sets, members],
  );
}

function objectsByKey({ items }: Answer<'listObjects'>): Vocabulary['objects'] {
  return Object.fromEntries(
    items.map(({ key, title, nameField, fields, retiredFields }) => [key, { title, nameField, fields: { ...retired(retiredFields), ...fieldsOf(fields) } }]),
  );
}

/** The contract says the type of a field as a text; the engine sends no other kinds than these. */
const fieldsOf = (fields: Answer<'listObjects'>['items'][number]['fields']): Fields =>
  Object.fromEntries(fields.map(({ name, origin: _, ...field }) => [name, field as FieldDefinition]));

/** Rules and steps may name them still; they are not offered. */
const retired = (fields: Answer<'listObjects'>['items'][number]['retiredFields']): Fields =>
  Object.fromEntries(fields.map(({ name, origin: _, retiredAt: __, ...field }) => [name, { ...(field as FieldDefinition), retired: true }]));

export function titleOf(title: unknown, fallback: string): NamedThing['title'] {
  const { en, 'zh-CN': zh } = (title ?? {}) as { readonly en?: unknown; readonly 'zh-CN'?: unknown };
  return { en: typeof en === 'string' ? en : fallback, ...(typeof zh === 'string' ? { 'zh-CN': zh } : {}) };
}
