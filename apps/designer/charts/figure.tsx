import { IconChartBarOff } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import type { ChartProps } from './chart.js';
import { FigureTable } from './figure-table.js';
import { FigureTools } from './figure-tools.js';
import styles from './figure.module.css';
import type { ChartSpec } from './spec.js';
import { type Table, tableOf } from './table.js';
import { chartTexts } from './texts.js';

const Chart = lazy(() => import('./chart.js'));

interface Props {
  readonly title: string;
  /** One sentence below the title: what is counted, by which method. */
  readonly lead?: string;
  readonly spec: ChartSpec | null;
  /** A drawing of one's own in place of a chart. */
  readonly drawing?: ReactNode;
  /** Where the table says more than the chart draws. */
  readonly table?: Table;
  /** The moment the numbers hold for. */
  readonly asOf: string;
  readonly zone: string;
  readonly height?: ChartProps['height'];
  /** Stands in place of the drawing: how much data is needed. */
  readonly instead?: ReactNode;
  /** Choices at the right of the title. */
  readonly actions?: ReactNode;
  /** Stands below the drawing: back-test, notes. */
  readonly children?: ReactNode;
}

/** A chart with its title, its numbers as a table and as a file, the moment and the time zone they hold for. */
export function Figure({ title, lead, spec, drawing, table, asOf, zone, height = 'usual', instead, actions, children }: Props) {
  const t = useTexts(chartTexts);
  const format = useFormat();
  const id = useId();
  const [wantsTable, setWantsTable] = useState(false);
  const words = { from: t('from'), to: t('to'), value: t('value'), group: t('group'), name: t('name') };
  const given = table ?? (spec === null ? null : tableOf(spec, words));
  const numbers = given === null || given.rows.length === 0 ? null : given;
  const isDrawn = spec !== null || drawing !== undefined;
  const isTable = wantsTable || !isDrawn;
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 id={id}>{title}</h2>
          {lead && <p className="quiet">{lead}</p>}
        </div>
        {actions}
        {numbers !== null && !instead && (
          <FigureTools title={title} table={numbers} asOf={asOf} isTable={isTable} {...(isDrawn ? { onSwitch: () => setWantsTable(!isTable) } : {})} />
        )}
      </div>
      {instead ?? <Body title={title} spec={spec} height={height} drawing={drawing} numbers={numbers} isTable={isTable} />}
      {children}
      <figcaption className={`${styles.caption} quiet`}>{t('asOf', { at: format.moment(asOf), zone })}</figcaption>
    </figure>
  );
}

interface BodyProps extends Pick<Props, 'title' | 'spec' | 'drawing'> {
  readonly height: ChartProps['height'];
  readonly numbers: Table | null;
  readonly isTable: boolean;
}

function Body({ title, spec, height, drawing, numbers, isTable }: BodyProps) {
  if (numbers === null) return <Nothing />;
  if (isTable) return <FigureTable title={title} table={numbers} />;
  if (spec === null) return drawing;
  return (
    <Suspense fallback={<div className={styles.drawing} data-height={height} />}>
      <Chart title={title} spec={spec} height={height} />
    </Suspense>
  );
}

function Nothing() {
  const t = useTexts(chartTexts);
  return (
    <div className={styles.nothing}>
      <IconChartBarOff size={24} stroke={1.6} aria-hidden />
      <strong>{t('nothing')}</strong>
      <span className="quiet">{t('nothingHint')}</span>
    </div>
  );
}
