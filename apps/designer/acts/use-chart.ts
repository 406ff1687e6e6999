import { useMemo } from 'react';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import { useAnswer } from '../api/use-answer.js';
import { type Chart, chartOf } from './stages.js';

const FRESH_MS = 60_000;

/** The stages of a published version, with the limits of its rules; undefined until known, or while nothing is asked for. */
export function useChart(of: { readonly pipeline: string; readonly version: number } | null): {
  readonly chart: Chart | undefined;
  readonly error: Error | null;
  retry(): void;
} {
  const params = { key: of?.pipeline ?? '' };
  const enabled = of !== null;
  const version = useAnswer('getVersion', { params: { ...params, version: String(of?.version ?? 0) } }, { staleMs: Infinity, enabled });
  const rules = useAnswer('listRules', { params }, { staleMs: FRESH_MS, enabled });
  const document = version.data?.document;
  const items = rules.data?.items;
  const chart = useMemo(
    () =>
      document &&
      chartOf(
        document as unknown as PipelineDocument,
        (items ?? []).map((rule) => rule.document as unknown as AttachedRuleDocument),
      ),
    [document, items],
  );
  return { chart, error: version.error, retry: () => void version.refetch() };
}
