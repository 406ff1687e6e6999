import { describe, expect, it } from '@jest/globals';
import type { PipelineDocument } from '#pipeline';
import { eventToward } from './bulk.js';
import { dropOutcome, inOrder, movesOf, type Possibility } from './moves.js';
import { nextActivity } from '../board/next-activity.js';
import { chartOf } from './stages.js';

const text = (en: string) => ({ en });

/** new -> deal[ a -> b ] -> won, lost; two ways from deal to lost */
const DOCUMENT: PipelineDocument = {
  format: 'millrace/1',
  key: 'sales',
  object: 'deal',
  title: text('Sales'),
  initial: 'new',
  states: {
    new: { stage: true, on: { engage: 'deal', 'note.*': 'lost' } },
    deal: {
      stage: true,
      initial: 'a',
      on: { win: { target: 'won', requires: ['close_date'] }, lose: { target: 'lost', requires: ['lost_reason'] }, spam: 'lost' },
      states: { a: { on: { go: 'b', quick: [{ target: 'won', requires: ['x'] }] } }, b: {} },
    },
    won: { type: 'final', stage: true },
    lost: { type: 'final', stage: true },
  },
};
const chart = chartOf(DOCUMENT);
const possible = (event: string, target: string | null, more: Partial<Possibility> = {}): Possibility => ({
  event,
  title: null,
  allowed: true,
  targets: target === null ? [] : [target],
  missing: [],
  reasons: [],
  ...more,
});
const missing = { allowed: false, missing: ['close_date'], reasons: [{ code: 'event.requires', text: text('Fill in first') }] };
const blocked = { allowed: false, reasons: [{ code: 'event.condition', text: text('Value is 0') }] };

describe('letting a card go over a stage', () => {
  const moves = movesOf(chart, 'deal', [
    possible('go', 'b', blocked),
    possible('win', 'won', missing),
    possible('lose', 'lost'),
    possible('spam', 'lost'),
    possible('reply', null),
    possible('return', 'new', { ...blocked, missing: ['x'] }),
  ]);

  it.each([
    ['its own', 'deal', { kind: 'stays' }],
    ['one way, something missing', 'won', { kind: 'go', choice: { event: 'win', missing: ['close_date'], kind: 'open' } }],
    ['two ways', 'lost', { kind: 'choose', choices: [{ event: 'lose' }, { event: 'spam' }] }],
    ['blocked, whatever else is missing', 'new', { kind: 'refused', reasons: [text('Value is 0')] }],
  ])('%s', (_what, onto, expected) => {
    expect(dropOutcome(moves, onto)).toMatchObject(expected);
  });

  it('is refused without a reason where no event leads', () => {
    expect(dropOutcome(movesOf(chart, 'new', [possible('engage', 'deal')]), 'won')).toEqual({ kind: 'refused', reasons: [] });
  });

  it('tells each reason once', () => {
    const twice = movesOf(chart, 'deal', [possible('lose', 'lost', blocked), possible('spam', 'lost', blocked)]);
    expect(dropOutcome(twice, 'lost')).toEqual({ kind: 'refused', reasons: [text('Value is 0')] });
  });

  it('offers what is possible first, and leading elsewhere before staying', () => {
    expect(inOrder(moves).map(({ event }) => event)).toEqual(['win', 'lose', 'spam', 'reply', 'return', 'go']);
  });
});

describe('the event that leads several cards to a stage', () => {
  it.each([
    ['from the innermost state', ['a'], 'won', { event: 'quick', requires: ['x'] }],
    ['from what it lies in', ['b'], 'won', { event: 'win', requires: ['close_date'] }],
    ['the first of two', ['b'], 'lost', { event: 'lose', requires: ['lost_reason'] }],
    ['none', ['new'], 'won', null],
    ['never a pattern', ['new'], 'lost', null],
  ])('%s', (_what, configuration, stage, expected) => {
    expect(eventToward(chart, configuration, stage)).toEqual(expected);
  });
});

describe('the next activity', () => {
  const now = new Date(2026, 2, 1, 12).getTime();
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  it.each([
    ['none', null],
    ['later', { due: null }],
    ['overdue', { due: at(-0.1) }],
    ['today', { due: at(3) }],
    ['later', { due: at(13) }],
  ])('is %s for %j', (expected, task) => {
    expect(nextActivity(task, now)).toBe(expected);
  });
});
