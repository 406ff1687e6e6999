import type { ReactNode } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, measured, money, SHARE, type Unit } from '../../charts/index.js';
import { chartTexts } from '../../charts/texts.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { OtherCurrencies } from '../parts/other-currencies.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { type Scope, useInsightSearch } from '../parts/use-scope.js';
import { salesTexts } from './texts.js';

const MODES = ['any', 'strict'] as const;
type Funnel = Answer<'insightFunnel'>;
type Stage = Funnel['stages'][number];

/** How many runs reached each stage, went on, and were won. */
export function FunnelFigures({ scope }: { readonly scope: Scope }) {
  const t = useTexts(salesTexts);
  const { search, change } = useInsightSearch();
  const mode = oneOf(MODES, search.measure);
  const answer = useAnswer('insightFunnel', { query: { ...scope.query, mode } }, { keepsPrevious: true });
  const actions = (
    <Segmented
      label={t('mode')}
      value={mode}
      choices={MODES.map((value) => ({ value, label: t(value) }))}
      onChange={(value) => change({ measure: value === 'any' ? undefined : value })}
    />
  );
  return (
    <div className={styles.wide}>
      <Answered answer={answer}>
        {(funnel) => (
          <div className={styles.grid}>
            <div className={styles.wide}>
              <FunnelFacts funnel={funnel} />
            </div>
            <Stages funnel={funnel} actions={actions} />
            <Conversion funnel={funnel} />
          </div>
        )}
      </Answered>
    </div>
  );
}

function FunnelFacts({ funnel }: { readonly funnel: Funnel }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const to = insightBehind('funnel', funnel, { mode: funnel.mode });
  const ended = funnel.won + funnel.lost;
  const counted = (['runs', 'won', 'lost', 'open'] as const).map((measure) => ({
    label: t(measure),
    value: format.number(funnel[measure]),
    target: funnel[measure] > 0 ? to(t(measure), measure) : null,
  }));
  return (
    <>
      <Facts
        facts={[
          ...counted,
          {
            label: t('winRate'),
            value: ended === 0 ? '–' : format.percent(funnel.won / ended, 1),
            target: funnel.won > 0 ? to(t('winRate'), 'winRate') : null,
          },
        ]}
      />
      <OtherCurrencies count={funnel.otherCurrencies} currency={funnel.currency} />
    </>
  );
}

function Stages({ funnel, actions }: { readonly funnel: Funnel; readonly actions: ReactNode }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const to = insightBehind('funnel', funnel, { mode: funnel.mode });
  const pair = useTexts(chartTexts);
  const numbered = (title: string, measure: 'reached' | 'wentOn' | 'lost' | 'here' | 'won' | 'toNext' | 'toWon' | 'value', unit: Unit = COUNT) => ({
    title,
    unit,
    value: (stage: Stage) => stage[measure],
    target: (stage: Stage) => to(pair('pair', { name: format.text(stage.title), value: title }), measure, stage.key),
  });
  const { table, ...chart } = measured({
    of: t('stage'),
    rows: funnel.stages,
    nameOf: ({ title }) => format.text(title),
    measures: [
      { ...numbered(t('reached'), 'reached'), isDrawn: true, tone: 'accent' },
      { ...numbered(t('lostHere'), 'lost'), isDrawn: true, tone: 'bad' },
      numbered(t('wentOn'), 'wentOn'),
      numbered(t('here'), 'here'),
      numbered(t('wonOf'), 'won'),
      numbered(t('toNext'), 'toNext', SHARE),
      numbered(t('toWon'), 'toWon', SHARE),
      numbered(t('value'), 'value', money(funnel.currency)),
    ],
  });
  return (
    <Figure
      title={t('funnel')}
      lead={funnel.mode === 'any' ? t('funnelAny') : t('funnelStrict')}
      spec={{ kind: 'rows', ...chart }}
      table={table}
      asOf={funnel.asOf}
      zone={funnel.zone}
      height="tall"
      actions={actions}
    />
  );
}

function Conversion({ funnel }: { readonly funnel: Funnel }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const to = insightBehind('funnel', funnel, { mode: funnel.mode });
  const { table, ...chart } = measured({
    of: t('stage'),
    rows: funnel.stages.filter(({ outcome }) => outcome === null),
    nameOf: ({ title }) => format.text(title),
    measures: [
      {
        title: t('toNext'),
        unit: SHARE,
        isDrawn: true,
        tone: 'accent',
        value: ({ toNext }) => toNext,
        target: (stage) => to(format.text(stage.title), 'wentOn', stage.key),
      },
      {
        title: t('toWon'),
        unit: SHARE,
        isDrawn: true,
        tone: 'warn',
        value: ({ toWon }) => toWon,
        target: (stage) => to(format.text(stage.title), 'won', stage.key),
      },
    ],
  });
  return (
    <Figure
      title={t('conversion')}
      lead={t('conversionLead')}
      spec={{ kind: 'bars', ...chart }}
      table={table}
      asOf={funnel.asOf}
      zone={funnel.zone}
      height="tall"
    />
  );
}
