import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, decimal, Figure, measured, SHARE, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { behind } from '../parts/behind.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { Lacking } from '../parts/too-little.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { Enough } from './purchases.js';
import { customerTexts } from './texts.js';

type ThemeAnswer = Answer<'customersThemes'>;
const OBJECTS = ['ticket', 'feedback'] as const;
const SHOWN = 20;

/** What tickets or feedback are about, and in which mood. */
export function Themes() {
  const t = useTexts(customerTexts);
  const { search, change } = useInsightSearch();
  const object = oneOf(OBJECTS, search.by);
  const answer = useAnswer('customersThemes', { query: { object, limit: SHOWN } }, { keepsPrevious: true });
  return (
    <>
      <div className={styles.scope}>
        <Segmented
          label={t('source')}
          value={object}
          choices={OBJECTS.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => change({ by: value === 'ticket' ? undefined : value })}
        />
      </div>
      <Enough answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <Words data={data} />
            <Mood data={data} />
            <div className={styles.wide}>
              <ByClass data={data} />
            </div>
          </div>
        )}
      </Enough>
    </>
  );
}

type Props = { readonly data: ThemeAnswer };

function Words({ data }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const texts = ({ term }: (typeof data.themes)[number]) => behind('theme', term, { object: data.object, term });
  const { table, ...chart } = measured({
    of: t('theme'),
    rows: data.themes,
    nameOf: ({ term }) => term,
    measures: [
      {
        title: t('texts'),
        unit: COUNT,
        isDrawn: true,
        value: ({ texts }) => texts,
        target: texts,
      },
      { title: t('weight'), unit: decimal(2), value: ({ weight }) => weight, target: texts },
    ],
  });
  return (
    <Figure
      title={t('themes')}
      lead={t('themesLead', { texts: format.number(data.texts) })}
      spec={{ kind: 'rows', ...chart }}
      table={table}
      asOf={data.asOf}
      zone={format.timeZone}
      height="tall"
    />
  );
}

function Mood({ data }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const { table, ...chart } = measured({
    of: t('month'),
    rows: data.byMonth,
    nameOf: ({ month }) => month,
    measures: [
      { title: t('good'), unit: SHARE, isDrawn: true, tone: 'good', value: ({ mood }) => mood, target: null },
      { title: t('texts'), unit: COUNT, value: ({ texts }) => texts, target: null },
    ],
  });
  return (
    <Figure
      title={t('mood')}
      {...(data.mood ? { lead: t('moodLead', { count: format.number(data.mood.learnedFrom) }) } : {})}
      spec={{ kind: 'lines', ...chart }}
      table={table}
      asOf={data.asOf}
      zone={format.timeZone}
      height="tall"
      {...(data.moodLacking ? { instead: <Lacking sentence={format.text(data.moodLacking.text)} /> } : {})}
    />
  );
}

function ByClass({ data }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const list = new Intl.ListFormat(format.language, { type: 'unit' });
  const table: Table = {
    columns: [{ title: t('class') }, { title: t('texts'), unit: COUNT }, { title: t('words') }],
    rows: data.byClass.map((one) => [
      { value: one.class },
      { value: one.texts, target: behind('theme', one.class, { object: data.object, class: one.class }) },
      { value: list.format(one.themes.slice(0, 8).map(({ term }) => term)) },
    ]),
  };
  return <Figure title={t('byClass')} spec={null} table={table} asOf={data.asOf} zone={format.timeZone} />;
}
