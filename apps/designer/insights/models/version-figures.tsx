import { type ChartSpec, COUNT, decimal, Figure, measured, SHARE, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Facts } from '../parts/facts.js';
import { useMethodName } from './method-name.js';
import { modelTexts } from './texts.js';
import type { Version } from './shapes.js';
import { useMetricFacts } from './use-metric-facts.js';

type Props = { readonly version: Version };
const SHOWN = 15;
const FINE = decimal(3);

/** How a version was checked, what it rests on, what was left out and why. */
export function VersionFigures({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const facts = useMetricFacts(version.metrics);
  const { window: span } = version;
  return (
    <div className={styles.grid}>
      <div className={`${styles.wide} ${styles.screen}`}>
        {facts.length > 0 && <Facts facts={facts} />}
        {span && <p className="quiet">{t('window', { from: format.date(span.from), to: format.date(span.to) })}</p>}
      </div>
      {version.metrics.kind === 'binary' && <Calibration version={version} />}
      {version.metrics.kind === 'binary' && <Roc version={version} />}
      {version.metrics.kind === 'classes' && <Classes version={version} />}
      <Importance version={version} />
      {version.tried.length > 1 && <Tried version={version} />}
      {version.leaks.length + version.leftOut.length > 0 && (
        <div className={styles.wide}>
          <Leaks version={version} />
        </div>
      )}
      {version.notes.length > 0 && (
        <section className={`${styles.wide} ${styles.note}`}>
          <h2>{t('notes')}</h2>
          <ul className={styles.words}>
            {version.notes.map((note) => (
              <li key={note.en}>{format.text(note)}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Calibration({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  if (version.metrics.kind !== 'binary') return null;
  const bars = version.metrics.calibration.filter(({ n }) => n > 0);
  const spec: ChartSpec = {
    kind: 'scatter',
    x: { title: t('predicted'), unit: SHARE },
    y: { title: t('observed'), unit: SHARE },
    groups: [
      {
        name: t('observed'),
        isLine: true,
        dots: bars.map(({ meanPredicted, observed }) => ({ x: meanPredicted, y: observed, name: format.percent(meanPredicted) })),
      },
      { name: t('perfect'), isLine: true, dots: [0, 1].map((at) => ({ x: at, y: at, name: format.percent(at) })) },
    ],
  };
  const table: Table = {
    columns: [
      { title: t('predicted'), unit: SHARE },
      { title: t('observed'), unit: SHARE },
      { title: t('rowsTitle'), unit: COUNT },
    ],
    rows: bars.map(({ meanPredicted, observed, n }) => [{ value: meanPredicted }, { value: observed }, { value: n }]),
  };
  return <Figure title={t('calibration')} lead={t('calibrationLead')} spec={spec} table={table} asOf={version.trainedAt} zone={format.timeZone} />;
}

function Roc({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  if (version.metrics.kind !== 'binary') return null;
  const spec: ChartSpec = {
    kind: 'scatter',
    x: { title: t('falsePositive'), unit: SHARE },
    y: { title: t('truePositive'), unit: SHARE },
    groups: [
      {
        name: t('roc'),
        isLine: true,
        dots: version.metrics.roc.map(({ falsePositive, truePositive, threshold }) => ({
          x: falsePositive,
          y: truePositive,
          name: format.number(threshold, 3),
        })),
      },
    ],
  };
  return <Figure title={t('roc')} lead={t('rocLead')} spec={spec} asOf={version.trainedAt} zone={format.timeZone} />;
}

function Classes({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  if (version.metrics.kind !== 'classes') return null;
  const { table, ...chart } = measured({
    of: t('class'),
    rows: version.metrics.classes,
    nameOf: ({ label }) => label,
    measures: [
      { title: t('precision'), unit: SHARE, isDrawn: true, value: ({ precision }) => precision, target: null },
      { title: t('recall'), unit: SHARE, isDrawn: true, tone: 'warn', value: ({ recall }) => recall, target: null },
      { title: t('rowsTitle'), unit: COUNT, value: ({ n }) => n, target: null },
    ],
  });
  return <Figure title={t('class')} spec={{ kind: 'bars', ...chart }} table={table} asOf={version.trainedAt} zone={format.timeZone} />;
}

function Importance({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const features = [...version.features].sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0));
  const shown = features.slice(0, SHOWN);
  const table: Table = {
    columns: [{ title: t('feature') }, { title: t('importance'), unit: FINE }, { title: t('how') }],
    rows: features.map(({ label, importance, how }) => [{ value: format.text(label) }, { value: importance }, { value: format.text(how) }]),
  };
  const spec: ChartSpec = {
    kind: 'rows',
    of: t('feature'),
    categories: shown.map(({ label }) => format.text(label)),
    series: [{ name: t('importance'), unit: FINE, tone: 'accent', points: shown.map(({ importance }) => ({ value: importance })) }],
  };
  const isKnown = features.some(({ importance }) => importance !== null);
  return (
    <Figure
      title={t('importance')}
      lead={t('importanceLead')}
      spec={isKnown ? spec : null}
      table={table}
      asOf={version.trainedAt}
      zone={format.timeZone}
      height="tall"
    />
  );
}

function Tried({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const nameOf = useMethodName();
  const { table, ...chart } = measured({
    of: t('method'),
    rows: version.tried,
    nameOf: ({ method }) => nameOf(method),
    measures: [
      { title: t('auc'), unit: FINE, isDrawn: true, value: ({ auc }) => auc, target: null },
      { title: t('logLoss'), unit: FINE, value: ({ logLoss }) => logLoss, target: null },
      { title: t('brier'), unit: FINE, value: ({ brier }) => brier, target: null },
    ],
  });
  return <Figure title={t('tried')} spec={{ kind: 'rows', ...chart }} table={table} asOf={version.trainedAt} zone={format.timeZone} height="tall" />;
}

function Leaks({ version }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const labels = new Map(version.features.map(({ name, label }) => [name, format.text(label)]));
  const nameOf = (name: string): string => labels.get(name) ?? name;
  const table: Table = {
    columns: [{ title: t('feature') }, { title: t('state') }, { title: t('why') }],
    rows: [
      ...version.leaks.map(({ name, used, text }) => [{ value: nameOf(name) }, { value: used ? t('used') : t('leftOut') }, { value: format.text(text) }]),
      ...version.leftOut.map(({ name, why }) => [{ value: nameOf(name) }, { value: t('leftOut') }, { value: format.text(why) }]),
    ],
  };
  return <Figure title={t('leaks')} lead={t('leaksLead')} spec={null} table={table} asOf={version.trainedAt} zone={format.timeZone} />;
}
