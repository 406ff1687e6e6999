import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { useCurrencyOf } from '../fields/use-objects.js';
import { useRecordName } from '../fields/use-names.js';
import { useTexts } from '../i18n/texts.js';
import { type After, CellEditor } from './cell-editor.js';
import { CellValue } from './cell-value.js';
import styles from './list-grid.module.css';
import { type ListedRecord, valueIn } from './list-columns.js';
import { listTexts } from './texts.js';
import type { ShownColumn } from './use-columns.js';

export interface RowProps {
  readonly record: ListedRecord;
  readonly row: number;
  readonly top: number;
  readonly columns: readonly ShownColumn[];
  readonly nameField: string;
  readonly pipeline: string | null;
  readonly isSelected: boolean;
  /** The column that has the focus of the grid; null when it is in another row. */
  readonly active: number | null;
  readonly editing: number | null;
  /** The path of a value that was just refused. */
  readonly refused: string | null;
  readonly mayEdit: boolean;
  readonly onToggle: (id: string) => void;
  readonly onEdit: (row: number, column: number) => void;
  readonly onCommit: (row: number, column: number, value: unknown, after: After) => void;
  readonly onCancel: (row: number, column: number) => void;
}

/** One record in the grid. Drawn again only when something of it changed. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const t = useTexts(listTexts);
  const nameOf = useRecordName();
  const currency = useCurrencyOf()(props.record.fields);
  const { record, row, top, columns, isSelected, active } = props;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      className={styles.row}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={styles.box} data-cell={`${row}-0`} tabIndex={active === 0 ? 0 : -1}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('selectRow', { name: nameOf(record) })}
          checked={isSelected}
          onChange={() => props.onToggle(record.id)}
        />
      </div>
      {columns.map((column, place) => (
        <GridCell key={column.path} {...props} column={column} place={place + 1} currency={currency} />
      ))}
    </div>
  );
});

interface CellProps extends RowProps {
  readonly column: ShownColumn;
  readonly place: number;
  readonly currency: string;
}

const FIGURES = new Set(['number', 'integer', 'money']);

function GridCell({ record, row, column, place, currency, nameField, pipeline, active, editing, refused, mayEdit, onEdit, onCommit, onCancel }: CellProps) {
  const canEdit = mayEdit && column.isEditable;
  const isEditing = editing === place;
  return (
    <div
      role="gridcell"
      aria-colindex={place + 1}
      aria-readonly={!canEdit}
      className={styles.cell}
      data-cell={`${row}-${place}`}
      data-figures={FIGURES.has(column.field.type) || undefined}
      data-editing={isEditing || undefined}
      data-refused={refused === column.path || undefined}
      tabIndex={active === place ? 0 : -1}
      onDoubleClick={canEdit && !isEditing ? () => onEdit(row, place) : undefined}
    >
      {isEditing ? (
        <CellEditor
          field={column.field}
          value={valueIn(column, record, pipeline, null)}
          currency={currency}
          label={column.title}
          onCommit={(value, after) => onCommit(row, place, value, after)}
          onCancel={() => onCancel(row, place)}
        />
      ) : (
        <CellValue record={record} column={column} nameField={nameField} pipeline={pipeline} currency={currency} tabIndex={-1} />
      )}
    </div>
  );
}
