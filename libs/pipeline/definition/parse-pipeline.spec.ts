import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json, JsonObject } from '#kernel';
import { B2B, EVERYTHING } from './documents.fixture.js';
import type { Definition, StateId } from './definition.js';
import { parsePipeline } from './parse-pipeline.js';

const BASE = { format: 'millrace/1', key: 'p', object: 'deal', title: { en: 'P' } };

function accepted(document: unknown): Definition {
  const result = parsePipeline(document);
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}

const problems = (document: unknown): string[] => {
  const result = parsePipeline(document);
  return result.ok ? [] : result.error.map(({ code, at }) => `${code} ${at}`);
};

/** A pipeline of one state `a` (initial) with these members, and a final state `z`. */
const withState = (a: object, more: object = {}): object => ({ ...BASE, initial: 'a', states: { a, z: { type: 'final' } }, ...more });
const id = (name: string): StateId => name as StateId;

/** Nothing that a document says may reach the prototypes. */
function expectCleanPrototypes(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Array.prototype)).toEqual([]);
}

describe('parsePipeline reads', () => {
  it('the document of the format description', () => {
    const definition = accepted(B2B);
    expect([...definition.states.keys()]).toEqual(['prospecting', 'engaging', 'won', 'lost']);
    expect(definition.root).toMatchObject({ id: '#', kind: 'compound', initial: ['prospecting'], parent: null });
    const engaging = definition.states.get(id('engaging'));
    expect(engaging?.transitions.map(({ id: at, trigger, targets }) => [at, trigger.kind, targets])).toEqual([
      ['/states/engaging/on/win', 'event', ['won']],
      ['/states/engaging/on/lose', 'event', ['lost']],
      ['/states/engaging/on/return', 'event', ['prospecting']],
      ['/states/engaging/invoke/onDone', 'invoke-done', []],
      ['/states/engaging/invoke/onError', 'invoke-error', []],
    ]);
    expect(engaging?.invokes[0]).toMatchObject({
      id: 'score',
      retry: { attempts: 5, backoffMs: 30_000, timeoutMs: 20_000 },
      delivery: 'at-least-once',
      handlesError: true,
    });
    expect(definition.states.get(id('won'))).toMatchObject({ kind: 'final', outcome: 'won', title: { en: 'won' } });
    expect(definition.states.get(id('prospecting'))?.timers).toEqual([{ id: '/states/prospecting/after/0', delay: 'P14D', pausedIn: [], late: 'fire' }]);
  });

  it('every part of the format', () => {
    const definition = accepted(EVERYTHING);
    expect(definition.root.kind).toBe('parallel');
    expect(definition.timeZone).toBe('Asia/Shanghai');
    expect(definition.states.get(id('second'))).toMatchObject({ key: 'two', at: '/states/resolution/states/working/states/two' });
    expect(definition.states.get(id('back'))?.history).toEqual({ deep: true, fallback: ['one'] });
    expect(definition.states.get(id('one'))?.invokes.map((i) => [i.id, i.delivery, i.retry, i.forEach?.join])).toEqual([
      ['ask', 'at-most-once', { attempts: 3, backoffMs: 5000, timeoutMs: 10_000 }, 2],
      ['pause', 'at-least-once', { attempts: 5, backoffMs: 30_000, timeoutMs: 20_000 }, undefined],
    ]);
    expect(definition.states.get(id('waiting'))?.timers[0]).toEqual({
      id: '/states/response/states/waiting/after/0',
      delay: { business: 'PT8H', calendar: 'support' },
      pausedIn: ['customer'],
      late: 'skip',
    });
    expect(definition.states.get(id('response'))?.transitions.at(-1)?.trigger).toEqual({ kind: 'state-done' });
    expect(Object.getPrototypeOf(definition.fields)).toBeNull();
  });

  it.each([
    ['the description', B2B],
    ['everything', EVERYTHING],
  ])('its own document the same again: %s', (_, document) => {
    const first = accepted(document);
    expect(accepted(first.document)).toEqual(first);
    expect(accepted(JSON.parse(JSON.stringify(document)))).toEqual(first);
  });

  it('several targets in different regions', () => {
    const states = {
      par: { type: 'parallel', states: { l: { initial: 'l1', states: { l1: {}, l2: {} } }, r: { initial: 'r1', states: { r1: {}, r2: {} } } } },
      a: { on: { go: { target: ['l2', 'r2'] } } },
    };
    expect(accepted({ ...BASE, initial: ['l2', 'r1'], states }).root.initial).toEqual(['l2', 'r1']);
  });

  it('a copy: later changes of the input change nothing', () => {
    const input = JSON.parse(JSON.stringify(B2B)) as { states: Record<string, { on: Record<string, unknown> }> };
    const definition = accepted(input);
    input.states['engaging']!.on = {};
    expect(definition.states.get(id('engaging'))?.transitions).toHaveLength(5);
    expect(definition.document.states['engaging']?.on).toHaveProperty('win');
  });
});

