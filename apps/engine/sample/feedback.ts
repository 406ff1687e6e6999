import { addMs, type Instant } from '#kernel';
import type { Base } from './base-records.js';
import type { Random } from './random.js';
import type { Story } from './story.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NPS_ANSWERS = 90;
const CHANNELS = [
  ['email', 5],
  ['web', 3],
  ['phone', 1],
] as const;
const EFFORT = [
  [7, 3],
  [6, 5],
  [5, 4],
  [4, 2],
  [3, 1],
  [2, 1],
] as const;
/** Answers to "would you recommend us", somewhat better as the year goes on. */
const [NPS_EARLY, NPS_LATE] = [
  [
    [10, 3],
    [9, 4],
    [8, 5],
    [7, 4],
    [6, 3],
    [4, 2],
    [2, 1],
  ],
  [
    [10, 5],
    [9, 5],
    [8, 5],
    [7, 3],
    [6, 2],
    [3, 1],
  ],
] as const;

/** What customers answered: satisfaction and effort after a ticket was confirmed, recommendation twice a year. */
export function feedbackStories(random: Random, base: Base, tickets: readonly Story[], now: Instant): readonly Story[] {
  return [...tickets.flatMap((ticket) => afterTicket(random, ticket, now)), ...recommendations(random, base, now)];
}

function afterTicket(random: Random, ticket: Story, now: Instant): Story[] {
  return ticket.moves.flatMap((move) => {
    if (move.kind !== 'event' || typeof move.fields['satisfaction'] !== 'number') return [];
    const { account, contact } = ticket.fields;
    const about = { ticket: ticket.recordId, ...(account === undefined ? {} : { account }), ...(contact === undefined ? {} : { contact }) };
    const csat = answer(random, move.at, { kind: 'csat', score: move.fields['satisfaction'], ...about });
    const later = addMs(move.at, random.whole(1, 48) * HOUR_MS);
    return later < now && random.chance(0.6) ? [csat, answer(random, later, { kind: 'ces', score: random.weighted(EFFORT), ...about })] : [csat];
  });
}

function recommendations(random: Random, base: Base, now: Instant): Story[] {
  return Array.from({ length: NPS_ANSWERS }, () => {
    const daysAgo = 1 + random.next() * 355;
    const account = random.pick(base.accounts);
    const score = random.weighted(daysAgo > 180 ? NPS_EARLY : NPS_LATE);
    const at = random.workMoment(addMs(now, -Math.round(daysAgo * DAY_MS)), 0);
    return answer(random, at < now ? at : addMs(now, -HOUR_MS), { kind: 'nps', score, account: account.id, contact: random.pick(account.contacts).id });
  });
}

function answer(random: Random, at: Instant, fields: { readonly kind: string; readonly score: number } & Story['fields']): Story {
  const name = `${fields.kind.toUpperCase()} ${fields.score}`;
  return {
    recordId: random.uuid(at),
    object: 'feedback',
    at,
    fields: { name, ...fields, given_at: at, channel: random.weighted(CHANNELS) },
    run: null,
    moves: [],
  };
}
