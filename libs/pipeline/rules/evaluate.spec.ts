import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import fenced from 'json-logic-js';
import type { RulesLogic } from 'json-logic-js';
import { UserError } from '#kernel';
import type { Json } from '#kernel';
import { evaluateRule, ruleHolds } from './evaluate.js';
import { OPERATORS } from './operators.js';
import { RULE_LIMITS } from './values.js';

const DATA = {
  record: { close_value: 42_000, name: 'Acme', tags: ['vip', 'new'], empty: '', none: null, owner: { name: 'Li' } },
  actor: { roles: ['sales'] },
  now: '2026-11-21T08:00:00.000Z',
};

const codeOf = (rule: unknown, data: unknown = DATA): string => {
  try {
    evaluateRule(rule as Json, data);
    return 'no error';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.code;
  }
};

function expectCleanPrototypes(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Object.keys(Array.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

describe('evaluateRule', () => {
  it.each<[rule: Json, value: Json]>([
    [{ '>': [{ var: 'record.close_value' }, 50_000] }, false],
    [{ '>': [{ var: 'record.close_value' }, 41_999] }, true],
    [{ var: 'record.owner.name' }, 'Li'],
    [{ var: 'record.tags.1' }, 'new'],
    [{ var: ['record.nothing', 7] }, 7],
    [{ var: ['record.none', 7] }, null],
    [{ var: 'record.nothing.at.all' }, null],
    [{ missing: ['record.name', 'record.empty', 'record.none', 'record.gone'] }, ['record.empty', 'record.none', 'record.gone']],
    [{ missing_some: [1, ['record.name', 'record.gone']] }, []],
    [{ lower: 'ÄBC' }, 'äbc'],
    [{ upper: { var: 'record.name' } }, 'ACME'],
    [{ lower: { var: 'record.none' } }, ''],
    [{ starts_with: [{ var: 'record.name' }, 'Ac'] }, true],
    [{ ends_with: [{ var: 'record.name' }, 'Ac'] }, false],
    [{ length: { var: 'record.tags' } }, 2],
    [{ length: 'four' }, 4],
    [{ length: { var: 'record.none' } }, 0],
    [{ is_blank: '  ' }, true],
    [{ is_blank: [[]] }, true],
    [{ is_blank: 0 }, false],
    [{ is_blank: false }, false],
    [{ date_add: ['2026-01-31', 'P1M'] }, '2026-02-28'],
    [{ date_add: ['2024-02-29', '-P1Y'] }, '2023-02-28'],
    [{ date_add: ['2026-11-21', 'PT8H'] }, '2026-11-21T08:00:00.000Z'],
    [{ date_add: [{ var: 'now' }, 'P2W'] }, '2026-12-05T08:00:00.000Z'],
    [{ date_add: ['9999-12-31', 'P1D'] }, null],
    [{ date_add: ['soon', 'P1D'] }, null],
    [{ date_add: ['2026-01-01', 'a day'] }, null],
    [{ date_diff: ['2026-11-01', { var: 'now' }, 'days'] }, 20],
    [{ date_diff: ['2026-11-30', '2026-11-21'] }, -9],
    [{ date_diff: ['2026-01-31', '2026-02-28', 'months'] }, 1],
    [{ date_diff: ['2026-01-31', '2026-02-27', 'months'] }, 0],
    [{ date_diff: ['2020-02-29', '2026-02-27', 'years'] }, 5],
    [{ date_diff: ['2026-11-21', '2026-11-21T03:59:00Z', 'hours'] }, 3],
    [{ date_diff: ['x', '2026-11-21'] }, null],
    [{ '/': [1, 0] }, null],
    [
      [{ '/': [1, 0] }, 1],
      [null, 1],
    ],
    [
      { a: 1, b: { log: 'kept, not evaluated' } },
      { a: 1, b: { log: 'kept, not evaluated' } },
    ],
    [{ and: [] }, null],
  ])('%j gives %j', (rule, value) => {
    expect(evaluateRule(rule, DATA)).toEqual(value);
  });

  it('asks which states are active', () => {
    const inState = (state: string): boolean => state === 'open';
    expect(evaluateRule({ in: 'open' }, {}, { inState })).toBe(true);
    expect(evaluateRule({ in: ['shut'] }, {}, { inState })).toBe(false);
    expect(evaluateRule({ some: [[1], { in: 'open' }] }, {}, { inState })).toBe(true);
    expect(evaluateRule({ in: 'open' }, {})).toBe(false);
  });

  it('counts truth as JSON Logic does', () => {
    expect([[], 0, '', null, '0', [0]].map((value) => ruleHolds(value as Json, {}))).toEqual([false, false, false, false, true, true]);
  });

  it.each([
    '__proto__',
    'constructor',
    'constructor.name',
    'record.__proto__.polluted',
    'record.name.constructor',
    'record.tags.push',
    'toString',
    'record.hasOwnProperty',
  ])('reads nothing of a prototype at %s', (path) => {
    expect(evaluateRule({ var: path }, DATA)).toBeNull();
    expect(evaluateRule({ missing: [path] }, DATA)).toEqual([path]);
    expect(evaluateRule({ var: [{ cat: [path] }, 'd'] }, DATA)).toBe('d');
    expectCleanPrototypes();
  });

  it('never looks again at what came out of the data', () => {
    const data = { keys: [{ var: 'secret' }], rule: { log: 'x' }, secret: 's' };
    expect(evaluateRule({ var: 'rule' }, data)).toEqual({ log: 'x' });
    expect(evaluateRule({ missing: { var: 'keys' } }, data)).toEqual([{ var: 'secret' }]);
    expect(evaluateRule({ merge: [{ var: 'keys' }] }, data)).toEqual([{ var: 'secret' }]);
  });
});

const listOf = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const deep = (levels: number): Json => listOf(levels).reduce<Json>((rule) => ({ '!': [rule] }), true);
const double = { cat: [{ var: 'accumulator' }, { var: 'accumulator' }] };

describe('the limits of a rule', () => {
  it.each<[what: string, rule: unknown, data: unknown, code: string]>([
    ['an unknown operator', { log: 'x' }, {}, 'rule.operator'],
    ['one that is never reached', { if: [true, 1, { method: ['x', 'y'] }] }, {}, 'rule.operator'],
    ['one of an object prototype', { toString: [] }, {}, 'rule.operator'],
    ['a forbidden key', JSON.parse('{"__proto__":1}'), {}, 'key.forbidden'],
    ['a forbidden key in a value', JSON.parse('{"a":{"constructor":1},"b":1}'), {}, 'key.forbidden'],
    ['31 levels', deep(31), {}, 'no error'],
    ['32 levels', deep(32), {}, 'rule.depth'],
    ['100,000 levels', deep(100_000), {}, 'rule.depth'],
    ['501 values', { or: listOf(500) }, {}, 'rule.nodes'],
    ['a list of 1,001', { in: [1, listOf(1001)] }, {}, 'rule.list'],
    ['a function', { '!': [() => 1] }, {}, 'rule.value'],
    ['a loop over 1,001', { map: [{ var: '' }, 1] }, listOf(1001), 'rule.list'],
    ['a loop over 1,000', { map: [{ var: '' }, 1] }, listOf(1000), 'no error'],
    [
      'loops in loops',
      { map: [{ var: '' }, { map: [{ var: '' }, { map: [{ var: '' }, 1] }] }] },
      listOf(100).map(() => listOf(100).map(() => listOf(100))),
      'rule.budget',
    ],
    ['a text that doubles', { reduce: [{ var: '' }, double, 'x'] }, listOf(1000), 'rule.output'],
    ['a list that doubles', { reduce: [{ var: '' }, { merge: [{ var: 'accumulator' }, { var: 'accumulator' }] }, [1]] }, listOf(1000), 'rule.list'],
    ['lists in lists that double', { reduce: [{ var: '' }, [{ var: 'accumulator' }, { var: 'accumulator' }], 1] }, listOf(1000), 'rule.output'],
    ['and are then added up', { '+': [{ reduce: [{ var: '' }, [{ var: 'accumulator' }, { var: 'accumulator' }], 1] }, 1] }, listOf(1000), 'rule.output'],
    ['or looked for', { in: [{ reduce: [{ var: '' }, [{ var: 'accumulator' }, { var: 'accumulator' }], 1] }, 'x'] }, listOf(1000), 'rule.output'],
    ['lists put together a thousand times', { map: [{ var: '' }, { merge: [{ var: '' }, { var: '' }] }] }, listOf(1000).map(() => listOf(501)), 'rule.list'],
    ['empty loops in loops', { map: [{ var: '' }, { map: [{ var: '' }, []] }] }, listOf(1000).map(() => listOf(1000)), 'rule.budget'],
    ['and are then compared', { '==': [{ reduce: [{ var: '' }, [{ var: 'accumulator' }, { var: 'accumulator' }], 1] }, 'x'] }, listOf(1000), 'rule.output'],
    ['a large value', { var: 'text' }, { text: 'x'.repeat(65_536) }, 'rule.output'],
    ['a comparison of a large value', { '==': [{ var: 'text' }, 1] }, { text: 'x'.repeat(65_536) }, 'no error'],
    ['data 100,000 lists deep', { cat: [{ var: '' }] }, deepList(100_000), 'rule.value'],
  ])('%s', (_, rule, data, code) => {
    expect(codeOf(rule, data)).toBe(code);
    expectCleanPrototypes();
  });

  it('are fast to reach', () => {
    const scan = { map: [{ var: '' }, { map: [{ var: '' }, { in: ['x', 'y'.repeat(60_000)] }] }] };
    const lists = listOf(1000).map(() => listOf(1000));
    const started = performance.now();
    expect(codeOf(scan, lists)).toBe('rule.budget');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('can be tightened', () => {
    expect(() => evaluateRule({ map: [[1, 2, 3], 1] }, {}, { limits: { steps: 2 } })).toThrow('rule.budget');
    expect(RULE_LIMITS).toMatchObject({ depth: 32, nodes: 500, listLength: 1000, outputBytes: 65_536 });
  });
});

function deepList(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

const SHARED = [
  '==',
  '===',
  '!=',
  '!==',
  '>',
  '>=',
  '<',
  '<=',
  '!!',
  '!',
  '%',
  '+',
  '*',
  '-',
  '/',
  'min',
  'max',
  'in',
  'cat',
  'substr',
  'merge',
  'if',
  '?:',
  'and',
  'or',
  'map',
  'filter',
  'all',
  'some',
  'none',
  'reduce',
  'missing',
  'missing_some',
  'var',
];
const literals = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom<Json[]>('', 'a', 'ab', '1', '-2', 'b.c', true, false, null, 0.5),
  fc.constant<Json>([]),
  fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
);
const reads = fc.constantFrom<Json[]>({ var: 'a' }, { var: 'b.c' }, { var: ['x', 1] }, { var: 'list' }, { var: 'list.0' }, { var: '' }, { var: 'accumulator' });
const rules: fc.Arbitrary<Json> = fc.letrec<{ rule: Json }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    literals,
    reads,
    fc
      .tuple(fc.constantFrom(...SHARED.filter((name) => name !== 'var' && !name.startsWith('missing'))), fc.array(tie('rule'), { minLength: 2, maxLength: 3 }))
      .map(([name, operands]) => ({ [name]: operands }) as Json),
  ),
})).rule;
const datas = fc.record({ a: literals, b: fc.record({ c: literals }), list: fc.array(literals, { maxLength: 4 }) });

