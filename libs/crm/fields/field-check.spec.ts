import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Json, type JsonObject, UserError } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { CORE_OBJECTS } from '../objects/index.js';
import { parseFieldDefinition } from './field-definition.js';
import { checkFields } from './field-check.js';
import { WorkspaceFields } from './registry.js';

const title = { en: 'T' };
const one = (field: Partial<FieldDefinition> & Pick<FieldDefinition, 'type'>): Record<string, FieldDefinition> => ({
  f: { title, ...field },
  currency: { type: 'text', title },
});
const outcome = (fields: Record<string, FieldDefinition>, written: JsonObject, previous: JsonObject | null = {}): unknown => {
  try {
    return checkFields({ fields, currency: 'USD' }, written, previous);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map((problem) => `${problem.code} ${problem.at}`);
    throw error;
  }
};
const CHOICE = {
  type: 'choice',
  options: [
    { value: 'low', title },
    { value: 'high', title },
  ],
} as const;

describe('a value of a field', () => {
  it.each<[string, Record<string, FieldDefinition>, Json, unknown]>([
    ['text', one({ type: 'text' }), 'a', 'a'],
    ['blank text is unfilled', one({ type: 'text' }), '  ', null],
    ['a number is no text', one({ type: 'text' }), 5, 'field.type'],
    ['long text', one({ type: 'text' }), 'x'.repeat(2001), 'field.too-long'],
    ['NUL', one({ type: 'text' }), 'a\u0000', 'field.control-character'],
    ['half a character is replaced', one({ type: 'text' }), 'a\ud800', 'a\ufffd'],
    ['number', one({ type: 'number' }), 1.5, 1.5],
    ['text is no number', one({ type: 'number' }), '12', 'field.type'],
    ['too large', one({ type: 'number' }), 1e16, 'field.out-of-range'],
    ['minus zero', one({ type: 'number' }), -0, 0],
    ['whole', one({ type: 'integer' }), 3, 3],
    ['not whole', one({ type: 'integer' }), 3.5, 'field.type'],
    ['money', one({ type: 'money' }), 12.34, 12.34],
    ['money with three decimals', one({ type: 'money' }), 12.345, 'field.money-decimals'],
    ['zero is filled', one({ type: 'money' }), 0, 0],
    ['boolean', one({ type: 'boolean' }), false, false],
    ['text is no boolean', one({ type: 'boolean' }), 'true', 'field.type'],
    ['date', one({ type: 'date' }), '2024-02-29', '2024-02-29'],
    ['no such date', one({ type: 'date' }), '2023-02-29', 'field.type'],
    ['moment with offset', one({ type: 'datetime' }), '2024-01-01T08:00:00+08:00', '2024-01-01T00:00:00.000Z'],
    ['a date is no moment', one({ type: 'datetime' }), '2024-01-01', 'field.type'],
    ['choice', one(CHOICE), 'low', 'low'],
    ['no such choice', one(CHOICE), 'medium', 'field.choice'],
    ['choices, each once', one({ ...CHOICE, type: 'choices' }), ['low', 'low', 'high'], ['low', 'high']],
    ['no choices is unfilled', one({ ...CHOICE, type: 'choices' }), [], null],
    ['reference', one({ type: 'reference', object: 'account' }), '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001'],
    ['a name is no reference', one({ type: 'reference', object: 'account' }), 'Acme', 'field.type'],
    ['e-mail', one({ type: 'email' }), 'Ann.Lee+x@例子.example', 'Ann.Lee+x@例子.example'],
    ['no e-mail', one({ type: 'email' }), 'ann@', 'field.email'],
    ['phone', one({ type: 'phone' }), '+86 (10) 1234-5678 ext. 9', '+86 (10) 1234-5678 ext. 9'],
    ['no phone', one({ type: 'phone' }), 'call me', 'field.phone'],
    ['address', one({ type: 'url' }), 'https://例子.example/a?b', 'https://例子.example/a?b'],
    ['javascript: is no address', one({ type: 'url' }), 'javascript:alert(1)', 'field.url'],
    ['an address with a password', one({ type: 'url' }), 'https://a:b@example.com', 'field.url'],
    ['JSON', one({ type: 'json' }), { a: [1] }, { a: [1] }],
    ['JSON that cannot be stored', one({ type: 'json' }), { a: 'x\u0000' }, 'field.control-character'],
    ['schema holds', one({ type: 'text', schema: { pattern: '^[A-Z]{2}\\d+$' } }), 'AB12', 'AB12'],
    ['schema fails', one({ type: 'text', schema: { pattern: '^[A-Z]{2}\\d+$' } }), 'ab12', 'field.schema-mismatch'],
    ['currency', one({ type: 'text' }), 'x', 'x'],
  ])('%s', (_name, fields, value, expected) => {
    const result = outcome(fields, { f: value });
    expect(result).toEqual(typeof expected === 'string' && expected.startsWith('field.') ? [`${expected} /f`.replace('/f', '/fields/f')] : { f: expected });
  });

  const RETIRED = one({ ...CHOICE, options: [CHOICE.options[0], { ...CHOICE.options[1], retired: true }] });
  const SEVERAL = one({ ...CHOICE, type: 'choices', options: [CHOICE.options[0], { ...CHOICE.options[1], retired: true }] });
  const OUT = one({ type: 'text', required: true, retired: true });
  it.each<[string, Record<string, FieldDefinition>, Json, JsonObject | null, unknown]>([
    ['a retired choice', RETIRED, 'high', {}, ['field.choice /fields/f']],
    ['a retired choice that the record holds', RETIRED, 'high', { f: 'high' }, { f: 'high' }],
    ['a retired one of several', SEVERAL, ['low', 'high'], { f: ['low'] }, ['field.choice /fields/f']],
    ['a retired one of several that the record holds', SEVERAL, ['high', 'low'], { f: ['high'] }, { f: ['high', 'low'] }],
    ['a value of a retired field', OUT, 'new', { f: 'old' }, ['field.retired /fields/f']],
    ['a value of a retired field, unchanged', OUT, 'old', { f: 'old' }, { f: 'old' }],
    ['a retired field made empty', OUT, null, { f: 'old' }, { f: null }],
  ])('%s', (_name, fields, value, previous, expected) => expect(outcome(fields, { f: value }, previous)).toEqual(expected));

  it('asks for no retired field, and lets the engine itself set it and a retired choice', () => {
    expect(outcome(OUT, {}, null)).toEqual({});
    const own = { currency: 'USD', takesRetired: true };
    expect(checkFields({ ...own, fields: OUT }, { f: 'new' }, { f: 'old' })).toEqual({ f: 'new' });
    expect(checkFields({ ...own, fields: OUT }, { f: null }, { f: 'old' })).toEqual({ f: null });
    expect(checkFields({ ...own, fields: RETIRED }, { f: 'high' }, { f: 'low' })).toEqual({ f: 'high' });
    expect(() => checkFields({ ...own, fields: OUT }, { f: 5 }, { f: 'old' })).toThrow('text');
  });

  it('counts decimals by the currency of the record', () => {
    const fields = one({ type: 'money' });
    expect(outcome(fields, { f: 1.5, currency: 'JPY' })).toEqual(['field.money-decimals /fields/f']);
    expect(outcome(fields, { f: 1.555 }, { currency: 'KWD' })).toEqual({ f: 1.555 });
    expect(outcome(fields, { currency: 'XX' })).toEqual(['field.currency /fields/currency']);
  });
});

