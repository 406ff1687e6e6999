import { addMs, epochMs, instantAt, type Instant } from '#kernel';
import type { Base } from './base-records.js';
import type { Random } from './random.js';
import { Teller, type Story } from './story.js';

const DAY_MS = 86_400_000;
const DEALS = 250;
const SOURCES = ['referral', 'web', 'event', 'partner', 'cold-call'] as const;
const REASONS = ['price', 'competitor', 'no-budget', 'no-decision', 'timing', 'fit'] as const;
const SALES = ['sales'];
const MANAGER = ['manager'];

export const dateOf = (at: Instant): string => at.slice(0, 10);

/** A year of new business: more of it lately, as in a growing company. */
export function dealStories(random: Random, base: Base, now: Instant): readonly Story[] {
  return Array.from({ length: DEALS }, () => {
    const age = 365 * (1 - Math.sqrt(random.next())); // denser towards now
    const start = random.workMoment(addMs(now, -Math.round((age + 1) * DAY_MS)), 0);
    return dealStory(random, base, start < now ? start : addMs(now, -DAY_MS), now);
  });
}

function dealStory(random: Random, base: Base, at: Instant, now: Instant): Story {
  const account = random.pick(base.accounts);
  const agent = random.pick(base.agents);
  const product = random.pick(base.products);
  const value = Math.round((product.price * random.whole(1, 12)) / 10) * 10;
  const teller = new Teller(at, now);
  tellDeal(random, teller, { value, luck: agent.skill });
  return {
    recordId: random.uuid(at),
    object: 'deal',
    at,
    fields: {
      name: `${account.name} · ${product.name}`,
      account: account.id,
      contact: random.pick(account.contacts).id,
      product: product.id,
      sales_agent: agent.id,
      source: random.pick(SOURCES),
      ...(random.chance(0.85) ? { close_value: value, expected_close_date: dateOf(instantAt(epochMs(at) + random.whole(30, 110) * DAY_MS)) } : {}),
      ...(random.chance(0.3) ? { budget: Math.round((value * random.spread(1.05, 0.2)) / 100) * 100 } : {}),
    },
    run: { runId: random.uuid(at), pipeline: 'b2b-sales', at },
    moves: teller.moves,
  };
}

interface Chances {
  readonly value: number;
  readonly luck: number;
}

function tellDeal(random: Random, teller: Teller, chances: Chances): void {
  const later = (days: number): Instant => random.workMoment(teller.at, random.spread(days));
  if (random.chance(0.12)) return void (random.chance(0.6) && lose(random, teller, 20));
  if (!teller.event(later(4), 'engage', {}, SALES)) return;
  if (random.chance(0.15)) return lose(random, teller, 18);
  if (!teller.change(later(3), { budget_checked: true })) return;
  if (random.chance(0.12) && !parkedFor(random, teller)) return;
  if (!teller.event(later(5), 'propose', {}, SALES)) return;
  const sent = later(4);
  if (!teller.event(sent, 'negotiate', { proposal_sent_on: dateOf(sent) }, SALES)) return;
  const granted = random.chance(0.3) ? askDiscount(random, teller) : 0;
  if (granted === null) return;
  if (random.chance(0.58 + chances.luck + granted / 200)) return win(random, teller, chances.value * (1 - granted / 100));
  lose(random, teller, 12);
}

function parkedFor(random: Random, teller: Teller): boolean {
  return (
    teller.event(random.workMoment(teller.at, random.spread(5)), 'park', {}, SALES) &&
    teller.event(random.workMoment(teller.at, random.spread(28, 0.3)), 'resume', {}, SALES)
  );
}

/** The discount granted in percent, 0 when declined, `null` when the answer is still open. */
function askDiscount(random: Random, teller: Teller): number | null {
  const percent = random.pick([5, 8, 10, 12, 15, 18, 20, 25]);
  if (!teller.event(random.workMoment(teller.at, random.spread(3)), 'ask-discount', { discount_percent: percent }, SALES)) return null;
  const yes = random.chance(percent > 15 ? 0.55 : 0.85);
  if (!teller.answer(random.workMoment(teller.at, random.spread(1, 0.4)), 'discount', yes ? 'approve' : 'reject')) return null;
  return yes ? percent : 0;
}

function win(random: Random, teller: Teller, value: number): void {
  const at = random.workMoment(teller.at, random.spread(8));
  teller.event(at, 'win', { close_value: Math.max(100, Math.round(value / 10) * 10), close_date: dateOf(at) }, random.chance(0.9) ? SALES : MANAGER);
}

function lose(random: Random, teller: Teller, medianDays: number): void {
  const at = random.workMoment(teller.at, random.spread(medianDays));
  teller.event(at, 'lose', { lost_reason: random.pick(REASONS), close_date: dateOf(at) }, SALES);
}
