import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JsonObject } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { ask } from '../api/ask.js';
import { ApiProblem } from '../api/problem.js';
import { keyOf } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { showProblem } from '../ui/show-problem.js';
import { pipelinesTexts } from './texts.js';

/** Makes a pipeline as a draft and attaches rules to it; rules that are refused are told, the pipeline stays. */
export function useCreate(onMade: (key: string) => void): {
  readonly run: (document: PipelineDocument, rules: readonly JsonObject[]) => void;
  readonly isPending: boolean;
} {
  const t = useTexts(pipelinesTexts);
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const make = async (document: PipelineDocument, rules: readonly JsonObject[]): Promise<void> => {
    const { key } = document;
    await ask('putDraft', { params: { key }, body: { document: document as never }, ifMatch: 0 });
    const refused: string[] = [];
    // One after the other: each is a revision of its own.
    for (const rule of rules) {
      const sent = { params: { key, rule: String(rule['key']) }, body: { document: { ...rule, pipeline: key } } };
      await ask('putRule', sent).catch((error: unknown) => void refused.push(error instanceof ApiProblem ? error.details.detail : String(error)));
    }
    await Promise.all([client.invalidateQueries({ queryKey: keyOf('listPipelines') }), client.invalidateQueries({ queryKey: keyOf('getDraft') })]);
    if (refused.length > 0) showDone(t('rulesLeft', { count: refused.length, why: refused[0] ?? '' }));
    onMade(key);
  };
  const run = (document: PipelineDocument, rules: readonly JsonObject[]): void => {
    setPending(true);
    make(document, rules)
      .catch(showProblem)
      .finally(() => setPending(false));
  };
  return { run, isPending };
}
