import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, type Operation } from '#contracts';
import type { Json, JsonObject } from '#kernel';
import fc from 'fast-check';
import { TestEngine } from './testing/test-engine.js';
import { addressOf, bodyOf, type Furnished, furnish } from './testing/walk-values.js';

const RICH: JsonObject = {
  format: 'millrace/1',
  key: 'walked',
  object: 'deal',
  title: { en: 'Walked' },
  roles: ['sales'],
  fields: { extra: { type: 'number', title: { en: 'Extra' } } },
  initial: 'open',
  states: {
    open: {
      stage: true,
      entry: [{ do: 'task.create', with: { title: 'Call {{record.name}}', due: 'P1D' } }],
      after: { P3D: 'ask' },
      on: { note: { when: { '>': [{ var: 'record.close_value' }, 3] }, requires: ['name'], actions: [{ do: 'tag.add', with: { tag: 'noted' } }] }, win: 'won' },
    },
    ask: { stage: true, invoke: { step: 'http.request', with: { url: 'https://example.com/{{record.name}}' }, onDone: 'won', onError: 'open' } },
    won: { type: 'final', stage: true, outcome: 'won' },
  },
};

/** Bodies with as many members as an operation takes, so that there is much to spoil. */
const richBody = (id: string, { record, run }: Furnished['ids']): Json | undefined =>
  ({
    'pipelines.draft.put': { document: RICH },
    'pipelines.check': { document: RICH },
    'runs.start': { recordId: record, pipeline: 'walked', vars: { n: 1, m: { a: ['x'] } }, at: ['open'] },
    'runs.send': { event: 'note', payload: { a: ['x', 1] }, fields: { name: 'y', close_value: 3 }, occurredAt: '2026-01-01T00:00:00Z' },
    'runs.sendMany': { items: [{ runId: run, event: 'note', key: 'k', payload: { a: 1 }, fields: { name: 'z' } }] },
    'records.create': {
      fields: { name: 'x', close_value: 1, close_date: '2026-01-01', currency: 'EUR', account: record },
      externalKey: 'k',
      ownerId: record,
      pipeline: 'walked',
    },
    'objects.changeField': {
      name: 'fx',
      type: 'choice',
      object: 'deal',
      title: { en: 'X' },
      options: [{ value: 'a', title: { en: 'a' }, retired: false }],
      schema: { pattern: '^a+$' },
    },
    'objects.addField': {
      name: 'fx',
      type: 'choice',
      title: { en: 'X' },
      options: [{ value: 'a', title: { en: 'a' } }],
      unique: true,
      indexed: true,
      schema: { pattern: '^a+$', enum: ['a'] },
    },
    'webhooks.create': {
      title: 'More',
      pipeline: 'walked',
      match: { at: '/id', field: 'external' },
      event: { at: '/type', names: { a: 'note' } },
      fields: { name: '/x' },
      create: true,
    },
    'tasks.create': { recordId: record, title: 'Write', due: '2026-01-01T00:00:00Z', assignee: record },
  })[id];

const NASTY: readonly Json[] = [
  ...[
    '',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x'.repeat(5000),
    '__proto__',
    'constructor',
    'toString',
    '{{record.constructor}}',
    '{{',
    '../../etc/passwd',
    'a\r\nb: c',
    "'; drop table runs;--",
    '%',
    '\\',
    '*',
    '#x',
    'a.b.c',
  ],
  ...[
    '9999-12-31T23:59:59.999Z',
    '-000001-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    '2026-02-30',
    'P999999999Y',
    'PT99999999999999999999S',
    'P-1D',
    'Mars/Olympus',
    '(a+)+$',
  ],
  ...[0, -1, 1.5, 1e308, 5e-324, 2 ** 31, 2 ** 53 + 2, 1e16, true, null, [], {}, [[]], [null]],
  { var: '__proto__.x' },
  { var: [] },
  { if: [] },
  { reduce: [[1, 2], { var: 'x' }, 0] },
  { '': { '': [] } },
  { toString: null, valueOf: 1, hasOwnProperty: 1 },
  { 'a\u0000': 1 },
  Array.from({ length: 600 }, () => 'x'),
  Array.from({ length: 1500 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * i * 7919) % 20_011))).join(''),
];

type Place = readonly (string | number)[];

const placesOf = (value: Json, at: Place = []): readonly Place[] => [
  at,
  ...(typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, part]) => placesOf(part as Json, [...at, name])) : []),
];

const nameOf = (nasty: Json): string => (typeof nasty === 'string' ? nasty : JSON.stringify(nasty));

/** The body with the value at a place replaced, left out, lengthened, or moved to a name of hostile choice. */
function spoilt(body: Json, [name, ...rest]: Place, how: 'replace' | 'remove' | 'append' | 'rename', nasty: Json): Json {
  if (name === undefined) return nasty;
  const copy: Record<string, Json> = Array.isArray(body) ? ([...(body as readonly Json[])] as never) : { ...(body as JsonObject) };
  const here = copy[name] ?? null;
  if (rest.length > 0) copy[name] = spoilt(here, rest, how, nasty);
  else if (how === 'append' && typeof here === 'string') copy[name] = here + nameOf(nasty);
  else if (how === 'replace' || how === 'append' || Array.isArray(copy)) copy[name] = nasty;
  else {
    delete copy[name];
    if (how === 'rename' && nasty !== '__proto__') copy[nameOf(nasty)] = here;
  }
  return copy;
}

describe('a body that is nearly right', () => {
  let api: TestEngine;
  let there: Furnished;
  beforeAll(async () => {
    api = await TestEngine.start();
    there = await furnish(api, api.owner.cookie);
  });
  afterAll(() => api.stop());

  it('gets no 5xx, tells nothing of the inside, and changes nobody’s prototype, wherever it is spoilt', async () => {
    const writes = new Map(allOperations.flatMap((one) => (one.body !== null && one.id !== 'session.password' ? [[one.id, one] as const] : [])));
    const how = fc.constantFrom('replace' as const, 'replace' as const, 'remove' as const, 'append' as const, 'rename' as const);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writes.keys()), fc.nat(), how, fc.constantFrom(...NASTY), async (id, n, way, nasty) => {
        const operation = writes.get(id) as Operation;
        const body = richBody(id, there.ids) ?? bodyOf(operation, there) ?? {};
        const places = placesOf(body);
        const raw = JSON.stringify(spoilt(body, places[n % places.length] ?? [], way, nasty));
        const who = operation.permission === 'anyone' ? null : api.owner.cookie;
        const answer = await api.ask(addressOf(operation, there), who, { method: operation.method, raw });
        const failed = (answer.body?.items ?? []).filter((item: { status?: number }) => (item.status ?? 0) >= 500);
        const says = JSON.stringify(answer.body) ?? '';
        if (answer.status >= 500 || failed.length > 0) throw new Error(`${id} answered ${answer.status} ${says.slice(0, 300)} to ${raw}`);
        if (answer.status >= 400) expect(says).not.toMatch(/node_modules|\.[jt]s:\d|relation \\"|violates|SQLSTATE/);
      }),
      { numRuns: Number(process.env['NEARLY'] ?? 500) },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
