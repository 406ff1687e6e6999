import { describe, expect, it } from '@jest/globals';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import { idleOf } from '../board/idle.js';
import { chartOf } from './stages.js';

const text = (en: string) => ({ en });
const DAY_MS = 86_400_000;

/**
 *   new ── deal[ working[ a , b , (h) ] | parked ] ── won / lost
 *   `parked` stops the clock of `deal`.
 */
const SALES: PipelineDocument = {
  format: 'millrace/1',
  key: 'sales',
  object: 'deal',
  title: text('Sales'),
  initial: 'new',
  states: {
    new: { stage: true, probability: 0.1, title: text('New'), after: [{ in: 'P14D' }, { in: { business: 'PT2H', calendar: 'x' } }] },
    deal: {
      stage: true,
      probability: 0.4,
      initial: 'working',
      after: [{ in: 'P60D', pausedIn: ['parked'] }],
      states: {
        working: { initial: 'a', states: { a: {}, b: { title: text('Bee') }, h: { type: 'history', target: 'a' } } },
        parked: { after: [{ in: 'P30D' }] },
      },
    },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
};

/** open = work[ fresh | busy ] beside clock[ running ] ; done */
const DESK: PipelineDocument = {
  format: 'millrace/1',
  key: 'desk',
  object: 'ticket',
  title: text('Desk'),
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: { work: { initial: 'fresh', states: { fresh: { stage: true }, busy: { stage: true } } }, clock: { initial: 'running', states: { running: {} } } },
    },
    done: { type: 'final', stage: true },
  },
};

describe('stages of a pipeline', () => {
  it('stand in document order, with what they say of their end', () => {
    expect(chartOf(SALES).stages.map(({ id, probability, outcome, isFirst }) => [id, probability, outcome, isFirst])).toEqual([
      ['new', 0.1, null, true],
      ['deal', 0.4, null, false],
      ['won', 1, 'won', false],
      ['lost', 0, 'lost', false],
    ]);
  });

  it.each([
    ['a state inside a stage', SALES, 'b', 'deal'],
    ['a stage itself', SALES, 'won', 'won'],
    ['a history state', SALES, 'h', 'deal'],
    ['a parallel state, by its first region', DESK, 'open', 'fresh'],
    ['a side region', DESK, 'running', null],
    ['nothing known', DESK, 'gone', null],
  ])('are found for %s', (_what, document, state, stage) => {
    expect(chartOf(document).stageOf(state)).toBe(stage);
  });

  it.each([
    ['below a stage, outermost first', SALES, 'deal', ['b'], ['working', 'b']],
    ['nothing in a plain stage', SALES, 'new', ['new'], []],
    ['nothing of a side region', DESK, 'busy', ['busy', 'running'], []],
  ])('tell what is active %s', (_what, document, stage, configuration, inside) => {
    expect(chartOf(document).inside(stage, configuration)).toEqual(inside);
  });

  it('know where entering leads', () => {
    const chart = chartOf(SALES);
    expect([chart.entering('deal'), chart.entering('won'), chart.entering('h'), chartOf(DESK).entering('open')]).toEqual([
      ['a'],
      ['won'],
      ['h'],
      ['fresh', 'running'],
    ]);
  });

  it('marks the first stage of a parallel pipeline', () => {
    expect(
      chartOf(DESK)
        .stages.filter(({ isFirst }) => isFirst)
        .map(({ id }) => id),
    ).toEqual(['fresh']);
  });
});

describe('idle', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const ago = (days: number): string => new Date(now - days * DAY_MS).toISOString();
  const quiet: AttachedRuleDocument = { key: 'quiet', pipeline: 'sales', title: text('Quiet'), on: { idle: 'P21D', in: 'deal' }, do: [] };

  it.each<[string, readonly string[], number, readonly AttachedRuleDocument[], readonly [number, number] | null]>([
    ['under the limit', ['new'], 14, [], null],
    ['over it', ['new'], 15, [], [15, 14]],
    ['by the limit of what it lies in', ['b'], 61, [], [61, 60]],
    ['by the smallest: a rule', ['b'], 30, [quiet], [30, 21]],
    ['not by a rule that is off', ['b'], 30, [{ ...quiet, enabled: false }], null],
    ['not while the clock is stopped, but by its own', ['parked'], 61, [], [61, 30]],
    ['never without a limit', ['won'], 999, [], null],
  ])('%s', (_what, configuration, days, rules, expected) => {
    const idle = idleOf(chartOf(SALES, rules), configuration, ago(days), now);
    expect(idle && [idle.ms / DAY_MS, idle.limitMs / DAY_MS]).toEqual(expected);
  });

  it('is not known without any activity', () => {
    expect(idleOf(chartOf(SALES), ['new'], null, now)).toBeNull();
  });
});
