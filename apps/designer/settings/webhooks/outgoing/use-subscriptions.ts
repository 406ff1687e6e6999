import { useQueries } from '@tanstack/react-query';
import type { AttachedRuleDocument } from '#pipeline';
import { ask } from '../../../api/ask.js';
import { keyOf } from '../../../api/use-answer.js';
import { usePublished } from '../../../fields/use-pipelines.js';
import { type Subscription, subscriptionsIn } from './subscription.js';

/** The rules of all published pipelines that send a webhook; undefined until they are known. */
export function useSubscriptions(): readonly Subscription[] | undefined {
  const pipelines = usePublished(null);
  const answers = useQueries({
    queries: (pipelines ?? []).map(({ key }) => {
      const asked = { params: { key } };
      return { queryKey: keyOf('listRules', asked), queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask('listRules', asked, signal) };
    }),
  });
  if (!pipelines || answers.some(({ isPending }) => isPending)) return undefined;
  return pipelines.flatMap(({ key }, n) => {
    const { revision = 0, items = [] } = answers[n]?.data ?? {};
    return subscriptionsIn(
      key,
      revision,
      items.map(({ document }) => document as unknown as AttachedRuleDocument),
    );
  });
}
