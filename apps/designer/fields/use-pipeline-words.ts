import { useMemo } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { type Part, type PipelineWords, wordsOf } from './pipeline-words.js';

/** The words of a version; the newest published one unless said. Undefined until known and for a pipeline that was never published. */
export function usePipelineWords(pipeline: string | null, version?: number): PipelineWords | undefined {
  const format = useFormat();
  const heads = useAnswer('listPipelines', {}, { staleMs: 60_000, enabled: pipeline !== null });
  const head = heads.data?.items.find(({ key }) => key === pipeline);
  const wanted = version ?? head?.latestVersion ?? 0;
  const asked = { params: { key: pipeline ?? '', version: String(wanted) } };
  const { data } = useAnswer('getVersion', asked, { enabled: pipeline !== null && wanted > 0, staleMs: Number.POSITIVE_INFINITY });
  return useMemo(() => (data && pipeline !== null ? wordsOf(pipeline, data.version, data.document as Part, format) : undefined), [data, format, pipeline]);
}
