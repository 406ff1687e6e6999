import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { type ChartSpec, COUNT, Figure, recordsOf, type Table } from '../../charts/index.js';
import { useObjects } from '../../fields/use-objects.js';
import { withCondition } from '../../filters/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { customerTexts } from './texts.js';

const OBJECTS = ['account', 'contact', 'lead'] as const;
const FIELDS = { account: 'office_location', contact: 'country', lead: 'country' } as const;

/** Where customers and leads are, on the map of the world. */
export function Places() {
  const t = useTexts(customerTexts);
  const { search, change } = useInsightSearch();
  const objects = useObjects();
  const object = oneOf(OBJECTS, search.by);
  const field = FIELDS[object];
  const answer = useAnswer('summarise', { params: { object }, query: { group: field } }, { keepsPrevious: true });
  const titleOf = (key: string): string => objects?.find((one) => one.key === key)?.plural ?? key;
  return (
    <>
      <div className={styles.scope}>
        <Segmented
          label={t('placesOf')}
          value={object}
          choices={OBJECTS.map((value) => ({ value, label: titleOf(value) }))}
          onChange={(by) => change({ by: by === 'account' ? undefined : by })}
        />
      </div>
      <Answered answer={answer}>
        {(data) => (
          <OnMap
            data={data}
            plural={titleOf(data.object)}
            field={objects?.find(({ key }) => key === object)?.byName.get(field)?.title ?? field}
            path={field}
            at={answer.dataUpdatedAt}
          />
        )}
      </Answered>
    </>
  );
}

interface Props {
  readonly data: Answer<'summarise'>;
  readonly plural: string;
  /** Title and name of the field that holds the country. */
  readonly field: string;
  readonly path: string;
  /** When it was counted, in milliseconds. */
  readonly at: number;
}

function OnMap({ data, plural, field, path, at }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const rows = data.groups
    .map(({ group, values }) => ({ country: typeof group[path] === 'string' ? group[path] : '', count: Number(values['count'] ?? 0) }))
    .sort((a, b) => b.count - a.count)
    .map((row) => ({
      ...row,
      target: recordsOf(data.object, withCondition('', { path, operator: '=', values: row.country === '' ? [] : [row.country] })),
    }));
  const spec: ChartSpec = {
    kind: 'world',
    of: t('country'),
    valuesOf: plural,
    unit: COUNT,
    places: rows.filter(({ country }) => country !== '').map(({ country, count, target }) => ({ country, value: count, target })),
  };
  const table: Table = {
    columns: [{ title: t('country') }, { title: plural, unit: COUNT }],
    rows: rows.map(({ country, count, target }) => [{ value: country === '' ? t('noPlace') : country }, { value: count, target }]),
  };
  return (
    <Figure
      title={t('places')}
      lead={t('placesLead', { objects: plural, field })}
      spec={spec}
      table={table}
      asOf={new Date(at).toISOString()}
      zone={format.timeZone}
      height="tall"
    />
  );
}