const REFUSED: readonly [what: string, document: unknown, problems: readonly string[]][] = [
  ['no object', null, ['value.kind ']],
  ['a list', [], ['value.kind ']],
  ['nothing in it', {}, ['member.missing ', 'member.missing ', 'member.missing ', 'member.missing ', 'member.missing ']],
  ['another format', { ...BASE, format: 'millrace/9' }, ['format.unknown /format']],
  ['a misspelt member', withState({ stge: true }), ['member.unknown /states/a/stge']],
  ['an unknown member of the document', withState({}, { hooks: [] }), ['member.unknown /hooks']],
  ['a wrong key', withState({}, { key: 'Not Good' }), ['name.form /key']],
  ['a wrong object', withState({}, { object: 'Deal!' }), ['name.form /object']],
  ['no states', { ...BASE, initial: 'a' }, ['member.missing ', 'state.unknown /initial']],
  ['empty states', { ...BASE, initial: 'a', states: {} }, ['states.empty /states', 'state.unknown /initial']],
  ['no initial', { ...BASE, states: { a: {} } }, ['state.initial-missing ']],
  ['no initial of a compound state', withState({ states: { b: {} } }), ['state.initial-missing /states/a']],
  ['initial of a parallel state', withState({ type: 'parallel', initial: 'b', states: { b: {} } }), ['state.member-not-here /states/a/initial']],
  ['initial outside', withState({ initial: 'z', states: { b: {} } }), ['state.outside /states/a/initial']],
  ['initial two of one region', { ...BASE, initial: ['a', 'b'], states: { a: {}, b: {} } }, ['state.conflict /initial/1']],
  [
    'initial a history state without a default',
    withState({ initial: 'h', states: { b: {}, h: { type: 'history' } } }),
    ['state.history-default /states/a/initial'],
  ],
  ['history leading outside', withState({ initial: 'b', states: { b: {}, h: { type: 'history', target: 'z' } } }), ['state.outside /states/a/states/h/target']],
  ['a key with a star', withState({}, { states: { a: {}, 'b*c': {} } }), ['name.form /states/b*c']],
  ['a key with a slash, escaped in the pointer', withState({}, { states: { a: {}, 'b/c': {} } }), ['name.form /states/b~1c']],
  ['a key with a blank at its end', withState({}, { states: { a: {}, 'b ': {} } }), ['name.form /states/b ']],
  ['two states of one id', withState({ initial: 'z', states: { z: {} } }), ['state.duplicate /states/z']],
  ['an unknown kind of state', withState({ type: 'parrallel' }), ['value.choice /states/a/type']],
  ['parallel without regions', withState({ type: 'parallel' }), ['member.missing /states/a']],
  ['an unknown target', withState({ on: { go: 'zz' } }), ['state.unknown /states/a/on/go']],
  ['an unknown target in a list', withState({ on: { go: { target: ['z', 'nope'] } } }), ['state.unknown /states/a/on/go/target/1']],
  ['a target that is no text', withState({ on: { go: { target: 3 } } }), ['value.kind /states/a/on/go/target']],
  ['targets that exclude each other', withState({ on: { go: { target: ['a', 'z'] } } }), ['state.conflict /states/a/on/go/target/1']],
  ['a target inside another', withState({ initial: 'b', states: { b: {} }, on: { go: { target: ['a', 'b'] } } }), ['state.conflict /states/a/on/go/target/1']],
  ['an empty list of targets', withState({ on: { go: { target: [] } } }), ['list.empty /states/a/on/go/target']],
  ['an empty list of transitions', withState({ on: { go: [] } }), ['list.empty /states/a/on/go']],
  ['a target in a list of transitions', withState({ on: { go: ['z'] } }), ['value.kind /states/a/on/go/0']],
  ['an event with a star inside', withState({ on: { 'a*b': 'z' } }), ['name.form /states/a/on/a*b']],
  ['requires on always', withState({ always: { target: 'z', requires: ['x'] } }), ['transition.not-sent /states/a/always/requires']],
  ['by on onDone of an invoke', withState({ invoke: { id: 'i', step: 'x.y', onDone: { by: ['r'] } } }), ['transition.not-sent /states/a/invoke/onDone/by']],
  ['requires on after', withState({ after: [{ in: 'P1D', requires: [] }] }), ['member.unknown /states/a/after/0/requires']],
  ['after as an object', withState({ after: { P1D: 'z' } }), ['value.kind /states/a/after']],
  ['a delay that is none', withState({ after: [{ in: '2 days' }] }), ['duration.form /states/a/after/0/in']],
  ['a delay without a calendar', withState({ after: [{ in: { business: 'PT1H' } }] }), ['member.missing /states/a/after/0/in']],
  ['pausedIn an unknown state', withState({ after: [{ in: 'P1D', pausedIn: ['q'] }] }), ['state.unknown /states/a/after/0/pausedIn/0']],
  ['outcome on a state that is not final', withState({ outcome: 'won' }), ['state.member-not-here /states/a/outcome']],
  [
    'transitions on a final state',
    withState({}, { states: { a: {}, z: { type: 'final', on: { go: 'a' }, always: 'a' } } }),
    ['state.member-not-here /states/z/on', 'state.member-not-here /states/z/always'],
  ],
  ['onDone on an atomic state', withState({ onDone: 'z' }), ['state.member-not-here /states/a/onDone']],
  ['onDone on the pipeline', withState({}, { onDone: 'z' }), ['state.member-not-here /onDone']],
  ['a probability of 2', withState({ probability: 2 }), ['number.range /states/a/probability']],
  ['a stage that is a text', withState({ stage: 'yes' }), ['value.kind /states/a/stage']],
  ['a title without English', withState({ title: { 'zh-CN': '甲' } }), ['member.missing /states/a/title']],
  ['a title in an unknown language', withState({ title: { en: 'A', de: 'A' } }), ['member.unknown /states/a/title/de']],
  ['a blank title', withState({}, { title: { en: ' ' } }), ['text.blank /title/en']],
  ['an action without do', withState({ entry: [{ with: {} }] }), ['member.missing /states/a/entry/0']],
  ['an action list that is none', withState({ entry: { do: 'x.y' } }), ['value.kind /states/a/entry']],
  ['an input that is a text', withState({ entry: [{ do: 'x.y', with: 'z' }] }), ['value.kind /states/a/entry/0/with']],
  ['raise without an event', withState({ entry: [{ do: 'raise' }] }), ['member.missing /states/a/entry/0/with']],
  ['raise of a pattern', withState({ entry: [{ do: 'raise', with: { event: 'a.*' } }] }), ['name.form /states/a/entry/0/with/event']],
  ['too many attempts', withState({ entry: [{ do: 'x.y', retry: { attempts: 21 } }] }), ['number.range /states/a/entry/0/retry/attempts']],
  ['a time-out of a month', withState({ entry: [{ do: 'x.y', retry: { timeout: 'P1M' } }] }), ['duration.inexact /states/a/entry/0/retry/timeout']],
  ['a wrong delivery', withState({ entry: [{ do: 'x.y', delivery: 'once' }] }), ['value.choice /states/a/entry/0/delivery']],
  ['a rule with an unlisted operator', withState({ on: { go: { target: 'z', when: { log: 'x' } } } }), ['rule.operator /states/a/on/go/when/log']],
  [
    'a rule on an unknown state',
    withState({ always: { target: 'z', when: { and: [{ in: 'q' }, { in: ['z'] }] } } }),
    ['state.unknown /states/a/always/when/and/0/in'],
  ],
  ['a hole that is none', withState({ entry: [{ do: 'x.y', with: { text: 'Dear {{ }}' } }] }), ['template.path /states/a/entry/0/with/text']],
  ['an invoke without id', withState({ invoke: { step: 'x.y' } }), ['member.missing /states/a/invoke']],
  [
    'two invokes of one id',
    withState({
      invoke: [
        { id: 'i', step: 'x.y' },
        { id: 'i', step: 'x.y' },
      ],
    }),
    ['invoke.duplicate /states/a/invoke/1/id'],
  ],
  ['until on another step', withState({ invoke: { id: 'i', step: 'x.y', until: true } }), ['invoke.until-not-here /states/a/invoke/until']],
  ['forEach without items', withState({ invoke: { id: 'i', step: 'x.y', forEach: { as: 'item' } } }), ['member.missing /states/a/invoke/forEach']],
  ['a join of 0', withState({ invoke: { id: 'i', step: 'x.y', forEach: { items: [], as: 'item', join: 0 } } }), ['number.range /states/a/invoke/forEach/join']],
  ['a field of an unknown type', withState({}, { fields: { x: { type: 'txt', title: { en: 'X' } } } }), ['value.choice /fields/x/type']],
  ['a choice without options', withState({}, { fields: { x: { type: 'choice', title: { en: 'X' } } } }), ['field.options /fields/x']],
  [
    'an option twice',
    withState(
      {},
      {
        fields: {
          x: {
            type: 'choice',
            title: { en: 'X' },
            options: [
              { value: 'a', title: { en: 'A' } },
              { value: 'a', title: { en: 'B' } },
            ],
          },
        },
      },
    ),
    ['list.duplicate /fields/x/options/1/value'],
  ],
  ['a reference to nothing', withState({}, { fields: { x: { type: 'reference', title: { en: 'X' } } } }), ['field.object /fields/x']],
  ['a field name with a dot', withState({}, { fields: { 'x.y': { type: 'text', title: { en: 'X' } } } }), ['name.form /fields/x.y']],
  ['a default of another type', withState({}, { vars: { n: { type: 'number', default: '1' } } }), ['value.kind /vars/n/default']],
  ['a role twice', withState({}, { roles: ['a', 'a'] }), ['list.duplicate /roles/1']],
  ['an unknown time zone', withState({}, { timeZone: 'Mars/Base' }), ['time-zone.unknown /timeZone']],
  ['an offset for a time zone', withState({}, { timeZone: '+02:00' }), ['time-zone.unknown /timeZone']],
  ['notes that are texts', withState({}, { notes: ['x'] }), ['value.kind /notes/0']],
  [
    'values that JSON does not have',
    withState({ probability: Number.NaN, entry: undefined, exit: () => 1 }),
    ['value.not-json /states/a/probability', 'value.not-json /states/a/exit', 'number.range /states/a/probability', 'value.kind /states/a/exit'],
  ],
];

