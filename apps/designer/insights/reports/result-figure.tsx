import { type ReactNode, useMemo } from 'react';
import { Figure, sayIn } from '../../charts/index.js';
import { useWorkspaceCurrency } from '../../fields/use-objects.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Facts } from '../parts/facts.js';
import type { ChartKind, Result } from './definition.js';
import { resultChart, resultTable } from './result-chart.js';
import { reportTexts } from './texts.js';

interface Props {
  readonly title: string;
  readonly result: Result;
  readonly chart: ChartKind;
  readonly actions?: ReactNode;
}

/** The numbers of a report, drawn as it says. */
export function ResultFigure({ title, result, chart, actions }: Props) {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const currency = useWorkspaceCurrency();
  const { table, spec } = useMemo(() => {
    const words = { nothing: t('nothing'), text: format.text, series: (group: string, measure: string) => t('series', { group, measure }) };
    return { table: resultTable(result, currency, words), spec: resultChart(result, chart, currency, words) };
  }, [result, chart, currency, t, format]);
  const isOne = result.rows.length === 1 && (chart === 'number' || (chart !== 'table' && !result.columns.some(({ kind }) => kind === 'group')));
  const numbers = isOne && (
    <Facts
      facts={table.columns.flatMap(({ title: label, unit }, place) => {
        const cell = table.rows[0]?.[place];
        return unit === undefined
          ? []
          : [{ label, value: sayIn(format, unit, typeof cell?.value === 'number' ? cell.value : null), target: cell?.target ?? null }];
      })}
    />
  );
  return (
    <Figure
      title={title}
      spec={spec}
      table={table}
      asOf={result.asOf}
      zone={result.zone}
      height="tall"
      actions={actions}
      {...(numbers ? { drawing: numbers } : {})}
    >
      {result.cut && <p className={styles.note}>{t('cut')}</p>}
    </Figure>
  );
}
