import { describe, expect, it } from '@jest/globals';
import { dueTimes } from '#calendar';
import type { Json } from '#kernel';
import { parsePipeline } from '#pipeline';
import { compiled } from '../pipeline-files.js';
import { playScenario } from './play-scenario.js';
import { parseScenarios } from './scenario.js';

/*  idle --go[value > 1]--> busy --(P1D)--> late(final) */
const DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'tiny',
  object: 'deal',
  title: { en: 'Tiny' },
  initial: 'idle',
  states: {
    idle: { stage: true, on: { go: { target: 'busy', when: { '>': [{ var: 'record.close_value' }, 1] }, requires: ['name'] } } },
    busy: { stage: true, entry: [{ do: 'tag.add', with: { tag: 'hot' } }], after: [{ in: 'P1D', target: 'late' }] },
    late: { type: 'final', stage: true, outcome: 'lost' },
  },
};

function mismatches(steps: Json, record: Json = { close_value: 2, name: 'N' }): readonly string[] {
  const [definition, scenarios] = [parsePipeline(DOCUMENT), parseScenarios([{ name: { en: 'x' }, record, steps }])];
  if (!definition.ok || !scenarios.ok || !scenarios.value[0]) throw new Error('the test itself is wrong');
  return playScenario(scenarios.value[0], compiled(definition.value, []), dueTimes('UTC', new Map())).problems.map(({ at }) => at);
}

describe('what a scenario expects', () => {
  it.each<[string, Json, readonly string[]]>([
    ['all as expected', ['go', { after: 'P1D', expect: { status: 'done', outcome: 'lost', stage: 'late', leaves: ['late'], tags: ['hot'] } }], []],
    ['only looking', [{ expect: { stage: 'idle', effects: [] } }], []],
    ['another state', [{ event: 'go', expect: { active: ['late'], inactive: ['busy'] } }], ['/0/steps/0/expect/active', '/0/steps/0/expect/inactive']],
    ['an effect that was not asked for', [{ event: 'go', expect: { effects: ['notify', { do: 'tag.add', tag: 'cold' }] } }], ['/0/steps/0/expect/effects']],
    ['an effect that was not to be', [{ event: 'go', expect: { without: ['tag.add'] } }], ['/0/steps/0/expect/without']],
    ['an unexpected refusal', ['dance'], ['/0/steps/0/expect/refused']],
    ['a refusal that did not come', [{ event: 'go', expect: { refused: true } }], ['/0/steps/0/expect/refused']],
    ['another refusal', [{ event: 'dance', expect: { refused: 'event.role' } }], ['/0/steps/0/expect/refused']],
    [
      'other missing fields',
      [{ change: { name: '' } }, { event: 'go', expect: { refused: 'event.requires', missing: ['account'] } }],
      ['/0/steps/1/expect/missing'],
    ],
    ['another value', [{ change: { name: 'M' }, expect: { record: { name: 'N' } } }], ['/0/steps/0/expect/record']],
    ['a result that nothing waits for', [{ done: 'ghost', expect: { refused: 'event.not-expected' } }], []],
    ['it stops at the first step that is wrong', [{ expect: { stage: 'late' } }, 'dance'], ['/0/steps/0/expect/stage']],
  ])('%s', (_name, steps, expected) => {
    expect(mismatches(steps)).toEqual(expected);
  });
});
