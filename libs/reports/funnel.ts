import type { ReportChart } from './chart.js';
import { hasEnded, type Journeys, outcomeOf, type Stays, staysOf } from './journeys.js';
import { moneyOf, type Pick, shareOf, Tally } from './tally.js';
import type { ReportWish } from './wish.js';

/**
 * Of all rows: how many reached each stage and went on. Stages are those of the chart in its order, without the ends that are no win; all ends that are
 * one count as the last. `any`: a stage is reached when it was ever entered. `strict`: only by all stages before it, one directly after another, from the first.
 */
export function funnel(journeys: Journeys, chart: ReportChart, wish: ReportWish, pick: Pick | null = null) {
  const money = moneyOf(journeys, wish.currency, wish.ownCurrency);
  const tally = new Tally(money.amount, pick);
  const way = new FunnelWay(chart);
  const stays = staysOf(journeys, chart);
  for (let run = 0; run < journeys.runs; run += 1) addRun(tally, { journeys, stays, chart, way }, run, wish.mode);
  if (pick) return { rows: tally.rows() };
  const total = (measure: string): number => tally.count('', measure);
  return {
    answer: {
      currency: money.currency,
      otherCurrencies: money.otherCurrencies,
      mode: wish.mode,
      runs: total('runs'),
      won: total('won'),
      lost: total('lost'),
      open: total('open'),
      stages: way.stages.map(({ key, title, outcome }) => {
        const of = (measure: string): number => tally.count(key, measure);
        const [reached, wentOn, won] = [of('reached'), of('wentOn'), of('won')];
        return {
          key,
          title,
          outcome,
          reached,
          wentOn,
          lost: of('lost'),
          here: of('here'),
          won,
          toNext: outcome === null ? shareOf(wentOn, reached) : null,
          toWon: shareOf(won, reached),
          value: tally.sum(key, 'reached'),
        };
      }),
    },
  };
}

/** The stages of the funnel, and where each stage of the chart stands among them. */
class FunnelWay {
  readonly stages: ReportChart['stages'];
  /** By number of the chart's stage; -1: not in the funnel. */
  private readonly place: readonly number[];

  constructor({ stages, win }: ReportChart) {
    const inside = stages.filter(({ outcome, isFinal }) => !isFinal && outcome === null);
    const end = stages.find(({ outcome }) => outcome !== null && outcome === win);
    this.stages = end ? [...inside, end] : inside;
    this.place = stages.map((stage) => (stage.outcome !== null && stage.outcome === win ? this.stages.length - 1 : inside.indexOf(stage)));
  }

  /** The funnel's stages that a row went through, in order. */
  pathOf({ offset, stage }: Stays, run: number): number[] {
    const path: number[] = [];
    for (let i = offset[run] as number; i < (offset[run + 1] as number); i += 1) {
      const place = this.place[stage[i] as number] ?? -1;
      if (place >= 0) path.push(place);
    }
    return path;
  }
}

interface Sight {
  readonly journeys: Journeys;
  readonly stays: Stays;
  readonly chart: ReportChart;
  readonly way: FunnelWay;
}

function addRun(tally: Tally, sight: Sight, run: number, mode: 'strict' | 'any'): void {
  const path = sight.way.pathOf(sight.stays, run);
  const fate = fateOf(sight, run);
  tally.add('', 'runs', run);
  tally.add('', fate, run);
  const reached = mode === 'any' ? new Set(path) : new Set(prefix(path));
  const last = mode === 'any' ? path.at(-1) : Math.max(...reached);
  const wentOn = (place: number): boolean => (mode === 'any' ? path.slice(path.indexOf(place) + 1).some((next) => next > place) : reached.has(place + 1));
  for (const place of reached) {
    const { key } = sight.way.stages[place] as { readonly key: string };
    tally.add(key, 'reached', run);
    if (wentOn(place)) tally.add(key, 'wentOn', run);
    if (fate === 'won') tally.add(key, 'won', run);
    else if (place === last) addWhereItStands(tally, key, run, { fate, isHere: path.at(-1) === place });
  }
}

function addWhereItStands(tally: Tally, key: string, run: number, { fate, isHere }: { readonly fate: 'lost' | 'open'; readonly isHere: boolean }): void {
  if (fate === 'lost') tally.add(key, 'lost', run);
  else if (isHere) tally.add(key, 'here', run);
}

function fateOf({ journeys, chart }: Sight, run: number): 'won' | 'lost' | 'open' {
  if (!hasEnded(journeys, run)) return 'open';
  return outcomeOf(journeys, run) === chart.win ? 'won' : 'lost';
}

/** How far the path goes 0, 1, 2 ... */
function prefix(path: readonly number[]): number[] {
  const at = path.findIndex((place, i) => place !== i);
  return at < 0 ? [...path] : path.slice(0, at);
}
