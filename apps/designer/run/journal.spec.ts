import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../fields/pipeline-words.js';
import { asEntry, dataFrom, delayAt, isAutomatic, type JournalEntry, litStates, passagesOf, placeOf, rulesIn, sayDuration } from './journal.js';

// prospecting --engage--> engaging { discovery | proposing } --win--> won
const DOCUMENT = {
  object: 'deal',
  title: { en: 'Sales' },
  states: {
    prospecting: { stage: true, on: { engage: { target: 'engaging', title: { en: 'Engage' } } } },
    engaging: {
      stage: true,
      title: { en: 'Engaging', 'zh-CN': '洽谈中' },
      initial: 'discovery',
      states: { discovery: { on: { propose: 'proposing' } }, proposing: {} },
      on: { win: 'won' },
      after: [{ in: 'P60D' }, { in: { business: 'PT8H', calendar: 'support' } }],
    },
    won: { type: 'final', stage: true, outcome: 'won' },
  },
};
const words = wordsOf('sales', 1, DOCUMENT, { text: ({ en }) => en });
const entry = (seq: number, at: string, to: readonly string[], more: Partial<JournalEntry> = {}): JournalEntry =>
  asEntry({
    seq,
    occurredAt: at,
    to,
    from: [],
    actions: [],
    taken: [],
    decisions: [],
    event: { kind: 'sent', name: 'x' },
    actor: { kind: 'person', id: 'a', roles: [] },
    ...more,
  });

describe('the words of a pipeline', () => {
  it('title states and events, and know stages and ways', () => {
    expect([words.stateTitle('engaging'), words.stateTitle('discovery'), words.eventTitle('engage'), words.eventTitle('close_plan')]).toEqual([
      'Engaging',
      'Discovery',
      'Engage',
      'Close plan',
    ]);
    expect(words.stages.map(({ id }) => id)).toEqual(['prospecting', 'engaging', 'won']);
    expect([words.stageOf('proposing'), words.stageOf('nowhere')]).toEqual(['engaging', null]);
    expect(words.outcomes).toEqual(['won']);
    expect(words.events.map(({ name, states }) => [name, [...states]])).toEqual([
      ['engage', ['prospecting']],
      ['win', ['engaging']],
      ['propose', ['discovery']],
    ]);
  });
});

describe('the path of a run', () => {
  it('counts one stay a stage, however often something happened in it', () => {
    const entries = [
      entry(1, '2026-01-01T00:00:00Z', ['prospecting']),
      entry(2, '2026-01-02T00:00:00Z', ['discovery']),
      entry(3, '2026-01-03T00:00:00Z', ['proposing']),
      entry(4, '2026-01-05T00:00:00Z', ['prospecting']),
    ];
    const day = 86_400_000;
    expect(passagesOf(entries, words, Date.parse('2026-01-06T00:00:00Z'), null).map(({ stage, ms, leftAt }) => [stage, ms / day, leftAt])).toEqual([
      ['prospecting', 1, '2026-01-02T00:00:00Z'],
      ['engaging', 3, '2026-01-05T00:00:00Z'],
      ['prospecting', 1, null],
    ]);
  });

  it('lights a state and all that contain it', () => {
    expect([...litStates(['proposing'], words)]).toEqual(['proposing', 'engaging']);
  });
});

describe('why something happened', () => {
  it('names the attached rules that took part, and whether it was automatic', () => {
    const timer = entry(3, '2026-01-03T00:00:00Z', ['discovery'], {
      actor: { kind: 'timer', id: 't', roles: [] },
      actions: [{ at: '/rules/quiet/do/0', id: 'x' as never, do: 'tag.add', input: { tag: 'quiet' } }],
      decisions: [{ at: '/rules/big/when', held: false, read: {} }],
    });
    expect([rulesIn(timer), isAutomatic(timer), isAutomatic(entry(1, '2026-01-01T00:00:00Z', []))]).toEqual([['quiet'], true, false]);
  });

  it('finds the delay of a timer', () => {
    expect(delayAt('/states/engaging/after/0', words)).toEqual({ state: 'engaging', iso: 'P60D', isWorkingTime: false });
    expect(delayAt('/states/engaging/after/1', words)).toEqual({ state: 'engaging', iso: 'PT8H', isWorkingTime: true });
    expect(delayAt('/states/engaging/after/7', words)).toBeNull();
  });

  it('says where a condition stands', () => {
    expect(placeOf('/states/engaging/states/discovery/on/propose/when')).toEqual({ state: 'discovery', event: 'propose', rule: null });
    expect(placeOf('/rules/big/when')).toEqual({ state: null, event: null, rule: 'big' });
  });

  it('makes data of paths again, and nothing of a prototype', () => {
    expect(dataFrom({ 'record.close_value': 5, 'record.account.sector': 'retail', now: 'x' })).toEqual({
      record: { close_value: 5, account: { sector: 'retail' } },
      now: 'x',
    });
    expect(Object.getPrototypeOf(dataFrom({ '__proto__.x': 1 }))).toBe(Object.prototype);
  });

  it.each([
    ['P60D', '60 days'],
    ['PT8H', '8 hours'],
    ['P1W', '1 week'],
    ['P50DT1H3M41.189S', '50 days 1 hour'],
    ['nonsense', 'nonsense'],
  ])('%s reads %s', (iso, said) => {
    expect(sayDuration(iso, 'en')).toBe(said);
  });
});