describe('parsePipeline refuses', () => {
  it.each(REFUSED)('%s', (_, document, expected) => {
    expect(problems(document)).toEqual(expected);
    expectCleanPrototypes();
  });

  it('and suggests what was meant, in both languages', () => {
    const result = parsePipeline(withState({ on: { go: { target: 'Z' } }, stge: true }));
    expect(result.ok ? [] : result.error).toEqual([
      {
        code: 'member.unknown',
        at: '/states/a/stge',
        got: 'stge',
        expected: 'stage',
        text: { en: 'There is no member "stge" here. Did you mean "stage"?', 'zh-CN': '此处没有成员“stge”。是否指“stage”？' },
      },
      {
        code: 'state.unknown',
        at: '/states/a/on/go/target',
        got: 'Z',
        expected: 'z',
        text: { en: 'There is no state "Z". Did you mean "z"?', 'zh-CN': '没有状态“Z”。是否指“z”？' },
      },
    ]);
  });

  it.each(['#z', '.z', 'a.z'])('the XState way to name a state, %s, with the right one', (target) => {
    const result = parsePipeline(withState({ on: { go: target } }));
    expect(result.ok ? null : result.error[0]).toMatchObject({ code: 'state.unknown', expected: 'z' });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('the key %s anywhere', (key) => {
    const text = `{"format":"millrace/1","key":"p","object":"deal","title":{"en":"P"},"initial":"a","states":{"a":{"entry":[{"do":"x.y","with":{"${key}":{"polluted":1}}}]},"${key}":{"on":{}}},"${key}":{"polluted":1}}`;
    expect(problems(JSON.parse(text))).toEqual([`key.forbidden /states/a/entry/0/with/${key}`, `key.forbidden /states/${key}`, `key.forbidden /${key}`]);
    expectCleanPrototypes();
  });
});

const nested = (depth: number): JsonObject => (depth === 0 ? {} : { initial: `s${depth}`, states: { [`s${depth}`]: nested(depth - 1) } });
const manyStates = (count: number): JsonObject => Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, {}]));
const deepList = (depth: number): Json => {
  let value: Json = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};

