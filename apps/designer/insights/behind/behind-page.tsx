import { Button, Table } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconListSearch } from '@tabler/icons-react';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { csvOf } from '../../lists/csv.js';
import { downloadCsv } from '../../ui/download.js';
import { EmptyState } from '../../ui/empty-state.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { Page } from '../../ui/page.js';
import { ProblemState } from '../../ui/problem-state.js';
import { chartTexts } from '../../charts/texts.js';
import styles from '../insights.module.css';
import type { BehindKind } from '../parts/behind.js';
import { type BehindRow, useBehind } from './ask-behind.js';
import { type BehindColumn, useBehindColumns } from './columns.js';
import { behindTexts } from './texts.js';

const KINDS: readonly BehindKind[] = ['insight', 'rfm', 'value', 'loyalty', 'orders', 'theme', 'segment'];

/** /insights/behind: the records behind a number. */
export function BehindPage() {
  const t = useTexts(behindTexts);
  const chart = useTexts(chartTexts);
  const router = useRouter();
  const { of, title, ask: asking = '' } = useSearch({ from: '/inside/insights/behind' });
  const kind = KINDS.find((one) => one === of) ?? 'insight';
  const answer = useBehind(kind, asking);
  const rows = useMemo(() => answer.data?.pages.flatMap(({ items }) => items) ?? [], [answer.data]);
  const columns = useBehindColumns(rows, kind, new URLSearchParams(asking));
  const heading = title ? t('title', { what: title }) : t('plain');
  const download = (): void =>
    downloadCsv(`${heading}.csv`, csvOf([columns.map((column) => column.title), ...rows.map((row) => columns.map((column) => column.plain(row)))]));
  const actions = (
    <>
      <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={() => router.history.back()}>
        {t('back')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} disabled={rows.length === 0} onClick={download}>
        {chart('csv')}
      </Button>
    </>
  );
  return (
    <Page title={heading} actions={actions}>
      {answer.error && <ProblemState error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <LateSkeleton lines={8} height={32} />}
      {answer.data && rows.length === 0 && <EmptyState icon={IconListSearch} title={t('none')} hint={t('noneHint')} />}
      {rows.length > 0 && <Listed answer={answer} rows={rows} columns={columns} label={heading} />}
    </Page>
  );
}

interface RowsProps {
  readonly rows: readonly BehindRow[];
  readonly columns: readonly BehindColumn[];
  readonly label: string;
}

function Listed({ answer, rows, columns, label }: RowsProps & { readonly answer: ReturnType<typeof useBehind> }) {
  const t = useTexts(behindTexts);
  const format = useFormat();
  const total = answer.data?.pages[0]?.total ?? (answer.hasNextPage ? null : rows.length);
  return (
    <div className={styles.behind}>
      <p className="quiet" aria-live="polite">
        {total === null ? t('loaded', { shown: format.number(rows.length) }) : t('count', { count: total, shown: format.number(total) })}
      </p>
      <Rows rows={rows} columns={columns} label={label} />
      {answer.hasNextPage && (
        <Button variant="default" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function Rows({ rows, columns, label }: RowsProps) {
  const [first, ...others] = columns;
  return (
    <div className={styles.rows} role="region" aria-label={label} tabIndex={0}>
      <Table verticalSpacing={6} horizontalSpacing={12} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, title, isNumber }) => (
              <Table.Th key={key} scope="col" data-number={isNumber || undefined}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, line) => (
            <Table.Tr key={`${row.id} ${line}`}>
              <Table.Th scope="row">
                <Link to="/records/$object/$id" params={{ object: row.object, id: row.id }}>
                  {first?.say(row)}
                </Link>
              </Table.Th>
              {others.map(({ key, say, isNumber }) => (
                <Table.Td key={key} data-number={isNumber || undefined}>
                  {say(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
