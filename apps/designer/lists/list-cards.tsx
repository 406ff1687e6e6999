import { Button, Checkbox } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useCurrencyOf } from '../fields/use-objects.js';
import { useRecordName } from '../fields/use-names.js';
import { useTexts } from '../i18n/texts.js';
import { CellValue, RecordLink } from './cell-value.js';
import styles from './list-cards.module.css';
import type { ListedRecord } from './list-columns.js';
import { listTexts } from './texts.js';
import type { ShownColumn } from './use-columns.js';
import type { Selection } from './use-selection.js';

/** Beside the name: as many as read at a glance. */
const MOST_FIELDS = 4;

interface Props {
  readonly label: string;
  readonly records: readonly ListedRecord[];
  readonly columns: readonly ShownColumn[];
  readonly nameField: string;
  readonly pipeline: string | null;
  readonly selection: Selection;
  /** Single keys on the focused card; null where nothing can be done with records. */
  readonly onRowKey: ((event: KeyboardEvent, record: ListedRecord) => boolean) | null;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
}

/** The records of a list on a narrow screen: a card each. */
export function ListCards({ label, records, columns, nameField, pipeline, selection, onRowKey, hasMore, isLoading, onMore }: Props) {
  const t = useTexts(listTexts);
  const shown = columns.filter(({ path }) => path !== nameField).slice(0, MOST_FIELDS);
  return (
    <>
      <ul className={styles.cards} aria-label={label}>
        {records.map((record) => (
          <li key={record.id} onKeyDown={(event) => void onRowKey?.(event, record)}>
            <Card
              record={record}
              columns={shown}
              nameField={nameField}
              pipeline={pipeline}
              isSelected={selection.ids.has(record.id)}
              onToggle={() => selection.toggle(record.id)}
            />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" fullWidth mt="sm" loading={isLoading} onClick={onMore}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

interface CardProps {
  readonly record: ListedRecord;
  readonly columns: readonly ShownColumn[];
  readonly nameField: string;
  readonly pipeline: string | null;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
}

function Card({ record, columns, nameField, pipeline, isSelected, onToggle }: CardProps) {
  const t = useTexts(listTexts);
  const name = useRecordName()(record);
  const currency = useCurrencyOf()(record.fields);
  return (
    <article className={styles.card} data-selected={isSelected || undefined}>
      <header>
        <RecordLink record={record} />
        <Checkbox aria-label={t('selectRow', { name })} checked={isSelected} onChange={onToggle} />
      </header>
      <dl>
        {columns.map((column) => (
          <div key={column.path}>
            <dt>{column.title}</dt>
            <dd>
              <CellValue record={record} column={column} nameField={nameField} pipeline={pipeline} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