describe('the caps of a document', () => {
  it.each([
    ['10 states deep', { ...BASE, ...nested(10) }, []],
    ['11 states deep', { ...BASE, ...nested(11) }, ['state.too-deep', 'state.unknown']],
    ['500 states', { ...BASE, initial: 's0', states: manyStates(500) }, []],
    ['501 states', { ...BASE, initial: 's0', states: manyStates(501) }, ['document.too-many-states']],
    ['a list of 1,000', withState({}, { notes: Array.from({ length: 1000 }, () => ({})) }), []],
    ['a list of 1,001', withState({}, { notes: Array.from({ length: 1001 }, () => ({})) }), ['list.too-long']],
    ['more than 1 MB', withState({}, { notes: Array.from({ length: 20 }, () => ({ text: 'x'.repeat(60_000) })) }), ['document.too-large']],
    ['values 100,000 levels deep', withState({}, { notes: [{ deep: deepList(100_000) }] }), ['document.too-deep']],
    [
      'a rule 33 levels deep',
      withState({ always: { target: 'z', when: Array.from({ length: 33 }).reduce<Json>((rule) => ({ '!': [rule] }), true) } }),
      ['rule.depth'],
    ],
    ['a rule of 501 values', withState({ always: { target: 'z', when: { and: Array.from({ length: 501 }, () => true) } } }), ['rule.nodes']],
  ])('%s', (_, document, codes) => {
    const result = parsePipeline(document);
    expect(result.ok ? [] : result.error.map(({ code }) => code)).toEqual(codes);
  });

  it('an object that contains itself', () => {
    const round: Record<string, unknown> = { ...BASE, initial: 'a', states: { a: {} } };
    round['notes'] = [round];
    expect(problems(round)[0]).toMatch(/^document\.too-/);
  });
});

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

