import { describe, expect, it } from '@jest/globals';
import { parsePipeline } from './parse-pipeline.js';
import type { Definition, StateId } from './definition.js';

const BASE = { format: 'millrace/1', key: 'p', object: 'deal', title: { en: 'P' } };
const accepted = (document: object): Definition => {
  const result = parsePipeline({ ...BASE, ...document });
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
};
const problems = (document: unknown): string[] => {
  const result = parsePipeline(document);
  return result.ok ? [] : result.error.map(({ code, at }) => `${code} ${at}`);
};
const B2B = {
  format: 'millrace/1',
  key: 'b2b-sales',
  object: 'deal',
  title: { en: 'B2B sales', 'zh-CN': '企业销售' },
  fields: { budget_checked: { type: 'boolean', title: { en: 'Budget checked' } } },
  roles: ['sales', 'manager'],
  initial: 'prospecting',
  states: {
    prospecting: {
      stage: true,
      probability: 0.1,
      title: { en: 'Prospecting', 'zh-CN': '线索跟进' },
      on: { engage: { target: 'engaging', title: { en: 'Engage' }, by: ['sales'] } },
      after: [{ in: 'P14D', actions: [{ do: 'task.create', with: { title: 'Idle two weeks: call or close' } }] }],
    },
    engaging: {
      stage: true,
      probability: 0.4,
      entry: [{ do: 'task.create', with: { title: 'Call {{record.contact.name}}', due: 'P3D' } }],
      invoke: {
        id: 'score',
        step: 'score.lead',
        with: { model: 'lead-conversion' },
        onDone: { actions: [{ do: 'record.set', with: { score: { var: 'event.output.score' } } }] },
        onError: { actions: [{ do: 'incident.open' }] },
      },
      on: {
        win: { target: 'won', requires: ['account', 'close_value', 'close_date'], when: { '>': [{ var: 'record.close_value' }, 0] } },
        lose: { target: 'lost', requires: ['lost_reason'] },
        return: 'prospecting',
      },
    },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
  layout: { prospecting: { x: 0, y: 0 } },
};

describe('parsePipeline', () => {
  it('reads the document of the format description', () => {
    const definition = accepted(B2B);
    expect([...definition.states.keys()]).toEqual(['prospecting', 'engaging', 'won', 'lost']);
    expect(definition.root.initial).toEqual(['prospecting']);
    const engaging = definition.states.get('engaging' as StateId);
    expect(engaging?.transitions.map(({ id, trigger, targets }) => [id, trigger.kind, targets])).toEqual([
      ['/states/engaging/on/win', 'event', ['won']],
      ['/states/engaging/on/lose', 'event', ['lost']],
      ['/states/engaging/on/return', 'event', ['prospecting']],
      ['/states/engaging/invoke/onDone', 'invoke-done', []],
      ['/states/engaging/invoke/onError', 'invoke-error', []],
    ]);
    expect(engaging?.invokes[0]).toMatchObject({ id: 'score', retry: { attempts: 5, backoffMs: 30_000, timeoutMs: 20_000 }, delivery: 'at-least-once', handlesError: true });
    expect(definition.states.get('won' as StateId)).toMatchObject({ kind: 'final', outcome: 'won', title: { en: 'won' } });
  });

  it('is the same again when its own document is read', () => {
    const first = accepted(B2B);
    expect(accepted(first.document)).toEqual(first);
  });

  it.each([[null], [1], ['x'], [[]], [undefined], [() => 1]])('says that %p is no document', (input) => {
    expect(problems(input).length).toBeGreaterThan(0);
  });
});
