import { addMs, epochMs, instantAt, type Instant } from '#kernel';
import type { Base } from './base-records.js';
import { dateOf } from './deals.js';
import type { Random } from './random.js';
import { Teller, type Story } from './story.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DESK_DEALS = 50;
/** Of these, so many were drafted in the last days: the desk has something to decide. */
const FRESH = 14;
const SALES = ['sales'];
const REASONS = [
  'Competitor offers the same for less',
  'Three-year commitment',
  'Reference customer in a new sector',
  'Volume above the price list',
  '客户承诺三年合作',
  '竞争对手报价更低',
] as const;
const ANSWERS = ['Margin stays above the floor, see the sheet', 'The customer signs this quarter', '已补充毛利测算'] as const;

/** Offers whose price somebody had to approve, through the year. */
export function deskDealStories(random: Random, base: Base, now: Instant): readonly Story[] {
  return Array.from({ length: DESK_DEALS }, (_, i) => {
    const age = i < FRESH ? 3 * random.next() : 350 * (1 - Math.sqrt(random.next()));
    const start = random.workMoment(addMs(now, -Math.round((age + 1) * DAY_MS)), 0);
    return deskDealStory(random, base, start < now ? start : addMs(now, -DAY_MS), now);
  });
}

interface Offer {
  readonly percent: number;
  readonly special: boolean;
}

function deskDealStory(random: Random, base: Base, at: Instant, now: Instant): Story {
  const account = random.pick(base.accounts);
  const product = random.pick(base.products);
  const special = random.chance(0.2);
  const offer = { percent: random.pick([5, 8, 10, 12, 15, 18, 20, 25, 30, 35]), special };
  const value = Math.round((product.price * random.whole(3, 20) * (1 - offer.percent / 100)) / 10) * 10;
  const teller = new Teller(at, now);
  tellApproval(random, teller, offer);
  return {
    recordId: random.uuid(at),
    object: 'deal',
    at,
    fields: {
      name: `${account.name} · ${product.name} (${offer.percent} %)`,
      account: account.id,
      contact: random.pick(account.contacts).id,
      product: product.id,
      sales_agent: random.pick(base.agents).id,
      source: random.pick(['referral', 'web', 'event', 'partner']),
      close_value: value,
      discount_percent: offer.percent,
      payment_days: special ? random.pick([75, 90, 120]) : random.pick([14, 30, 30, 45, 60]),
      special_terms: special,
      justification: random.pick(REASONS),
      expected_close_date: dateOf(addMs(at, random.whole(20, 60) * DAY_MS)),
    },
    run: { runId: random.uuid(at), pipeline: 'deal-desk-approval', at },
    moves: teller.moves,
  };
}

/** People answer within the two weeks after which the pipeline gives an offer up. */
const later = (random: Random, teller: Teller, days: number): Instant => random.workMoment(teller.at, Math.min(9, random.spread(days, 0.4)));

function tellApproval(random: Random, teller: Teller, offer: Offer): void {
  if (random.chance(0.06)) return void teller.event(later(random, teller, 5), 'withdraw', {}, SALES);
  if (!teller.event(later(random, teller, 1), 'submit', {}, SALES)) return;
  if (needsSomebody(offer) && random.chance(0.2) && !clarify(random, teller, soon(random, teller))) return;
  if (review(random, teller, offer)) return settle(random, teller);
  if (teller.ended) return;
  if (random.chance(0.35)) return void teller.event(later(random, teller, 3), 'withdraw', {}, SALES);
  // A second offer that needs the manager at most.
  if (!teller.event(later(random, teller, 2), 'revise', {}, SALES)) return;
  if (!teller.event(later(random, teller, 1), 'submit', { discount_percent: 10, special_terms: false, payment_days: 30 }, SALES)) return;
  settle(random, teller);
}

const needsSomebody = ({ percent, special }: Offer): boolean => special || percent > 10;

function clarify(random: Random, teller: Teller, asked: Instant): boolean {
  return (
    teller.event(asked, 'ask-back', {}, ['manager', 'finance', 'legal']) &&
    teller.event(later(random, teller, 1), 'answer', { justification: random.pick(ANSWERS) }, SALES)
  );
}

/** True when the price was approved; false when not, or not yet. */
function review(random: Random, teller: Teller, { percent, special }: Offer): boolean {
  if (!special && percent <= 10) return true;
  if (!special && percent <= 25 && !random.chance(0.15)) return decide(random, teller, 'manager-says', 0.8);
  // The manager did not answer for three days: finance was asked and has a question first.
  if (!special && percent <= 25 && !clarify(random, teller, addMs(teller.at, 74 * HOUR_MS))) return false;
  return decide(random, teller, 'finance-says', percent > 25 ? 0.65 : 0.8) && (!special || decide(random, teller, 'legal-says', 0.75));
}

function decide(random: Random, teller: Teller, invoke: string, chance: number): boolean {
  const yes = random.chance(chance);
  return teller.answer(soon(random, teller), invoke, yes ? 'approve' : 'reject') && yes;
}

/** The next working day at the latest after a weekend, before an unanswered question goes to others. */
function soon(random: Random, teller: Teller): Instant {
  const at = random.workMoment(teller.at, random.spread(0.6, 0.5));
  return instantAt(Math.min(epochMs(at), epochMs(teller.at) + 70 * HOUR_MS));
}

/** An approved price goes into a contract, is changed no more, or runs out after thirty days. */
function settle(random: Random, teller: Teller): void {
  if (random.chance(0.82)) teller.event(later(random, teller, 6), 'use', {}, SALES);
}
