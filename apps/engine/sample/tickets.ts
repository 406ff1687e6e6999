import { addMs, type Instant } from '#kernel';
import type { Base } from './base-records.js';
import type { Random } from './random.js';
import { Teller, type Story } from './story.js';
import { TICKET_TOPICS, type TicketTopic } from './ticket-topics.js';

const DAY_MS = 86_400_000;
const TICKETS = 160;
/** Of these, so many came in the last days: a desk is never empty. */
const FRESH = 28;
const SUPPORT = ['support'];

/** Questions and complaints of the year, most of them closed. */
export function ticketStories(random: Random, base: Base, now: Instant): readonly Story[] {
  return Array.from({ length: TICKETS }, (_, i) => {
    const age = i < FRESH ? 4 * random.next() : 330 * random.next() ** 1.4;
    const start = random.workMoment(addMs(now, -Math.round((age + 0.2) * DAY_MS)), 0);
    return ticketStory(random, base, start < now ? start : addMs(now, -DAY_MS / 4), now);
  });
}

function ticketStory(random: Random, base: Base, at: Instant, now: Instant): Story {
  const account = random.pick(base.accounts);
  const contact = random.pick(account.contacts);
  const chinese = account.culture === 'chinese';
  const topic = random.pick(TICKET_TOPICS.filter(({ language }) => (language === 'zh-CN') === chinese));
  const priority = random.weighted([
    ['low', 2],
    ['normal', 5],
    ['high', 2],
    ['urgent', 1],
  ]);
  const teller = new Teller(at, now);
  tellTicket(random, teller, { priority, topic });
  return {
    recordId: random.uuid(at),
    object: 'ticket',
    at,
    fields: {
      subject: topic.subject,
      description: random.pick(topic.descriptions),
      category: topic.category,
      priority,
      channel: random.weighted([
        ['email', 5],
        ['web', 3],
        ['phone', 2],
        ['chat', 1],
      ]),
      account: account.id,
      contact: contact.id,
      requester_email: contact.email,
    },
    run: { runId: random.uuid(at), pipeline: 'support-ticket', at },
    moves: teller.moves,
  };
}

const PATIENCE_HOURS: Readonly<Record<string, number>> = { urgent: 0.6, high: 2, normal: 4, low: 9 };

function tellTicket(random: Random, teller: Teller, { priority, topic }: { readonly priority: string; readonly topic: TicketTopic }): void {
  const soon = (hours: number): Instant => random.hoursAfter(teller.at, hours);
  if (random.chance(0.04)) return void teller.event(soon(3), 'drop', {}, ['lead']);
  if (!teller.event(soon(PATIENCE_HOURS[priority] ?? 4), 'take', {}, SUPPORT)) return;
  if (!teller.event(soon(0.7), 'reply', {}, SUPPORT)) return;
  if (random.chance(0.35) && !askedBack(random, teller)) return;
  if (random.chance(0.1) && !(teller.event(soon(3), 'escalate', {}, SUPPORT) && teller.event(soon(12), 'hand-back', {}, ['lead']))) return;
  settle(random, teller, topic);
}

/** Resolved, now and then reopened; half of the customers say what they think of it: less of complaints. */
function settle(random: Random, teller: Teller, { resolution, category }: TicketTopic): void {
  const soon = (hours: number): Instant => random.hoursAfter(teller.at, hours);
  if (!teller.event(soon(10), 'resolve', { resolution }, SUPPORT)) return;
  if (random.chance(0.08) && !(teller.event(soon(15), 'reopen') && teller.event(soon(9), 'resolve', {}, SUPPORT))) return;
  if (random.chance(0.5)) teller.event(soon(20), 'confirm', { satisfaction: random.weighted(category === 'complaint' ? DISPLEASED : SATISFACTION) });
}

const DISPLEASED = [
  [5, 1],
  [4, 1],
  [3, 2],
  [2, 4],
  [1, 4],
] as const;
const SATISFACTION = [
  [5, 6],
  [4, 4],
  [3, 2],
  [2, 1],
  [1, 1],
] as const;

/** The customer is asked something; false when no answer has come yet, or never comes and timers close the ticket. */
function askedBack(random: Random, teller: Teller): boolean {
  if (!teller.event(random.hoursAfter(teller.at, 2), 'ask-customer', {}, SUPPORT)) return false;
  if (random.chance(0.12)) return false;
  return teller.event(random.hoursAfter(teller.at, 20), 'customer-replied');
}
