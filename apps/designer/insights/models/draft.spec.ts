import { describe, expect, it } from '@jest/globals';
import {
  changeOf,
  creationOf,
  draftOf,
  FRESH,
  freeKey,
  isPredictable,
  isWhole,
  KINDS,
  TARGETS,
  withKind,
  withObject,
  withPipeline,
  type Draft,
} from './draft.js';
import type { Model } from './shapes.js';

const NAMED: Draft = { ...FRESH, en: 'Deal is won', pipeline: 'b2b-sales', positive: 'won' };

describe('a model that is being filled in', () => {
  it.each<[string, Draft, boolean]>([
    ['an outcome with its pipeline', NAMED, true],
    ['no name', { ...NAMED, en: ' ' }, false],
    ['no pipeline', { ...NAMED, pipeline: null }, false],
    ['no outcome', { ...NAMED, positive: '' }, false],
    ['a stage that is not named', { ...NAMED, decision: 'stage' }, false],
    ['no method', { ...NAMED, methods: [] }, false],
    ['no feature', { ...NAMED, features: [] }, false],
    ['a field without the value that counts', { ...NAMED, target: 'field', field: 'source' }, false],
    ['a field and its value', { ...NAMED, target: 'field', field: 'source', equals: 'web' }, true],
    ['a yes-or-no field', { ...NAMED, target: 'field', field: 'priority', equals: false }, true],
    ['a number to estimate', { ...withKind(NAMED, 'regression'), field: 'close_value' }, true],
    ['a number to estimate, not said which', withKind(NAMED, 'regression'), false],
    ['purchases', withKind(NAMED, 'clv'), true],
    ['a model trained elsewhere', withKind(NAMED, 'onnx'), true],
  ])('%s', (_, draft, whole) => expect(isWhole(draft)).toBe(whole));

  it('has a target that its kind can have, whatever kind it was before', () => {
    for (const before of KINDS) for (const kind of KINDS) expect(TARGETS[kind]).toContain(withKind(withKind(NAMED, before), kind).target);
    expect(withKind(NAMED, 'loyalty')).toMatchObject({ object: 'account', pipeline: null });
    expect(withKind(NAMED, 'text-class').pipeline).toBeNull();
  });

  it('forgets names that mean nothing in another object or pipeline', () => {
    const chosen = { ...NAMED, stage: 'engaging', decision: 'stage' as const, features: ['run.moves'], keepLeaks: ['run.moves'] };
    const forgotten = { positive: '', decision: 'any-move', stage: '', features: null, keepLeaks: [] };
    expect(withPipeline(chosen, 'renewal')).toMatchObject({ pipeline: 'renewal', ...forgotten });
    expect(withObject(chosen, 'lead')).toMatchObject({ object: 'lead', pipeline: null, field: '', ...forgotten });
    expect(withKind(chosen, 'clv')).toMatchObject({ object: 'account', pipeline: null, ...forgotten });
    expect(withKind(chosen, 'text-class')).toMatchObject({ object: 'deal', pipeline: null, ...forgotten });
    expect(isWhole({ ...withPipeline(chosen, 'renewal'), positive: 'won' })).toBe(true);
  });

  it('keeps what still means something', () => {
    const chosen = { ...NAMED, stage: 'engaging', decision: 'stage' as const, features: ['run.moves'], keepLeaks: ['run.moves'] };
    expect(withKind(chosen, 'churn')).toEqual({ ...chosen, kind: 'churn' });
    expect(withPipeline({ ...NAMED, decision: 'start' }, 'renewal').decision).toBe('start');
    // A forecast asks for no stage, so that one left open would hold up a form that does not show it.
    expect(isWhole(withKind({ ...NAMED, decision: 'stage' }, 'forecast'))).toBe(true);
  });

  it('says no methods where none are chosen', () => {
    expect(changeOf({ ...NAMED, methods: [] })).not.toHaveProperty('methods');
    expect(changeOf(NAMED)?.methods).toEqual(['logistic', 'boosted']);
  });

  it('says what the engine is asked for, and what a model that is there would be changed to', () => {
    expect(creationOf({ ...NAMED, zh: ' 赢单 ' }, ['deal-is-won'])).toMatchObject({
      key: 'deal-is-won-2',
      title: { en: 'Deal is won', 'zh-CN': '赢单' },
      target: { kind: 'outcome', positive: 'won' },
      decision: { at: 'any-move' },
    });
    const within = {
      ...NAMED,
      target: 'field-within' as const,
      field: 'source',
      equals: 'web',
      days: 30,
      windowDays: 365,
      decision: 'stage' as const,
      stage: 'engaging',
    };
    const { target, decision } = creationOf(within, []);
    expect({ target, decision }).toEqual({
      target: { kind: 'field-within', field: 'source', equals: 'web', days: 30 },
      decision: { at: 'stage', stage: 'engaging' },
    });
    const model = { ...creationOf(within, []), features: null, keepLeaks: [] } as unknown as Model;
    expect(changeOf(draftOf(model))).toEqual(changeOf(within));
  });

  it.each([
    ['Deal is won', [], 'deal-is-won'],
    ['Deal is won', ['deal-is-won', 'deal-is-won-2'], 'deal-is-won-3'],
    ['2026: Größe?', [], 'gro-e'],
    ['赢单', ['model'], 'model-2'],
  ])('%s among %p has the key %s', (title, taken, key) => expect(freeKey(title, taken)).toBe(key));

  it('predicts no personal field, and only numbers by estimate', () => {
    expect(isPredictable({ type: 'choice', personal: true }, 'binary')).toBe(false);
    expect(isPredictable({ type: 'choice', personal: false }, 'binary')).toBe(true);
    expect(isPredictable({ type: 'choice', personal: false }, 'regression')).toBe(false);
    expect(isPredictable({ type: 'money', personal: false }, 'regression')).toBe(true);
  });
});
