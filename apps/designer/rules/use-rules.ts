import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';

export interface PipelineRules {
  readonly head: Answer<'getDraft'>['head'];
  /** What rules are checked with: the newest version, or the draft before there is one. */
  readonly document: PipelineDocument;
  readonly revision: number;
  readonly rules: readonly AttachedRuleDocument[];
}

export type RulesAnswer =
  | { readonly kind: 'ready'; readonly rules: PipelineRules }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly error: Error; readonly retry: () => void };

/** The rules of a pipeline with the document that they are attached to. */
export function useRules(pipeline: string): RulesAnswer {
  const params = { key: pipeline };
  const draft = useAnswer('getDraft', { params });
  const list = useAnswer('listRules', { params });
  const latest = draft.data?.head.latestVersion ?? 0;
  const version = useAnswer('getVersion', { params: { ...params, version: String(latest) } }, { enabled: latest > 0, staleMs: Infinity });
  const failed = [draft, list, version].find((query) => query.error);
  if (failed?.error) return { kind: 'failed', error: failed.error, retry: () => void failed.refetch() };
  if (!draft.data || !list.data || (latest > 0 && !version.data)) return { kind: 'waiting' };
  return {
    kind: 'ready',
    rules: {
      head: draft.data.head,
      document: (version.data?.document ?? draft.data.document) as unknown as PipelineDocument,
      revision: list.data.revision,
      rules: list.data.items.map(({ document }) => document as unknown as AttachedRuleDocument),
    },
  };
}
