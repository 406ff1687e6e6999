import { useEffect, useRef, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import type { Problem } from '#kernel';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { Vocabulary } from '../../rule-builder/index.js';
import type { CheckAnswer, CheckQuestion } from './check-document.js';

const PAUSE_MS = 400;

export interface Checked {
  readonly problems: readonly Problem[];
  /** Of a document that has been changed since. */
  readonly isStale: boolean;
}

/** The problems of a document as it is changed, found in a worker a moment after the last change. `null` before the first answer. */
export function useCheck(document: PipelineDocument, rules: readonly AttachedRuleDocument[], vocabulary: Vocabulary): Checked | null {
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const [answer, setAnswer] = useState<{ readonly document: PipelineDocument; readonly problems: readonly Problem[] } | null>(null);
  const [settled] = useDebouncedValue(document, PAUSE_MS);
  useEffect(() => {
    const made = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    return () => {
      worker.current = null;
      made.terminate();
    };
  }, []);
  useEffect(() => {
    const { current } = worker;
    if (!current) return undefined;
    const id = ++asked.current;
    const hear = ({ data }: MessageEvent<CheckAnswer>): void => {
      if (data.id === id) setAnswer({ document: settled, problems: data.problems });
    };
    current.addEventListener('message', hear);
    current.postMessage(question(id, settled, rules, vocabulary));
    return () => current.removeEventListener('message', hear);
  }, [settled, rules, vocabulary]);
  return answer && { problems: answer.problems, isStale: answer.document !== document };
}

const question = (id: number, document: PipelineDocument, rules: readonly AttachedRuleDocument[], vocabulary: Vocabulary): CheckQuestion => ({
  id,
  document,
  rules,
  objects: Object.fromEntries(Object.entries(vocabulary.objects).map(([key, { fields }]) => [key, fields])),
  calendars: vocabulary.calendars.map((calendar) => calendar.id),
  pipelines: vocabulary.pipelines.map((pipeline) => pipeline.id),
  models: vocabulary.models?.map((model) => model.id) ?? null,
  segmentSets: vocabulary.segmentSets?.map((set) => set.id) ?? null,
});
