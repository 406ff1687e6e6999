import { Button } from '@mantine/core';
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../../api/ask.js';
import type { Answer } from '../../api/operations.js';
import { keyOf } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { ProblemState } from '../../ui/problem-state.js';
import { Lacking } from '../parts/too-little.js';
import { Basis } from './purchases.js';
import { customerTexts } from './texts.js';

const PAGE = 50;
type PagedName = 'customersChurn' | 'customersLoyalty';
/** What every page has. */
type Head = Pick<Answer<'customersChurn'>, 'basis' | 'lacking' | 'next'>;

/** Customers page by page, with the numbers of all of them in each answer. */
export const usePaged = <N extends PagedName>(name: N, query: Readonly<Record<string, string>>) =>
  useInfiniteQuery({
    queryKey: [...keyOf(name), query],
    queryFn: ({ pageParam, signal }): Promise<Answer<N>> =>
      ask<PagedName>(name, { query: { ...query, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal) as Promise<Answer<N>>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page as Head).next,
    placeholderData: (previous) => previous,
  });

interface Props<T> {
  readonly answer: UseInfiniteQueryResult<InfiniteData<T>>;
  readonly children: (pages: readonly T[], first: T) => ReactNode;
}

/** What is drawn of them: on what it rests, what `children` make of the pages, and the way to the next; or how much data it needs. */
export function Paged<T extends Head>({ answer, children }: Props<T>) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const pages = answer.data?.pages ?? [];
  const [first] = pages;
  return (
    <>
      {answer.error && <ProblemState error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <LateSkeleton lines={6} height={40} />}
      {first && <Basis basis={first.basis} />}
      {first?.lacking && <Lacking sentence={format.text(first.lacking.text)} />}
      {first && !first.lacking && children(pages, first)}
      {first && !first.lacking && answer.hasNextPage && (
        <div>
          <Button variant="default" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}
