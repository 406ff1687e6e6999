import { type QueryKey, useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { ask } from './ask.js';
import { useFirstAnswer } from './first-answers.js';
import type { Answer, Asked, OperationName } from './operations.js';

interface AnswerOptions<N extends OperationName> {
  readonly enabled?: boolean;
  readonly staleMs?: number;
  /** Shows the answer of the question before while the next one is under way (lists, filters). */
  readonly keepsPrevious?: boolean;
  /** Asks again and again; a function says by the answer how soon, false for no more. */
  readonly refreshMs?: number | ((data: Answer<N> | undefined) => number | false);
  readonly initial?: Answer<N>;
}

/** Key of an answer in the cache: everything of one operation begins with its name. */
export const keyOf = <N extends OperationName>(name: N, asked?: Asked<N>): QueryKey => (asked === undefined ? [name] : [name, asked]);

/** Reads: the answer of an operation, kept and refreshed. */
export function useAnswer<N extends OperationName>(name: N, asked: Asked<N>, options: AnswerOptions<N> = {}): UseQueryResult<Answer<N>> {
  const { refreshMs } = options;
  const query = useQuery<Answer<N>>({
    queryKey: keyOf(name, asked),
    queryFn: ({ signal }) => ask(name, asked, signal),
    enabled: options.enabled ?? true,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    ...(refreshMs === undefined ? {} : { refetchInterval: typeof refreshMs === 'number' ? refreshMs : ({ state }) => refreshMs(state.data) }),
    ...(options.initial === undefined ? {} : { initialData: options.initial as never }),
    ...(options.keepsPrevious ? { placeholderData: (previous) => previous as never } : {}),
  });
  useFirstAnswer(query.isLoading);
  return query;
}

/** Writes: afterwards what the `refreshes` operations answered is asked again. `isSaid`: the screen itself says what was refused. */
export function useWrite<N extends OperationName>(
  name: N,
  refreshes: readonly OperationName[] = [],
  isSaid?: true,
): UseMutationResult<Answer<N>, Error, Asked<N>> {
  const client = useQueryClient();
  return useMutation<Answer<N>, Error, Asked<N>>({
    mutationFn: (asked) => ask(name, asked),
    ...(isSaid ? { meta: { isSaid } } : {}),
    onSuccess: () => void refreshes.forEach((one) => void client.invalidateQueries({ queryKey: keyOf(one) })),
  });
}
