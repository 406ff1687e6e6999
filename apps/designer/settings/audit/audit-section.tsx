import { Alert, Button, Table, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../api/ask.js';
import { keyOf, useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { Moment } from '../../ui/moment.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';

/** What was done, newest first, and whether the chain of it holds. */
export function AuditSection() {
  const t = useTexts(settingsTexts);
  const [filter, narrow] = useFilter();
  const verified = useAnswer('verifyAudit', {}, { enabled: false });
  const members = useAnswer('listMembers', {});
  const pages = useInfiniteQuery({
    queryKey: keyOf('listAudit'),
    queryFn: ({ pageParam, signal }) => ask('listAudit', { query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const named = (id: string): string => members.data?.items.find((member) => member.id === id)?.name ?? id;
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const fits = (text: string, part: string): boolean => text.toLowerCase().includes(part.trim().toLowerCase());
  const shown = rows.filter(({ action, actor }) => fits(action, filter.action) && fits(`${actor.kind} ${named(actor.id)}`, filter.who));
  return (
    <Section
      title={t('audit')}
      lead={t('auditLead')}
      action={
        <Button variant="default" leftSection={<IconShieldCheck size={16} aria-hidden />} loading={verified.isFetching} onClick={() => void verified.refetch()}>
          {t('verify')}
        </Button>
      }
    >
      <Verdict verdict={verified.data} />
      <Card>
        <div className={styles.row}>
          <TextInput label={t('filterAction')} value={filter.action} onChange={(event) => narrow({ action: event.currentTarget.value })} />
          <TextInput label={t('who')} value={filter.who} onChange={(event) => narrow({ who: event.currentTarget.value })} />
        </div>
        {pages.isPending && <LateSkeleton />}
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing={6} aria-label={t('audit')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={140}>{t('at')}</Table.Th>
                <Table.Th>{t('who')}</Table.Th>
                <Table.Th>{t('action')}</Table.Th>
                <Table.Th>{t('target')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ seq, at, actor, action, target }) => (
                <Table.Tr key={seq}>
                  <Table.Td>
                    <Moment at={at} />
                  </Table.Td>
                  <Table.Td>{named(actor.id)}</Table.Td>
                  <Table.Td className={styles.mono}>{action}</Table.Td>
                  <Table.Td className={styles.mono}>{target}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {!pages.isPending && shown.length === 0 && <p className="quiet">{t('nothingFits')}</p>}
        {pages.hasNextPage && (
          <div className={styles.foot}>
            <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </Card>
    </Section>
  );
}

interface Filter {
  readonly action: string;
  readonly who: string;
}

/** What is typed shows at once; the address follows, so that the screen can be passed on as it is. */
function useFilter(): readonly [Filter, (part: Partial<Filter>) => void] {
  const navigate = useNavigate();
  const { action = '', who = '' } = useSearch({ strict: false });
  const [filter, setFilter] = useState<Filter>({ action, who });
  const narrow = (part: Partial<Filter>): void => {
    const next = { ...filter, ...part };
    setFilter(next);
    void navigate({ to: '.', search: { ...(next.action && { action: next.action }), ...(next.who && { who: next.who }) }, replace: true });
  };
  return [filter, narrow];
}

function Verdict({
  verdict,
}: {
  readonly verdict:
    { readonly rows: number; readonly firstBad: { readonly seq: number; readonly why: 'changed' | 'removed' | 'reordered' } | null } | undefined;
}) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  if (!verdict) return null;
  const { firstBad, rows } = verdict;
  return firstBad === null ? (
    <Alert color="pine" role="status" icon={<IconShieldCheck size={18} aria-hidden />}>
      {t('intact', { count: format.number(rows) })}
    </Alert>
  ) : (
    <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
      {t(`broken_${firstBad.why}`, { seq: firstBad.seq })}
    </Alert>
  );
}
