import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { useRouter } from '@tanstack/react-router';
import type { After } from './cell-editor.js';
import { cssVariables } from './css-variables.js';
import { GridHead } from './grid-head.js';
import { type Cell, nextEditable, type Wish, wishOf } from './grid-keys.js';
import { GridRow } from './grid-row.js';
import styles from './list-grid.module.css';
import { type ListedRecord, MAX_WIDTH, MIN_WIDTH, nextSort, valueIn } from './list-columns.js';
import { listTexts } from './texts.js';
import type { ShownColumn } from './use-columns.js';
import type { useEdit } from './use-edit.js';
import { rowAt, useGridFocus } from './use-grid-focus.js';
import type { Selection } from './use-selection.js';
import { useSizing } from './use-sizing.js';
import { useStable } from './use-stable.js';

const ROW = 40;
const WIDER = 16;

interface Props {
  readonly label: string;
  readonly records: readonly ListedRecord[];
  /** All there are, loaded or not. */
  readonly count: number;
  readonly columns: readonly ShownColumn[];
  readonly nameField: string;
  readonly pipeline: string | null;
  readonly sort: string | undefined;
  readonly selection: Selection;
  /** Single keys on the focused row; null where nothing can be done with records. */
  readonly onRowKey: ((event: KeyboardEvent, record: ListedRecord) => boolean) | null;
  readonly edits: ReturnType<typeof useEdit>;
  readonly mayEdit: boolean;
  readonly onSort: (sort: string | undefined) => void;
  readonly onWidths: (widths: Readonly<Record<string, number>>) => void;
  /** Called when the last loaded rows come into sight. */
  readonly onEnd: () => void;
}

/** The records of a list as a grid: one stop for the Tab key, arrows inside; cells are edited where they stand. */
export function ListGrid(props: Props) {
  const { label, records, count, columns, nameField, pipeline, sort, selection, onRowKey, edits, mayEdit, onSort, onWidths, onEnd } = props;
  const t = useTexts(listTexts);
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<Cell | null>(null);
  const { active, focus, follow, move, place } = useGridFocus(box);
  const sizing = useSizing(columns, onWidths);
  const rows = useVirtualizer({
    count: records.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: ROW,
    onChange: ({ range }) => range && range.endIndex >= records.length - 20 && onEnd(),
  });
  const size = { rows: records.length, columns: columns.length + 1, page: Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / ROW) - 2) };
  const canEdit = (column: number): boolean => mayEdit && columns[column - 1]?.isEditable === true;
  const begin = useStable((row: number, column: number): void => {
    // The input takes the focus itself.
    place({ row, column }, rows);
    setEditing({ row, column });
  });
  const cancel = useStable((row: number, column: number): void => {
    setEditing(null);
    focus({ row, column }, rows);
  });
  const toggle = useStable(selection.toggle);
  const commit = useStable((row: number, column: number, value: unknown, after: After): void => {
    const [record, shown] = [records[row], columns[column - 1]];
    setEditing(null);
    if (record && shown && JSON.stringify(value) !== JSON.stringify(valueIn(shown, record, pipeline, null))) void edits.edit(record, shown.path, value);
    const here = { row, column };
    const next = after === 'next' || after === 'previous' ? nextEditable(here, after === 'next' ? 1 : -1, size, canEdit) : null;
    if (next) begin(next.row, next.column);
    else if (after !== 'away') focus(after === 'down' ? { row: Math.min(row + 1, records.length - 1), column } : here, rows);
  });
  const widen = (by: number): void => {
    const column = columns[active.column - 1];
    if (column) onWidths({ [column.path]: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, column.width + by)) });
  };
  const toggleAll = (): void => (selection.isAll ? selection.clear() : selection.set(records));
  const open = (record: ListedRecord): void => void router.navigate({ to: '/records/$object/$id', params: { object: record.object, id: record.id } });
  const edit = (): void => {
    if (records[active.row] && canEdit(active.column)) begin(active.row, active.column);
  };
  const openOrEdit = (): void => {
    const record = records[active.row];
    if (record && columns[active.column - 1]?.path === nameField) open(record);
    else edit();
  };
  const deeds: Readonly<Record<Wish, () => void>> = {
    select: () => toggle(records[active.row]?.id ?? ''),
    'select-all': () => selection.set(records),
    wider: () => widen(WIDER),
    narrower: () => widen(-WIDER),
    sort: () => {
      const by = columns[active.column - 1]?.sortBy;
      if (by) onSort(nextSort(sort, by));
    },
    'all-rows': toggleAll,
    'open-or-edit': openOrEdit,
    edit,
  };
  const press = (event: KeyboardEvent): void => {
    // A dialog of the grid stands elsewhere in the page, its keys are its own.
    if (editing !== null || event.nativeEvent.isComposing || !box.current?.contains(event.target as Node)) return;
    const focused = records[rowAt(event.target)];
    if (focused && onRowKey?.(event, focused)) return;
    const wish = wishOf(event, active);
    if (wish === null) return void move(event, size, rows);
    event.preventDefault();
    deeds[wish]();
  };
  return (
    <>
      <p className="unseen" id="list-grid-hint">
        {t('gridHint')}
      </p>
      <div
        ref={box}
        role="grid"
        aria-label={label}
        aria-describedby="list-grid-hint"
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        className={styles.grid}
        style={cssVariables({ '--columns': sizing.template })}
        onKeyDown={press}
        onFocus={(event) => follow(event.target)}
      >
        <div role="rowgroup" className={styles.heads} style={{ minWidth: sizing.total }}>
          <GridHead
            columns={columns}
            sort={sort}
            isAll={selection.isAll}
            isSome={selection.selected.length > 0}
            active={active.row === -1 ? active.column : null}
            onSort={(by) => onSort(nextSort(sort, by))}
            onAll={toggleAll}
            resizer={sizing.resizer}
          />
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: rows.getTotalSize(), minWidth: sizing.total }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const record = records[index];
            return record ? (
              <GridRow
                key={record.id}
                record={record}
                row={index}
                top={start}
                columns={columns}
                nameField={nameField}
                pipeline={pipeline}
                isSelected={selection.ids.has(record.id)}
                active={active.row === index ? active.column : null}
                editing={editing?.row === index ? editing.column : null}
                refused={edits.refused?.startsWith(record.id) ? edits.refused.slice(record.id.length + 1) : null}
                mayEdit={mayEdit}
                onToggle={toggle}
                onEdit={begin}
                onCommit={commit}
                onCancel={cancel}
              />
            ) : null;
          })}
        </div>
      </div>
    </>
  );
}
