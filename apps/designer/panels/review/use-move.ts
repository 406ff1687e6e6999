import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask.js';
import { keyOf } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import type { Moving } from './impact-view.js';
import { reviewTexts } from './texts.js';

/** Moves open runs to a version and answers what to say about it; an empty text where nothing was to be moved. */
export function useMoveRuns(key: string): (toVersion: number, moving: Moving) => Promise<string> {
  const t = useTexts(reviewTexts);
  const format = useFormat();
  const client = useQueryClient();
  return async (toVersion, { which, mapping, chosen }) => {
    if (which === 'none') return '';
    const body = { toVersion, mapping, ...(which === 'some' ? { runs: [...chosen].slice(0, 500) } : {}) };
    const { moved, failed } = await ask('migrateRuns', { params: { key }, body });
    for (const name of ['listVersions', 'listRuns', 'getRun', 'impactOf'] as const) void client.invalidateQueries({ queryKey: keyOf(name) });
    const [first] = failed;
    return first ? t('movedFailed', { moved, failed: failed.length, why: format.text(first.problem.text) }) : t('moved', { count: moved });
  };
}
