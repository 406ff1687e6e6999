import { wilson } from '#analytics';
import type { ReportChart } from './chart.js';
import { hasEnded, type Journeys, outcomeOf } from './journeys.js';
import { moneyOf, type Pick, shareOf, Tally } from './tally.js';
import type { Campaign, ReportWish } from './wish.js';

const WITHOUT = 'without';

/**
 * What each campaign brought: `journeys` are the runs of deals, `leads` the leads, both grouped by campaign. Uplift: win rate less that of the deals without
 * a campaign, with the interval of Newcombe 1998 (method 10, from two Wilson intervals).
 */
export function campaigns(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null, leads: Journeys | null = null) {
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const tally = new Tally(money.amount, pick);
  const known = new Set(wish.campaigns.map(({ id }) => id));
  for (let run = 0; run < journeys.runs; run += 1) {
    const row = journeys.groups[journeys.group[run] as number] ?? WITHOUT;
    const fate = hasEnded(journeys, run) ? [outcomeOf(journeys, run) === chart.win ? 'won' : 'lost'] : [];
    for (const one of withTotal(row, known)) for (const measure of ['deals', 'members', ...fate]) tally.add(one, measure, run);
  }
  const noAmounts = new Tally(new Float64Array(0), pick);
  if (leads) addLeads(noAmounts, leads, known);
  if (pick) return { rows: tally.rows(), leads: noAmounts.rows() };
  const rate = (row: string) => ({ won: tally.count(row, 'won'), of: tally.count(row, 'won') + tally.count(row, 'lost') });
  const others = rate(WITHOUT);
  return {
    answer: {
      currency: money.currency,
      otherCurrencies: money.otherCurrencies,
      campaigns: wish.campaigns
        .map((campaign) => figuresOf(campaign, tally, noAmounts.count(campaign.id, 'leads'), others))
        .sort((a, b) => b.revenue - a.revenue || b.members - a.members || ((a.name ?? '') < (b.name ?? '') ? -1 : 1)),
      without: {
        deals: tally.count(WITHOUT, 'deals'),
        won: others.won,
        lost: others.of - others.won,
        winRate: shareOf(others.won, others.of),
        revenue: tally.sum(WITHOUT, 'won'),
      },
    },
  };
}

/** Leads are rows of their own: behind the deals, where a number's records are asked for. */
function addLeads(tally: Tally, { runs, group, groups }: Journeys, known: ReadonlySet<string>): void {
  for (let lead = 0; lead < runs; lead += 1) {
    const row = groups[group[lead] as number];
    if (row === undefined) continue;
    for (const one of withTotal(row, known)) for (const measure of ['leads', 'members']) tally.add(one, measure, lead);
  }
}

/** What names a campaign that there is counts in the total of the campaigns too. */
const withTotal = (row: string, known: ReadonlySet<string>): readonly string[] => (known.has(row) ? ['', row] : [row]);

function figuresOf({ id, name, channel, budget, cost }: Campaign, tally: Tally, leads: number, others: { readonly won: number; readonly of: number }) {
  const [deals, won, lost] = [tally.count(id, 'deals'), tally.count(id, 'won'), tally.count(id, 'lost')];
  const revenue = tally.sum(id, 'won');
  const uplift = won + lost > 0 && others.of > 0 ? won / (won + lost) - others.won / others.of : null;
  return {
    key: id,
    name,
    channel,
    members: leads + deals,
    leads,
    deals,
    won,
    lost,
    winRate: shareOf(won, won + lost),
    revenue,
    budget,
    cost,
    costPerLead: cost === null ? null : shareOf(cost, leads),
    roi: cost === null || cost <= 0 ? null : (revenue - cost) / cost,
    uplift,
    upliftInterval: uplift === null ? null : newcombe({ won, of: won + lost }, others),
  };
}

/** Newcombe 1998, method 10: the interval of the difference of two independent shares. */
export function newcombe(a: { readonly won: number; readonly of: number }, b: { readonly won: number; readonly of: number }) {
  const [one, two] = [wilson(a.won, a.of, 0.95), wilson(b.won, b.of, 0.95)];
  const [p, q] = [a.won / a.of, b.won / b.of];
  return { low: p - q - Math.hypot(p - one.low, two.high - q), high: p - q + Math.hypot(one.high - p, q - two.low) };
}