interface Unfenced {
  apply(rule: RulesLogic, data: unknown): unknown;
}

/** The library as it comes, beside the one of this process that is fenced in. */
async function unfenced(): Promise<Unfenced> {
  let library: Unfenced | undefined;
  await jest.isolateModulesAsync(async () => {
    library = (await import('json-logic-js')).default;
  });
  if (!library || library.apply === fenced.apply) throw new Error('no copy of json-logic-js for itself');
  return library;
}

describe('json-logic-js', () => {
  /** Where we differ on purpose: single `in` is the state test; dates; safe conversions of objects. */
  it('gives the same with our walls as without', async () => {
    const library = await unfenced();
    let compared = 0;
    fc.assert(
      fc.property(rules, datas, (rule, data) => {
        let theirs: unknown;
        try {
          theirs = library.apply(rule as RulesLogic, data);
        } catch {
          return; // theirs throws on objects without a text form; ours gives one
        }
        compared += 1;
        const plain = JSON.parse(JSON.stringify(theirs ?? null)) as Json;
        expect(JSON.stringify(evaluateRule(rule, data))).toBe(JSON.stringify(plain));
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(2000);
  });

  it('is sealed: nothing else of the process can change or use it', () => {
    const code = (): number => 1;
    expect(() => fenced.add_operation('+', code)).toThrow('fenced in');
    expect(() => fenced.rm_operation('in')).toThrow('fenced in');
    expect(() => Object.assign(fenced, { apply: code })).toThrow(TypeError);
    expect(() => Object.assign(fenced, { truthy: code })).toThrow(TypeError);
    expect(() => fenced.apply({ var: 'constructor' }, {})).toThrow('call evaluateRule');
    expect(evaluateRule({ '+': [1, 2] }, {})).toBe(3);
  });

  it('keeps nothing of one evaluation for the next', () => {
    const loop: Json = { map: [{ var: '' }, { map: [[1, 2, 3], { in: 'open' }] }] };
    expect(codeOf(loop, listOf(1000))).toBe('no error');
    for (const limits of [{ steps: 10 }, { listLength: 10 }, { outputBytes: 10 }])
      expect(() => evaluateRule(loop, listOf(100), { limits, inState: () => true })).toThrow(UserError);
    expect(evaluateRule({ in: 'open' }, {})).toBe(false);
    expect(codeOf(loop, listOf(1000))).toBe('no error');
  });

  it('can be asked again while it is being asked', () => {
    const inner = (state: string): boolean => {
      expect(() => evaluateRule({ map: [[1, 2, 3], 1] }, {}, { limits: { steps: 1 } })).toThrow('rule.budget');
      return ruleHolds({ and: [{ var: 'open' }, { '!': [{ in: state }] }] }, { open: true });
    };
    const rule: Json = { and: [{ in: 'a' }, { in: 'b' }, { '==': [{ var: 'x' }, 1] }] };
    expect(evaluateRule(rule, { x: 1 }, { inState: inner, limits: { steps: 20 } })).toBe(true);
    const failing = (): boolean => {
      throw new Error('no answer');
    };
    expect(() => evaluateRule(rule, { x: 1 }, { inState: failing })).toThrow('rule.value');
    expect(() => fenced.apply(1, {})).toThrow('call evaluateRule');
  });

  it('runs a copy of the rule', () => {
    const rule = { '+': [1, 2] };
    expect(evaluateRule(rule, {})).toBe(3);
    rule['+'] = [5, 5];
    expect(evaluateRule(rule, {})).toBe(3);
  });

  it('takes an object that stands in two places of a rule', () => {
    const list: Json = { var: 'list' };
    expect(evaluateRule({ and: [{ '<': [list, 2] }, { in: [1, list] }, { some: [list, { '==': [{ var: '' }, 1] }] }] }, { list: [1] })).toBe(true);
  });

  it('has every operator of the list', () => {
    for (const { name, arity } of OPERATORS.values()) expect(['no error', 'rule.value']).toContain(codeOf({ [name]: listOf(arity[0]) }));
  });

  const hostile: Json = { toString: 'x', valueOf: 1, indexOf: 2, length: 3, join: 4, concat: 5, map: 6 };
  it.each<[rule: Json, value: Json]>([
    [{ in: ['x', { var: 'it' }] }, false],
    [{ in: [{ var: 'it' }, 'x'] }, false],
    [{ '==': [{ var: 'it' }, 'x'] }, false],
    [{ '!=': [{ var: 'it' }, 1] }, true],
    [{ '<': [{ var: 'it' }, 1] }, false],
    [{ '+': [{ var: 'it' }, 1] }, null],
    [{ max: [{ var: 'it' }, 1] }, null],
    [{ cat: ['<', { var: 'it' }, '>'] }, '<[object Object]>'],
    [{ substr: [{ var: 'it' }, 0, 7] }, '[object'],
    [{ length: { var: 'it' } }, 15],
    [{ map: [{ var: 'it' }, 1] }, []],
    [{ merge: [[], { var: 'it' }] }, [hostile]],
    [{ missing: { var: 'it' } }, [hostile]],
    [{ missing_some: [1, { var: 'it' }] }, [hostile]],
    [{ var: { var: 'it' } }, null],
  ])('%j is not led by what members of data are called', (rule, value) => {
    expect(evaluateRule(rule, { it: hostile })).toEqual(value);
    expect(evaluateRule(rule, { it: Object.assign(Object.create(null), hostile) })).toEqual(value);
  });

  it('evaluates nothing that came out of the data, whatever the operator', () => {
    const planted: Json[] = [{ var: 'secret' }, { cat: [{ var: 'secret' }] }, { missing: ['gone'] }];
    const from = fc.constantFrom<Json[]>({ var: 'x' }, { var: 'x.0' }, { var: 'x.1' }, [{ var: 'x.0' }], { merge: [{ var: 'x' }, 1] }, 1, 'a');
    const made = fc.letrec<{ rule: Json }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        from,
        fc
          .tuple(fc.constantFrom(...[...OPERATORS.keys()].filter((name) => name !== 'var')), fc.array(tie('rule'), { minLength: 1, maxLength: 3 }))
          .map(([name, operands]) => ({ [name]: operands }) as Json),
      ),
    })).rule;
    fc.assert(
      fc.property(made, (rule) => {
        try {
          expect(JSON.stringify(evaluateRule(rule, { x: planted, secret: 'CANARY', '0': 'CANARY' }))).not.toContain('CANARY');
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('whatever comes in', () => {
  it('gives JSON or a UserError', () => {
    const anyRule = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
      rules,
      fc.tuple(fc.constantFrom(...OPERATORS.keys()), fc.anything()).map(([name, operands]) => ({ [name]: operands })),
      fc.tuple(fc.constantFrom(...OPERATORS.keys()), fc.array(fc.oneof(fc.jsonValue(), reads))).map(([name, operands]) => ({ [name]: operands })),
    );
    fc.assert(
      fc.property(anyRule, fc.oneof(fc.jsonValue(), fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true })), (rule, data) => {
        try {
          JSON.stringify(evaluateRule(rule as Json, data));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
        expectCleanPrototypes();
      }),
      { numRuns: 2000 },
    );
  });
});
