import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { IconFilterOff, IconMoodEmpty, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { priorityField } from '../acts/facts.js';
import { RowActs } from '../acts/row-acts.js';
import { createRowStore } from '../acts/row-store.js';
import { useRowKeyHelp } from '../acts/use-row-key-help.js';
import { useRowKeys } from '../acts/use-row-keys.js';
import { useMay } from '../app/session.js';
import { useAfterNews } from '../api/live.js';
import { keyOf } from '../api/use-answer.js';
import type { ObjectShape } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { BulkBar } from './bulk-bar.js';
import { ListCards } from './list-cards.js';
import { ListGrid } from './list-grid.js';
import styles from './list-page.module.css';
import { listTexts } from './texts.js';
import type { ShownColumn } from './use-columns.js';
import { useEdit } from './use-edit.js';
import type { ListSearch, useRecordPages } from './use-list.js';
import type { Selection } from './use-selection.js';

const LIVE_WAIT_MS = 1500;

interface Props {
  readonly object: ObjectShape;
  readonly pipeline: PipelineWords | null;
  readonly search: ListSearch;
  readonly pages: ReturnType<typeof useRecordPages>;
  readonly columns: readonly ShownColumn[];
  readonly selection: Selection;
  readonly count: number | undefined;
  readonly onSearch: (next: ListSearch) => void;
  readonly onWidths: (widths: Readonly<Record<string, number>>) => void;
}

/** The records themselves, the keys of their rows, and what these ask. */
export function ListBody(props: Props) {
  const { object, search } = props;
  const [rows] = useState(createRowStore);
  const onRowKey = useRowKeys(rows, object, search.pipeline ?? null);
  const isBin = search.bin !== undefined;
  useRowKeyHelp({ hasPriority: priorityField(object) !== null, date: 'task', isOff: isBin });
  return (
    <>
      <Records {...props} onRowKey={isBin ? null : onRowKey} />
      <RowActs store={rows} />
    </>
  );
}

type RecordsProps = Props & { readonly onRowKey: ReturnType<typeof useRowKeys> | null };

/** The records themselves, or what to do where there are none. */
function Records({ object, pipeline, search, pages, columns, selection, count, onRowKey, onSearch, onWidths }: RecordsProps) {
  const t = useTexts(listTexts);
  const format = useFormat();
  const may = useMay();
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const edits = useEdit(object.key);
  useRefreshing();
  const { records, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const isBin = search.bin !== undefined;
  if (pages.error && records.length === 0) return <ProblemState error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.isPending) return <LateSkeleton lines={12} height={28} />;
  if (records.length === 0) return <Nothing object={object} search={search} onSearch={onSearch} />;
  const more = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  const everything = async (): Promise<void> => {
    let now = pages.data;
    while (now && now.pages.at(-1)?.next != null) now = (await fetchNextPage()).data;
    selection.set(now?.pages.flatMap(({ items }) => items) ?? []);
  };
  const total = count ?? records.length;
  const shared = { label: object.plural, records, columns, nameField: object.nameField, pipeline: pipeline?.key ?? null, selection, onRowKey };
  return (
    <>
      <p className={`quiet figures ${styles.count}`} role="status">
        {t('count', { count: total, shown: format.number(total) })}
      </p>
      <div className={styles.body} data-waiting={pages.isPlaceholderData || undefined}>
        {isNarrow ? (
          <ListCards {...shared} hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={more} />
        ) : (
          <ListGrid
            {...shared}
            count={total}
            sort={search.sort}
            edits={edits}
            mayEdit={!isBin && may('record.write')}
            onSort={(sort) => onSearch({ sort })}
            onWidths={onWidths}
            onEnd={more}
          />
        )}
      </div>
      {selection.selected.length > 0 && (
        <BulkBar
          object={object}
          pipeline={pipeline}
          selection={selection}
          isBin={isBin}
          count={total}
          onEverything={selection.isAll && hasNextPage ? () => void everything() : null}
        />
      )}
    </>
  );
}

/** Asks again a moment after something happened in the workspace. */
function useRefreshing(): void {
  const client = useQueryClient();
  useAfterNews(() => void client.invalidateQueries({ queryKey: keyOf('listRecords') }), LIVE_WAIT_MS);
}

function Nothing({ object, search, onSearch }: { readonly object: ObjectShape; readonly search: ListSearch; readonly onSearch: (next: ListSearch) => void }) {
  const t = useTexts(listTexts);
  const isNarrowed = search.filter !== undefined || search.q !== undefined || search.pipeline !== undefined;
  if (isNarrowed) {
    const action = (
      <Button variant="default" onClick={() => onSearch({ filter: undefined, q: undefined, pipeline: undefined, view: undefined })}>
        {t('clearFilters')}
      </Button>
    );
    return <EmptyState icon={IconFilterOff} title={t('nothing')} hint={t('nothingHint')} action={action} />;
  }
  if (search.bin !== undefined) return <EmptyState icon={IconTrash} title={t('emptyBin')} hint={t('emptyBinHint')} />;
  return <EmptyState icon={IconMoodEmpty} title={t('none', { objects: object.plural })} hint={t('noneHint')} />;
}
