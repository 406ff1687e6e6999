import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { Json, JsonObject } from '#kernel';
import { parseAttachedRule } from './attached-rule.js';
import { B2B, EVERYTHING } from './documents.fixture.js';
import { parsePipeline } from './parse-pipeline.js';
import { ATTACHED_RULE_SCHEMA, PIPELINE_SCHEMA } from './schema.js';

const ajv = new Ajv2020({ strict: true, allErrors: false });
const fits = ajv.compile(PIPELINE_SCHEMA);
const ruleFits = ajv.compile(ATTACHED_RULE_SCHEMA);

const placesOf = (value: Json, way: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [way, ...Object.keys(value).flatMap((key) => placesOf((value as JsonObject)[key] as Json, [...way, key]))]
    : [way];

/** A copy in which the value at a place is changed; `undefined` takes it away. */
function changed(value: Json, [key, ...rest]: readonly string[], by: Json | undefined): Json {
  if (key === undefined) return by ?? null;
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((member, i) =>
      String(i) !== key ? [member] : rest.length === 0 && by === undefined ? [] : [changed(member, rest, by)],
    );
  const copy: Record<string, Json> = { ...(value as JsonObject) };
  if (rest.length === 0 && by === undefined) delete copy[key];
  else copy[key] = changed(copy[key] ?? null, rest, by);
  return copy;
}

/** Problems that a schema cannot see, or is not meant to: what is inside rules and templates, names that do not resolve, members on the wrong kind of state ... */
const BEYOND = /^(?:rule|template|path|state|invoke|field|key|document|time-zone|transition|text\.control|duration\.inexact)\b/;
const isBeyond = ({ code, at }: { readonly code: string; readonly at: string }): boolean =>
  BEYOND.test(code) || code === 'list.duplicate' || /\/default$|\/with(?:\/|$)|\/schema(?:\/|$)/.test(at);

/** Below these the author's own data begin. */
const FREE = new Set(['when', 'if', 'with', 'until', 'items', 'schema', 'default']);

describe('the published schema', () => {
  it.each([
    ['the description', B2B],
    ['everything', EVERYTHING],
  ])('fits %s', (_, document) => {
    expect([fits(document), fits.errors]).toEqual([true, null]);
    expect(parsePipeline(document).ok).toBe(true);
  });

  const places = [B2B, EVERYTHING].flatMap((document) => placesOf(document).map((place) => [document, place] as const));
  const values: fc.Arbitrary<Json | undefined> = fc.oneof(
    fc.constantFrom<(Json | undefined)[]>(undefined, null, true, 0, -1, '', 'x', 'P1D', [], {}, { x: 1 }, [1], ['x'], ['x', 'x']),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  );

  it('refuses nothing that the parser accepts, and sees every purely structural problem', () => {
    fc.assert(
      fc.property(fc.nat(places.length - 1), values, (n, by) => {
        const [document, place] = places[n] as (typeof places)[number];
        const input = changed(document, place, by);
        const result = parsePipeline(input);
        const schemaFits = fits(input);
        if (result.ok) expect([place, by, schemaFits, fits.errors]).toEqual([place, by, true, null]);
        else if (schemaFits) expect([place, by, result.error.filter((problem) => !isBeyond(problem))]).toEqual([place, by, []]);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses an unknown member at every object that is not the author’s own', () => {
    for (const [document, place] of places) {
      const here = place.reduce<Json>((value, key) => (value as JsonObject)[key] as Json, document);
      if (typeof here !== 'object' || here === null || Array.isArray(here) || place.some((key) => FREE.has(key))) continue;
      const input = changed(document, [...place, 'Zz{}'], true);
      expect([place, fits(input)]).toEqual([place, parsePipeline(input).ok]);
    }
  });
});

const RULE: JsonObject = { key: 'r', pipeline: 'p', title: { en: 'R' }, on: { enter: 'a' }, do: [{ do: 'note.add', with: { text: 'x' } }] };

describe('the published schema of attached rules', () => {
  it.each<[JsonObject]>([
    [{ enter: 'a' }],
    [{ leave: 'a' }],
    [{ event: 'go' }],
    [{ changed: ['f'] }],
    [{ idle: 'P5D', in: 'a' }],
    [{ every: 'FREQ=DAILY', timeZone: 'UTC' }],
  ])('fits a rule on %j', (on) => {
    expect([ruleFits({ ...RULE, on }), parseAttachedRule({ ...RULE, on }).ok]).toEqual([true, true]);
  });

  it.each<[JsonObject]>([[{}], [{ enter: 1 }], [{ enter: 'a', leave: 'b' }], [{ idle: 'P5D' }], [{ changed: [] }], [{ every: 'FREQ=DAILY' }], [{ other: 1 }]])(
    'refuses a rule on %j, as the parser does',
    (on) => {
      expect([ruleFits({ ...RULE, on }), parseAttachedRule({ ...RULE, on }).ok]).toEqual([false, false]);
    },
  );
});
