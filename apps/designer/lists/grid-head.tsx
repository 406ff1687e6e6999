import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTexts } from '../i18n/texts.js';
import styles from './list-grid.module.css';
import { readSort, type Sorting } from './list-columns.js';
import { listTexts } from './texts.js';
import type { ShownColumn } from './use-columns.js';

interface Props {
  readonly columns: readonly ShownColumn[];
  readonly sort: string | undefined;
  readonly isAll: boolean;
  readonly isSome: boolean;
  /** The column of the head that has the focus of the grid. */
  readonly active: number | null;
  readonly onSort: (by: string) => void;
  readonly onAll: () => void;
  /** The handler that begins to drag the edge of a column. */
  readonly resizer: (path: string) => ((event: unknown) => void) | undefined;
}

const FIGURES = new Set(['number', 'integer', 'money']);

/** The heads of the columns: pressed to sort, dragged at their edge to change the width. */
export function GridHead({ columns, sort, isAll, isSome, active, onSort, onAll, resizer }: Props) {
  const t = useTexts(listTexts);
  const sorting = readSort(sort);
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <div role="columnheader" aria-colindex={1} className={styles.box} data-cell="-1-0" tabIndex={active === 0 ? 0 : -1}>
        <Checkbox size="xs" tabIndex={-1} aria-label={t('selectAll')} checked={isAll} indeterminate={isSome && !isAll} onChange={onAll} />
      </div>
      {columns.map((column, place) => {
        const drag = resizer(column.path);
        return (
          <div
            key={column.path}
            role="columnheader"
            aria-colindex={place + 2}
            aria-sort={sortWord(column.sortBy, sorting)}
            className={styles.headCell}
            data-cell={`-1-${place + 1}`}
            data-figures={FIGURES.has(column.field.type) || undefined}
            tabIndex={active === place + 1 ? 0 : -1}
          >
            <HeadLabel column={column} sorting={sorting} onSort={onSort} />
            {drag && <span className={styles.resizer} aria-hidden onMouseDown={drag} onTouchStart={drag} />}
          </div>
        );
      })}
    </div>
  );
}

function HeadLabel({ column, sorting, onSort }: { readonly column: ShownColumn; readonly sorting: Sorting | null; readonly onSort: (by: string) => void }) {
  const t = useTexts(listTexts);
  const { title, sortBy } = column;
  if (sortBy === null) return <span className={styles.label}>{title}</span>;
  const isSorted = sorting?.by === sortBy;
  const label = !isSorted ? t('sortBy', { column: title }) : sorting.isFalling ? t('sortedDown', { column: title }) : t('sortedUp', { column: title });
  const Mark = sorting?.isFalling ? IconArrowDown : IconArrowUp;
  return (
    <UnstyledButton className={styles.label} tabIndex={-1} aria-label={label} onClick={() => onSort(sortBy)}>
      <span>{title}</span>
      {isSorted && <Mark size={14} aria-hidden />}
    </UnstyledButton>
  );
}

const sortWord = (sortBy: string | null, sorting: Sorting | null) =>
  sortBy === null ? undefined : sorting?.by === sortBy ? (sorting.isFalling ? ('descending' as const) : ('ascending' as const)) : ('none' as const);
