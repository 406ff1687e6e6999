import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { JsonObject } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { ask } from '../../api/ask.js';
import { keyOf, useAnswer } from '../../api/use-answer.js';
import { useMe } from '../../app/session.js';
import { treeOf } from '../../document/tree/state-tree.js';
import { isObjectReference, type Vocabulary } from '../words/vocabulary.js';
import type { Sample } from './sample.js';

/** A record as rules see it: references one deep, the variables and states of its newest run of this pipeline, and oneself as the actor. */
export function useSample(id: string | null, vocabulary: Vocabulary, document: PipelineDocument): Sample | null {
  const me = useMe();
  const isOn = id !== null;
  const record = useAnswer('getRecord', { params: { object: vocabulary.object, id: id ?? '' } }, { enabled: isOn }).data;
  const fields = record?.fields as JsonObject | undefined;
  const references = Object.entries(vocabulary.record).flatMap(([name, field]) => {
    const target = fields?.[name];
    return isObjectReference(field, vocabulary) && typeof target === 'string' ? [{ name, object: field.object, id: target }] : [];
  });
  const related = useQueries({
    queries: references.map(({ object, id: target }) => {
      const asked = { params: { object, id: target } };
      return { queryKey: keyOf('getRecord', asked), queryFn: () => ask('getRecord', asked), retry: false };
    }),
    combine: (results) => ({ isPending: results.some((result) => result.isPending), records: results.map((result) => result.data) }),
  });
  const runId = record?.runs.find((run) => run.pipeline === vocabulary.pipeline)?.id;
  const run = useAnswer('getRun', { params: { id: runId ?? '' } }, { enabled: runId !== undefined }).data;
  return useMemo(() => {
    if (!record || !fields || related.isPending || (runId !== undefined && !run)) return null;
    const deep = references.map(({ name, id: target }, n): [string, JsonObject] => [
      name,
      { id: target, ...(related.records[n]?.fields as JsonObject | undefined) },
    ]);
    const tree = treeOf(document);
    const leaves = run?.snapshot.configuration ?? [];
    return {
      id: record.id,
      name: String(fields[vocabulary.objects[vocabulary.object]?.nameField ?? 'name'] ?? record.id),
      data: {
        record: { ...fields, id: record.id },
        event: { name: '', payload: null, fields: {} },
        vars: { ...defaults(vocabulary), ...(run?.snapshot.vars as JsonObject | undefined) },
        actor: { kind: 'person', id: me.id, roles: ['*'] },
        now: new Date().toISOString(),
      },
      related: Object.fromEntries(deep),
      active: new Set(leaves.flatMap((leaf) => [leaf, ...tree.above(leaf)])),
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [record, related.isPending, related.records, run, runId, vocabulary, me.id]);
}

const defaults = ({ vars }: Vocabulary): JsonObject => Object.fromEntries(Object.entries(vars).map(([name, variable]) => [name, variable.default ?? null]));
