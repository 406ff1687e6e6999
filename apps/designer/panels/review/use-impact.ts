import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask } from '../../api/ask.js';
import { keyOf } from '../../api/use-answer.js';
import type { Impact } from './impact-view.js';

/** What moving the open runs to a version, or the draft, would do; nothing is written. */
export function useImpact(key: string, to: 'draft' | number, mapping: Readonly<Record<string, string>>, revision: number): UseQueryResult<Impact> {
  const asked = { params: { key }, body: { to, mapping } };
  return useQuery({
    queryKey: [...keyOf('impactOf', asked), revision],
    queryFn: () => ask('impactOf', asked),
    staleTime: 0,
    retry: false,
    placeholderData: (previous) => previous,
  });
}
