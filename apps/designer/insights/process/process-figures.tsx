import { COUNT, Figure, LENGTH, measured, SHARE, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { insightBehind } from '../parts/behind.js';
import { namesOf, type Process } from './process.js';
import { processTexts } from './texts.js';

type Props = { readonly data: Process };
const SHOWN_EDGES = 15;

function useWords(data: Process) {
  const t = useTexts(processTexts);
  const format = useFormat();
  return { t, format, nameOf: namesOf(data, format.text), to: insightBehind('process', data, { level: data.level }) };
}

/** Which stage came directly after which, how often and after how long. */
export function FollowsFigure({ data }: Props) {
  const { t, nameOf, to } = useWords(data);
  const says = ({ from, to: next }: Process['edges'][number]): string => t('step', { from: nameOf(from), to: nameOf(next) });
  const rows = [...data.edges].sort((a, b) => b.count - a.count);
  const { table, ...chart } = measured({
    of: t('follows'),
    rows,
    nameOf: says,
    measures: [
      { title: t('count'), unit: COUNT, isDrawn: true, value: ({ count }) => count, target: (edge) => to(says(edge), 'count', edge.key) },
      { title: t('cases'), unit: COUNT, value: ({ cases }) => cases, target: (edge) => to(says(edge), 'cases', edge.key) },
      { title: t('mean'), unit: LENGTH, value: ({ mean }) => mean, target: (edge) => to(says(edge), 'mean', edge.key) },
      { title: t('median'), unit: LENGTH, value: ({ median }) => median, target: (edge) => to(says(edge), 'median', edge.key) },
      { title: t('p90'), unit: LENGTH, value: ({ p90 }) => p90, target: (edge) => to(says(edge), 'p90', edge.key) },
    ],
  });
  const few = {
    ...chart,
    categories: chart.categories.slice(0, SHOWN_EDGES),
    series: chart.series.map((series) => ({ ...series, points: series.points.slice(0, SHOWN_EDGES) })),
  };
  return <Figure title={t('follows')} lead={t('followsLead')} spec={{ kind: 'rows', ...few }} table={table} asOf={data.asOf} zone={data.zone} height="tall" />;
}

/** The commonest ways through the pipeline. */
export function VariantsFigure({ data }: Props) {
  const { t, format, nameOf, to } = useWords(data);
  const wayOf = ({ way }: Process['variants'][number]): string => way.map(nameOf).join(' → ');
  const table: Table = {
    columns: [{ title: t('way') }, { title: t('cases'), unit: COUNT }, { title: t('share'), unit: SHARE }, { title: t('medianLength'), unit: LENGTH }],
    rows: data.variants.map((variant) => {
      const target = to(wayOf(variant), 'cases', variant.key);
      return [{ value: wayOf(variant) }, { value: variant.cases, target }, { value: variant.share, target }, { value: variant.median, target }];
    }),
  };
  return (
    <Figure
      title={t('variants')}
      lead={t('variantsLead', { shown: format.number(data.variants.length), all: format.number(data.variantsInAll) })}
      spec={null}
      table={table}
      asOf={data.asOf}
      zone={data.zone}
    />
  );
}

/** Stages that runs came back to. */
export function ReworkFigure({ data }: Props) {
  const { t, nameOf, to } = useWords(data);
  const returned = data.rework.filter(({ repeats }) => repeats > 0);
  const behind = ({ key }: Process['rework'][number]) => to(nameOf(key), 'repeats', key);
  const { table, ...chart } = measured({
    of: t('stage'),
    rows: returned,
    nameOf: ({ key }) => nameOf(key),
    measures: [
      { title: t('cases'), unit: COUNT, isDrawn: true, tone: 'warn', value: ({ cases }) => cases, target: behind },
      { title: t('share'), unit: SHARE, value: ({ share }) => share, target: behind },
      { title: t('repeats'), unit: COUNT, value: ({ repeats }) => repeats, target: behind },
    ],
  });
  return (
    <Figure
      title={t('rework')}
      lead={returned.length === 0 ? t('noRework') : t('reworkLead')}
      spec={{ kind: 'rows', ...chart }}
      table={table}
      asOf={data.asOf}
      zone={data.zone}
      height="tall"
      {...(returned.length === 0 ? { instead: <></> } : {})}
    />
  );
}

/** What the pipeline as it is now would not have allowed. */
export function Conformance({ data }: Props) {
  const { t, nameOf, to } = useWords(data);
  const says = ({ kind, from, to: next }: Process['conformance']['deviations'][number]): string => {
    const values = { from: nameOf(from), to: nameOf(next) };
    switch (kind) {
      case 'start':
        return t('start', values);
      case 'move':
        return t('move', values);
      case 'unfinished':
        return t('unfinished', values);
      case 'unknown-state':
        return t('unknownState', values);
    }
  };
  const { deviations } = data.conformance;
  const table: Table = {
    columns: [{ title: t('deviation') }, { title: t('count'), unit: COUNT }],
    rows: deviations.map((deviation) => [{ value: says(deviation) }, { value: deviation.count, target: to(says(deviation), 'count', deviation.key) }]),
  };
  return (
    <Figure
      title={t('conformance')}
      lead={deviations.length === 0 && data.conformance.cases > 0 ? t('allFit') : t('conformanceLead')}
      spec={null}
      table={table}
      asOf={data.asOf}
      zone={data.zone}
      {...(deviations.length === 0 && data.conformance.cases > 0 ? { instead: <></> } : {})}
    />
  );
}