/** Every place of a value, as a list of keys. */
const placesOf = (value: Json, way: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [way, ...Object.keys(value).flatMap((key) => placesOf((value as JsonObject)[key] as Json, [...way, key]))]
    : [way];

const replaceAt = (value: Json, [key, ...rest]: readonly string[], by: Json): Json => {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((member: Json, i) => (String(i) === key ? replaceAt(member, rest, by) : member));
  return { ...(value as JsonObject), [key]: replaceAt((value as JsonObject)[key] ?? null, rest, by) };
};

describe('whatever comes in', () => {
  const expectResult = (document: unknown): void => {
    const result = parsePipeline(document);
    if (result.ok) expect(accepted(result.value.document)).toEqual(result.value);
    else
      for (const problem of result.error)
        expect([problem.code, problem.text.en, problem.text['zh-CN']].every((part) => typeof part === 'string' && part !== '')).toBe(true);
    expectCleanPrototypes();
  };

  it('parsing answers and never throws', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }), expectResult), { numRuns: 300 });
  });

  it('a good document with one place replaced is accepted or refused with reasons', () => {
    const places = placesOf(EVERYTHING);
    fc.assert(
      fc.property(fc.nat(places.length - 1), json, (n, by) => expectResult(replaceAt(EVERYTHING, places[n] ?? [], by))),
      { numRuns: 500 },
    );
  });
});
