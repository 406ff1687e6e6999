import { Table as MantineTable } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './figure.module.css';
import { type Cell, type Table, unitOf } from './table.js';
import { chartTexts } from './texts.js';
import { sayIn } from './unit.js';

interface Props {
  readonly title: string;
  readonly table: Table;
}

/** The numbers of a figure; those with records behind them lead there. */
export function FigureTable({ title, table }: Props) {
  return (
    <div className={styles.table} role="region" aria-label={title} tabIndex={0}>
      <MantineTable verticalSpacing={6} horizontalSpacing={12} highlightOnHover stickyHeader>
        <caption className="unseen">{title}</caption>
        <MantineTable.Thead>
          <MantineTable.Tr>
            {table.columns.map((column, place) => (
              <MantineTable.Th key={`${place} ${column.title}`} scope="col" data-number={column.unit !== undefined || undefined}>
                {column.title}
              </MantineTable.Th>
            ))}
          </MantineTable.Tr>
        </MantineTable.Thead>
        <MantineTable.Tbody>
          {table.rows.map((row, line) => (
            <MantineTable.Tr key={`${line} ${String(row[0]?.value)}`}>
              {row.map((cell, place) =>
                place === 0 ? (
                  <MantineTable.Th key={place} scope="row" data-number={table.columns[place]?.unit !== undefined || undefined}>
                    <Value cell={cell} table={table} column={place} of={row[0]} />
                  </MantineTable.Th>
                ) : (
                  <MantineTable.Td
                    key={place}
                    data-number={table.columns[place]?.unit !== undefined || undefined}
                    data-words={table.columns[place]?.unit === undefined || undefined}
                  >
                    <Value cell={cell} table={table} column={place} of={row[0]} />
                  </MantineTable.Td>
                ),
              )}
            </MantineTable.Tr>
          ))}
        </MantineTable.Tbody>
      </MantineTable>
    </div>
  );
}

interface ValueProps {
  readonly cell: Cell;
  readonly table: Table;
  readonly column: number;
  readonly of: Cell | undefined;
}

function Value({ cell: { value, target }, table, column, of }: ValueProps) {
  const t = useTexts(chartTexts);
  const format = useFormat();
  const said = typeof value === 'number' ? sayIn(format, unitOf(table, column), value) : (value ?? '–');
  if (!target) return <span className={styles.value}>{said}</span>;
  const what = t('pair', { name: String(of?.value ?? ''), value: said });
  return (
    <Link {...target} className={styles.link} aria-label={t('open', { what })}>
      {said}
    </Link>
  );
}
