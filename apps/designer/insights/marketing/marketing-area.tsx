import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { COUNT, Figure, measured, money, recordAt, recordsOf, SHARE } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { Narrowed } from '../parts/narrowed.js';
import { OtherCurrencies } from '../parts/other-currencies.js';
import type { Scope } from '../parts/use-scope.js';
import { marketingTexts } from './texts.js';

type Effect = Answer<'insightCampaigns'>;
type Campaign = Effect['campaigns'][number];

/** What campaigns cost, brought and changed. */
export const MarketingArea = () => <Narrowed object="deal">{(scope) => <Campaigns scope={scope} />}</Narrowed>;

function Campaigns({ scope }: { readonly scope: Scope }) {
  const answer = useAnswer('insightCampaigns', { query: scope.query }, { keepsPrevious: true });
  return (
    <Answered answer={answer}>
      {(data) => (
        <div className={styles.grid}>
          <div className={styles.wide}>
            <CampaignFacts data={data} />
          </div>
          <div className={styles.wide}>
            <CostAndRevenue data={data} />
          </div>
          <div className={styles.wide}>
            <Uplift data={data} />
          </div>
        </div>
      )}
    </Answered>
  );
}

type Props = { readonly data: Effect };

function CampaignFacts({ data }: Props) {
  const t = useTexts(marketingTexts);
  const format = useFormat();
  const { without, currency } = data;
  const sum = (value: (campaign: Campaign) => number | null): number => data.campaigns.reduce((all, campaign) => all + (value(campaign) ?? 0), 0);
  const [leads, won] = [sum((campaign) => campaign.leads), sum((campaign) => campaign.won)];
  const to = insightBehind('campaigns', data);
  const someTo = (count: number, title: string, measure: string, row?: string) => (count > 0 ? to(title, measure, row) : null);
  return (
    <>
      <Facts
        facts={[
          {
            label: t('totalRevenue'),
            value: format.money(Math.round(sum(({ revenue }) => revenue)), currency),
            target: someTo(won, t('totalRevenue'), 'revenue'),
          },
          { label: t('totalCost'), value: format.money(Math.round(sum(({ cost }) => cost)), currency), target: recordsOf('campaign', null) },
          { label: t('leads'), value: format.number(leads), target: someTo(leads, t('leads'), 'leads') },
          { label: t('won'), value: format.number(won), target: someTo(won, t('won'), 'won') },
          {
            label: t('without'),
            value: without.winRate === null ? '–' : format.percent(without.winRate, 1),
            hint: t('withoutHint', { won: format.number(without.won), deals: format.number(without.deals) }),
            target: someTo(without.won, t('without'), 'winRate', 'without'),
          },
        ]}
      />
      <OtherCurrencies count={data.otherCurrencies} currency={currency} />
    </>
  );
}

function CostAndRevenue({ data }: Props) {
  const t = useTexts(marketingTexts);
  const to = insightBehind('campaigns', data);
  const unit = money(data.currency);
  const nameOf = ({ name }: Campaign): string => name ?? t('unnamed');
  const itself = ({ key }: Campaign) => recordAt('campaign', key);
  const behind = (measure: string) => (campaign: Campaign) => to(nameOf(campaign), measure, campaign.key);
  const { table, ...chart } = measured({
    of: t('campaign'),
    rows: data.campaigns,
    nameOf,
    targetOf: itself,
    measures: [
      { title: t('revenue'), unit, isDrawn: true, tone: 'accent', value: ({ revenue }) => revenue, target: behind('won') },
      { title: t('cost'), unit, isDrawn: true, tone: 'warn', value: ({ cost }) => cost, target: itself },
      { title: t('budget'), unit, value: ({ budget }) => budget, target: itself },
      { title: t('members'), unit: COUNT, value: ({ members }) => members, target: behind('members') },
      { title: t('leads'), unit: COUNT, value: ({ leads }) => leads, target: behind('leads') },
      { title: t('deals'), unit: COUNT, value: ({ deals }) => deals, target: behind('deals') },
      { title: t('won'), unit: COUNT, value: ({ won }) => won, target: behind('won') },
      { title: t('lost'), unit: COUNT, value: ({ lost }) => lost, target: behind('lost') },
      { title: t('winRate'), unit: SHARE, value: ({ winRate }) => winRate, target: behind('winRate') },
      { title: t('costPerLead'), unit, value: ({ costPerLead }) => costPerLead, target: behind('costPerLead') },
      { title: t('roi'), unit: SHARE, value: ({ roi }) => roi, target: behind('roi') },
    ],
  });
  return <Figure title={t('effect')} lead={t('effectLead')} spec={{ kind: 'rows', ...chart }} table={table} asOf={data.asOf} zone={data.zone} height="tall" />;
}

function Uplift({ data }: Props) {
  const t = useTexts(marketingTexts);
  const to = insightBehind('campaigns', data);
  const nameOf = ({ name }: Campaign): string => name ?? t('unnamed');
  const behind = (campaign: Campaign) => to(nameOf(campaign), 'deals', campaign.key);
  const { table, categories, of, series } = measured({
    of: t('campaign'),
    rows: data.campaigns.filter(({ uplift }) => uplift !== null),
    nameOf,
    measures: [
      { title: t('upliftLow'), unit: SHARE, isDrawn: true, tone: 'quiet', value: ({ upliftInterval }) => upliftInterval?.low ?? null, target: behind },
      {
        title: t('uplift'),
        unit: SHARE,
        isDrawn: true,
        tone: 'accent',
        value: ({ uplift }) => uplift,
        target: behind,
      },
      { title: t('upliftHigh'), unit: SHARE, isDrawn: true, tone: 'quiet', value: ({ upliftInterval }) => upliftInterval?.high ?? null, target: behind },
    ],
  });
  return (
    <Figure title={t('upliftTitle')} lead={t('upliftLead')} spec={{ kind: 'bars', of, categories, series }} table={table} asOf={data.asOf} zone={data.zone} />
  );
}
