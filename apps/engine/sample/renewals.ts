import { addMs, epochMs, instantAt, type Instant } from '#kernel';
import type { Base } from './base-records.js';
import { dateOf } from './deals.js';
import type { Random } from './random.js';
import { Teller, type Story } from './story.js';

const DAY_MS = 86_400_000;
const RENEWALS = 100;
const CSM = ['csm'];

/** Contracts that come up for renewal, one after the other through the year and the next quarter. */
export function renewalStories(random: Random, base: Base, now: Instant): readonly Story[] {
  return Array.from({ length: RENEWALS }, (_, i) => {
    const start = random.workMoment(addMs(now, -Math.round((360 * (RENEWALS - i)) / RENEWALS) * DAY_MS), 0);
    return renewalStory(random, base, start < now ? start : addMs(now, -DAY_MS), now);
  });
}

function renewalStory(random: Random, base: Base, at: Instant, now: Instant): Story {
  const account = random.pick(base.accounts);
  const product = random.pick(base.products);
  const agent = random.pick(base.agents);
  const current = Math.round((product.price * random.whole(1, 9)) / 10) * 10;
  const renewal = dateOf(instantAt(epochMs(at) + 90 * DAY_MS));
  const teller = new Teller(at, now);
  tellRenewal(random, teller, current);
  return {
    recordId: random.uuid(at),
    object: 'deal',
    at,
    fields: {
      name: `${account.name} · ${product.name} ${renewal.slice(0, 4)}`,
      account: account.id,
      contact: random.pick(account.contacts).id,
      product: product.id,
      sales_agent: agent.id,
      source: 'renewal',
      current_value: current,
      renewal_date: renewal,
      expected_close_date: renewal,
      health: random.weighted([
        ['green', 7],
        ['yellow', 3],
      ]),
    },
    run: { runId: random.uuid(at), pipeline: 'renewal', at },
    moves: teller.moves,
  };
}

function tellRenewal(random: Random, teller: Teller, current: number): void {
  const later = (days: number): Instant => random.workMoment(teller.at, Math.min(25, random.spread(days, 0.4)));
  if (!teller.event(later(14), 'begin', {}, CSM)) return;
  const atRisk = random.chance(0.22);
  if (atRisk && !rescue(random, teller)) return;
  const factor = random.weighted([
    [1, 4],
    [1.05, 3],
    [1.15, 2],
    [0.8, 2],
  ]);
  const value = Math.round((current * factor) / 10) * 10;
  if (!teller.event(later(12), 'quote', { close_value: value }, CSM)) return;
  if (value < current && !teller.answer(later(1), 'downsell', 'approve')) return;
  if (random.chance(atRisk ? 0.45 : 0.12)) {
    const at = later(20);
    return void teller.event(at, 'churn', { lost_reason: random.pick(['price', 'competitor', 'fit', 'no-budget']), close_date: dateOf(at) }, CSM);
  }
  if (random.chance(0.4) && !teller.event(later(6), 'negotiate', {}, CSM)) return;
  const at = later(12);
  teller.event(at, 'renew', { close_date: dateOf(at) }, CSM);
}

function rescue(random: Random, teller: Teller): boolean {
  const later = (days: number): Instant => random.workMoment(teller.at, Math.min(25, random.spread(days, 0.4)));
  return (
    teller.change(later(3), { health: 'red' }) &&
    teller.event(later(2), 'rescue', { rescue_plan: random.pick(['Weekly call, new trainer', 'Fix the open tickets first', '每周回访，安排驻场培训']) }, CSM) &&
    teller.change(later(9), { health: random.chance(0.7) ? 'green' : 'yellow' })
  );
}
