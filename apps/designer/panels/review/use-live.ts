import type { PipelineDocument } from '#pipeline';
import { useAnswer } from '../../api/use-answer.js';
import { useDesigner } from '../../designer/use-designer.js';

/** The document that is live; `null` where nothing was published, `undefined` while it is being read. */
export function useLiveDocument(): PipelineDocument | null | undefined {
  const key = useDesigner((state) => state.pipeline);
  const latest = useDesigner((state) => state.head.latestVersion);
  const version = useAnswer('getVersion', { params: { key, version: String(latest) } }, { enabled: latest > 0, staleMs: Infinity });
  return latest === 0 ? null : (version.data?.document as unknown as PipelineDocument | undefined);
}
