import { useQueries } from '@tanstack/react-query';
import type { AttachedRuleDocument } from '#pipeline';
import { ask } from '../../../api/ask.js';
import { keyOf } from '../../../api/use-answer.js';
import { usePublished } from '../../../fields/use-pipelines.js';
import { type Subscription, subscriptionsIn } from './subscription.js';

export interface Subscriptions {
  /** Undefined until they are known. */
  readonly items?: readonly Subscription[];
  /** Why they could not be read. */
  readonly error?: Error;
  readonly retry: () => void;
}

/** The rules of all published pipelines that send a webhook. */
export function useSubscriptions(): Subscriptions {
  const pipelines = usePublished(null);
  const answers = useQueries({
    queries: (pipelines ?? []).map(({ key }) => {
      const asked = { params: { key } };
      return { queryKey: keyOf('listRules', asked), queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask('listRules', asked, signal) };
    }),
  });
  const failed = answers.find(({ error, data }) => error && !data);
  const retry = (): void => void failed?.refetch();
  if (failed?.error) return { error: failed.error, retry };
  if (!pipelines || answers.some(({ isPending }) => isPending)) return { retry };
  const items = pipelines.flatMap(({ key }, n) => {
    const { revision = 0, items = [] } = answers[n]?.data ?? {};
    return subscriptionsIn(
      key,
      revision,
      items.map(({ document }) => document as unknown as AttachedRuleDocument),
    );
  });
  return { items, retry };
}
