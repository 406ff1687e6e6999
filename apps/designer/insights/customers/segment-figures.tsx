import type { Answer } from '../../api/operations.js';
import { type ChartSpec, COUNT, decimal, Figure, measured, recordAt, SHARE, type Table } from '../../charts/index.js';
import { useObject } from '../../fields/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { behind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { Lacking } from '../parts/too-little.js';
import { customerTexts } from './texts.js';
import { useSegmentName } from './use-segment-name.js';

type SegmentSet = Answer<'getSegmentSet'>;
type Result = NonNullable<SegmentSet['result']>;
type Props = { readonly set: SegmentSet; readonly result: Result };

/** A number of purchases, or a field of the object, in the reader's words. */
function useColumnTitle(object: string): (column: string) => string {
  const t = useTexts(customerTexts);
  const shape = useObject(object);
  return (column) => (column.startsWith('rfm.') ? t(column as 'rfm.money') : (shape?.byName.get(column)?.title ?? column));
}

/** Sizes, map and profile of a version of a segment set. */
export function SegmentFigures({ set }: { readonly set: SegmentSet }) {
  const format = useFormat();
  const nameOf = useSegmentName();
  if (set.result === null) return set.lacking ? <Lacking sentence={format.text(set.lacking.text)} /> : null;
  const result = { ...set.result, segments: set.result.segments.map((one) => ({ ...one, name: nameOf(one) })) };
  return (
    <div className={styles.grid}>
      <div className={styles.wide}>
        <SegmentFacts set={set} result={result} />
      </div>
      <SegmentMap set={set} result={result} />
      <Sizes set={set} result={result} />
      <div className={styles.wide}>
        <Profile set={set} result={result} />
      </div>
    </div>
  );
}

/** The members of a segment of the version that is shown; null where they are not kept any more. */
const membersOf = ({ key, versions }: SegmentSet, { version }: Result, { name, segment }: Pick<Result['segments'][number], 'name' | 'segment'>) =>
  versions.find((one) => one.version === version)?.hasMembers ? behind('segment', name, { key, segment, version }) : null;

function SegmentFacts({ result }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  return (
    <Facts
      facts={[
        { label: t('records'), value: format.number(result.records), target: null },
        { label: t('segments'), value: format.number(result.segments.length), target: null },
        { label: t('silhouette'), value: result.silhouette === null ? '–' : format.number(result.silhouette, 2), target: null },
        { label: t('trained'), value: format.date(result.trainedAt), target: null },
      ]}
    />
  );
}

function SegmentMap({ set, result }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const [first = 0, second = 0] = result.map.share;
  const unit = decimal(1);
  const spec: ChartSpec = {
    kind: 'scatter',
    x: { title: t('axis1'), unit },
    y: { title: t('axis2'), unit },
    groups: result.segments.map(({ segment, name }) => ({
      name,
      dots: result.map.points.filter((point) => point.segment === segment).map(({ id, x, y }) => ({ x, y, name, target: recordAt(set.definition.object, id) })),
    })),
  };
  return (
    <Figure
      title={t('map')}
      lead={t('mapLead', { share: format.percent(first + second) })}
      spec={spec}
      asOf={result.trainedAt}
      zone={format.timeZone}
      height="tall"
    />
  );
}

function Sizes({ set, result }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const members = (one: (typeof result.segments)[number]) => membersOf(set, result, one);
  const { table, ...chart } = measured({
    of: t('segment'),
    rows: result.segments,
    nameOf: ({ name }) => name,
    measures: [
      { title: t('records'), unit: COUNT, isDrawn: true, value: ({ records }) => records, target: members },
      { title: t('share'), unit: SHARE, value: ({ share }) => share, target: members },
    ],
  });
  return (
    <Figure title={t('sizes')} spec={{ kind: 'rows', ...chart }} table={table} asOf={result.trainedAt} zone={format.timeZone} height="tall">
      <ul className={styles.words}>
        {result.segments.map(({ segment, name, summary }) => (
          <li key={segment}>
            <strong>{name}</strong> <span>{format.text(summary)}</span>
          </li>
        ))}
      </ul>
    </Figure>
  );
}

function Profile({ set, result }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const titleOf = useColumnTitle(set.definition.object);
  const columns = set.definition.columns;
  const of = (traits: Result['segments'][number]['traits'], column: string) => traits.find((trait) => trait.column === column);
  const table: Table = {
    columns: [{ title: t('segment') }, { title: t('records'), unit: COUNT }, ...columns.map((column) => ({ title: titleOf(column), unit: decimal(1) }))],
    rows: [
      ...result.segments.map(({ segment, name, records, traits }) => [
        { value: name },
        { value: records, target: membersOf(set, result, { name, segment }) },
        ...columns.map((column) => ({ value: of(traits, column)?.mean ?? null })),
      ]),
      [
        { value: t('overall') },
        { value: result.records },
        ...columns.map((column) => ({ value: of(result.segments[0]?.traits ?? [], column)?.overall ?? null })),
      ],
    ],
  };
  return <Figure title={t('profile')} lead={t('profileLead')} spec={null} table={table} asOf={result.trainedAt} zone={format.timeZone} />;
}
