import { Button, Select } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { type ObjectShape } from '../fields/object-shape.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useObjects } from '../fields/use-objects.js';
import { FilterBar } from '../filters/filter-bar.js';
import { useViews } from '../filters/use-views.js';
import { ViewsMenu } from '../filters/views-menu.js';
import { usePipelinesOf } from '../fields/use-pipelines.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ColumnsMenu } from './columns-menu.js';
import { ListBody } from './list-body.js';
import styles from './list-page.module.css';
import { NewRecordDialog } from './new-record-dialog.js';
import { listTexts } from './texts.js';
import { useColumns } from './use-columns.js';
import { useExport } from './use-export.js';
import { useCount, useListSearch, useRecordPages } from './use-list.js';
import { useSelection } from './use-selection.js';

/** /records/$object: its records as a grid, as cards on a narrow screen; what is in the bin with `bin`. */
export function ListPage() {
  const { object: key } = useParams({ from: '/inside/records/$object' });
  const t = useTexts(listTexts);
  const objects = useObjects();
  const object = objects?.find((one) => one.key === key);
  if (object) return <ListScreen key={key} object={object} />;
  return objects ? (
    <EmptyState icon={IconTrash} title={t('unknownObject')} />
  ) : (
    <Page title={t('records')}>
      <LateSkeleton lines={10} height={32} />
    </Page>
  );
}

function ListScreen({ object }: { readonly object: ObjectShape }) {
  const t = useTexts(listTexts);
  const { search, change } = useListSearch();
  const pipelines = usePipelinesOf(object.key);
  const pipeline = usePipelineWords(search.pipeline ?? null) ?? null;
  const { views } = useViews(object.key, search.pipeline ?? null);
  const columns = useColumns(
    object,
    pipeline,
    views.find(({ id }) => id === search.view),
    pipelines.length > 0,
  );
  const pages = useRecordPages(object.key, search);
  const selection = useSelection(pages.records);
  const count = useCount(object.key, search);
  const exporting = useExport(object, search, columns.shown);
  const isBin = search.bin !== undefined;
  const widths = (given: Readonly<Record<string, number>>): void =>
    columns.change(columns.chosen.map((column) => (given[column.path] === undefined ? column : { ...column, width: Math.round(given[column.path] ?? 0) })));
  return (
    <Page
      title={isBin ? t('bin') : object.plural}
      width="full"
      {...(isBin ? { lead: t('binLead') } : {})}
      actions={<Actions object={object} isBin={isBin} loaded={exporting.loaded} onExport={() => void exporting.write(selection.selected)} />}
    >
      <div className={styles.screen}>
        <FilterBar object={object} pipeline={pipeline} filter={search.filter} q={search.q} onChange={change}>
          {pipelines.length > 0 && (
            <Select
              size="sm"
              w={176}
              aria-label={t('inPipeline')}
              data={[{ value: '', label: t('anyPipeline') }, ...pipelines.map(({ key, title }) => ({ value: key, label: title }))]}
              value={search.pipeline ?? ''}
              onChange={(next) => change({ pipeline: next || undefined, view: undefined, filter: undefined, sort: undefined })}
            />
          )}
          <ViewsMenu
            object={object.key}
            pipeline={search.pipeline ?? null}
            view={search.view}
            shown={{ filter: search.filter, q: search.q, sort: search.sort, columns: columns.chosen }}
            onChoose={(view) => {
              columns.forget();
              change({ view: view?.id, filter: view?.filter || undefined, q: view?.q || undefined, sort: view?.sort || undefined });
            }}
          />
          <ColumnsMenu all={columns.all} chosen={columns.chosen} usual={columns.usual} onChange={columns.change} />
        </FilterBar>
        <ListBody
          object={object}
          pipeline={pipeline}
          search={search}
          pages={pages}
          columns={columns.shown}
          selection={selection}
          count={count}
          onSearch={change}
          onWidths={widths}
        />
      </div>
    </Page>
  );
}

interface ActionsProps {
  readonly object: ObjectShape;
  readonly isBin: boolean;
  readonly loaded: number | null;
  readonly onExport: () => void;
}

function Actions({ object, isBin, loaded, onExport }: ActionsProps) {
  const t = useTexts(listTexts);
  const may = useMay();
  const { search, change } = useListSearch();
  const [isNew, setNew] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={isBin ? <IconArrowLeft size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />}
        onClick={() => change({ bin: isBin ? undefined : 'yes' })}
      >
        {isBin ? t('leaveBin') : t('bin')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={loaded !== null} onClick={onExport}>
        {t('exportCsv')}
      </Button>
      {!isBin && may('record.write') && (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
          {t('newRecord', { object: object.title })}
        </Button>
      )}
      {isNew && <NewRecordDialog object={object} pipeline={search.pipeline ?? null} onClose={() => setNew(false)} />}
    </>
  );
}