describe('the fields of a record', () => {
  const deal = CORE_OBJECTS.get('account')?.fields ?? {};
  it('names unknown fields and what was probably meant', () => {
    expect(() => checkFields({ fields: deal, currency: 'USD' }, { name: 'A', secter: 'x' }, null)).toThrow(/Did you mean `sector`/);
    expect(outcome(deal, JSON.parse('{"name":"A","__proto__":{"x":1},"constructor":1}') as JsonObject, null)).toEqual([
      'field.unknown /fields/__proto__',
      'field.unknown /fields/constructor',
    ]);
  });
  it('needs required ones at the start, and does not let them go', () => {
    expect(outcome(deal, { sector: 'retail' }, null)).toEqual(['field.required /fields/name']);
    expect(outcome(deal, { name: ' ' }, { name: 'Acme' })).toEqual(['field.required /fields/name']);
    expect(outcome(deal, { sector: 'retail' }, { name: 'Acme' })).toEqual({ sector: 'retail' });
  });
  it('never throws but a UserError', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(deal), 'zz', '__proto__'), fc.jsonValue({ maxDepth: 4 })),
        (written) => void outcome(deal, written as JsonObject, {}),
      ),
      { numRuns: 500 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a field an admin defines', () => {
  const fields = new WorkspaceFields('USD', [], []);
  const codes = (sent: Json): unknown => {
    try {
      return parseFieldDefinition(sent, fields, '').type;
    } catch (error) {
      return error instanceof UserError ? error.problems.map((p) => `${p.code} ${p.at}`) : error;
    }
  };
  it.each<[string, Json, unknown]>([
    ['plain', { type: 'text', title }, 'text'],
    ['with a schema', { type: 'text', title, schema: { minLength: 2, pattern: '^a+$' } }, 'text'],
    ['no kind', { type: 'blob', title }, ['field.kind /type']],
    ['no title', { type: 'text' }, ['field.title /title']],
    ['choice without options', { type: 'choice', title }, ['field.options /options']],
    [
      'two equal options',
      {
        type: 'choice',
        title,
        options: [
          { value: 'a', title },
          { value: 'a', title },
        ],
      },
      ['field.options /options'],
    ],
    ['an option that is no mark', { type: 'choice', title, options: [{ value: 'a', title, retired: 'yes' }] }, ['field.options /options']],
    ['no option in use', { type: 'choice', title, options: [{ value: 'a', title, retired: true }] }, ['field.options-retired /options']],
    ['reference to nothing', { type: 'reference', title, object: 'planet' }, ['field.object /object']],
    ['unique JSON', { type: 'json', title, unique: true }, ['field.unique /unique']],
    ['foreign member', { type: 'text', title, evil: 1 }, ['field.definition /evil']],
    ['a pattern with a back-reference', { type: 'text', title, schema: { pattern: '(a)\\1' } }, ['field.schema /schema']],
    ['a pattern with a look-ahead', { type: 'text', title, schema: { pattern: '(?=a)b' } }, ['field.schema /schema']],
    ['an unknown keyword', { type: 'text', title, schema: { minLenght: 2 } }, ['field.schema /schema']],
    ['a reference in the schema', { type: 'text', title, schema: { $ref: 'http://example.com/x' } }, ['field.schema /schema']],
    ['not an object', 'text', ['field.definition ']],
  ])('%s', (_name, sent, expected) => {
    expect(codes(sent)).toEqual(expected);
  });
  it.each<[string, JsonObject, Json, JsonObject | readonly string[]]>([
    ['equal members', { type: 'array', uniqueItems: true }, [[1], [2], [1]], ['field.schema-mismatch /fields/f']],
    [
      'equal objects',
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      ['field.schema-mismatch /fields/f'],
    ],
    ['different members', { type: 'array', uniqueItems: true }, [[1], ['1']], { f: [[1], ['1']] }],
    ['equal members where they may be', { type: 'array', uniqueItems: false }, [1, 1], { f: [1, 1] }],
  ])('knows %s', (_name, schema, value, expected) => {
    expect(outcome({ f: parseFieldDefinition({ type: 'json', title, schema }, fields, '') }, { f: value })).toEqual(expected);
  });
  it.each<[string, JsonObject, Json]>([
    ['a long list of lists that must differ', { type: 'array', uniqueItems: true }, Array.from({ length: 9000 }, (_, i) => [i])],
    [
      'a long list of which each member is wrong in many ways',
      { type: 'array', items: { anyOf: Array.from({ length: 200 }, () => ({ type: 'string' })) } },
      Array.from({ length: 20_000 }, () => 1),
    ],
  ])('is not slow on %s', (_name, schema, value) => {
    const definition = parseFieldDefinition({ type: 'json', title, schema }, fields, '');
    const began = performance.now();
    outcome({ f: definition }, { f: value });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
  it('is not slow on fields that nobody knows, and tells the first fifty', () => {
    const began = performance.now();
    const told = outcome(CORE_OBJECTS.get('deal')?.fields as never, Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`field${i}`, 1])));
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(told).toHaveLength(50);
  });
  it('is not slow on a pattern made to be', () => {
    const definition = parseFieldDefinition({ type: 'text', title, schema: { pattern: '^(a+)+$' } }, fields, '');
    const began = performance.now();
    outcome({ f: definition }, { f: `${'a'.repeat(1900)}!` });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
