import { Button, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import { keyOf } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { IncidentCard } from './incident-card.js';
import { inboxTexts } from './texts.js';

/** Runs that need a person, newest first. */
export function IncidentList() {
  const t = useTexts(inboxTexts);
  const incidents = useInfiniteQuery({
    queryKey: [...keyOf('listIncidents'), 'pages'],
    queryFn: ({ pageParam, signal }) => ask('listIncidents', { query: { status: 'open', ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (incidents.error) return <ProblemState error={incidents.error} retry={() => void incidents.refetch()} />;
  if (incidents.data === undefined) return <LateSkeleton lines={4} height={88} />;
  const items = incidents.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon={IconCircleCheck} title={t('noIncidents')} hint={t('noIncidentsHint')} />;
  return (
    <Stack gap="sm">
      {items.map((incident) => (
        <IncidentCard key={incident.id} incident={incident} />
      ))}
      {incidents.hasNextPage && (
        <Button variant="default" onClick={() => void incidents.fetchNextPage()} loading={incidents.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}
