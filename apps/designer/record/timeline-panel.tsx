import { Button, Chip, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../api/ask.js';
import { useFirstAnswer } from '../api/first-answers.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { Composer } from './composer.js';
import panel from './record-page.module.css';
import { recordTexts } from './texts.js';
import { TimelineEntry } from './timeline-entry.js';
import { asItems, headingOf, SHOWN } from './timeline-item.js';
import styles from './timeline-panel.module.css';
import type { RecordAnswer } from './use-record.js';

const PAGE = 50;
const ALL = 'all';

/** One history of the record: moves, changes, notes, tasks, refused attempts and what went by itself. */
export function TimelinePanel({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const navigate = useNavigate({ from: '/records/$object/$id' });
  const { show = ALL } = useSearch({ from: '/inside/records/$object/$id' });
  const params = { object: record.object, id: record.id };
  const pages = useInfiniteQuery({
    queryKey: ['timeline', 'pages', record.object, record.id],
    queryFn: ({ pageParam, signal }) => ask('timeline', { params, query: pageParam === null ? { limit: PAGE } : { limit: PAGE, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  useFirstAnswer(pages.isLoading);
  const items = pages.data?.pages.flatMap((page) => asItems(page.items)) ?? [];
  const shown = items.filter((item) => show === ALL || headingOf(item) === show);
  const choose = (next: string): void =>
    void navigate({ to: '/records/$object/$id', params, search: (now) => ({ ...now, show: next === ALL ? undefined : next }), replace: true });
  return (
    <section className={panel.panel}>
      <div className={panel.head}>
        <h2>{t('timeline')}</h2>
        <Chip.Group value={show} onChange={choose}>
          <Group gap={4} role="radiogroup" aria-label={t('show')}>
            {[ALL, ...SHOWN].map((one) => (
              <Chip key={one} value={one} size="xs" variant="light">
                {t(one as (typeof SHOWN)[number])}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      {may('record.write') && record.deletedAt === null && <Composer record={record} />}
      {pages.error && items.length === 0 && <ProblemState error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <LateSkeleton lines={6} height={32} />}
      {pages.data && shown.length === 0 && <p className="quiet">{t('noEntries')}</p>}
      <ol className={styles.timeline}>
        {shown.map((item) => (
          <TimelineEntry key={`${item.kind} ${item.id}`} item={item} object={record.object} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button variant="default" size="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}
