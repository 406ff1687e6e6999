import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parseInstant, UserError, type EffectId, type Instant, type Json } from '#kernel';
import type { StepRead } from '#pipeline';
import { RESERVED_KINDS, stepCatalogue } from './definitions.js';

const all = stepCatalogue().all();
const now = parseInstant('2026-01-05T09:00Z') as Instant;
const record = '01890000-0000-7000-8000-00000000000a';
const person = '01890000-0000-7000-8000-00000000000b';
const id = `${record}.3.1` as EffectId;
const read: StepRead = {
  record: {},
  recordId: record,
  vars: {},
  now,
  id,
  dueAfter: (delay) => parseInstant(delay === 'P3D' ? '2026-01-08T09:00Z' : '2026-01-05T17:00Z') as Instant,
};

describe('every definition', () => {
  it.each(all.map((definition) => [definition.kind, definition] as const))('%s', (kind, definition) => {
    expect(stepCatalogue().get(kind)).toBe(definition);
    expect(kind).toMatch(/^[a-z]+(\.[a-z]+(-[a-z]+)*)*$/);
    expect(RESERVED_KINDS).not.toContain(kind);
    for (const text of [definition.title, definition.description, ...Object.values(definition.labels ?? {})])
      expect(text['zh-CN']).toMatch(/\p{Script=Han}|Webhook/u);
    expect(Object.keys(definition.labels ?? {})).toEqual(Object.keys((definition.input['properties'] as object | undefined) ?? {}));
    expect(definition.changes !== undefined).toBe(definition.mode === 'transactional');
    expect(definition.usable.invoke || definition.usable.action).toBe(true);
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    for (const schema of [definition.input, definition.output ?? true]) expect(ajv.validateSchema(schema as object)).toBe(true);
    ajv.compile(definition.input);
  });

  it('has a kind of its own', () => expect(new Set(all.map(({ kind }) => kind)).size).toBe(all.length));
  it('is listed in docs/steps.md', () => {
    const rows = [...readFileSync('docs/steps.md', 'utf8').matchAll(/^\| `([a-z.-]+)` \| (\w+) \| ([a-z, ]+) \|/gm)].map(([, kind, mode, use]) => [
      kind,
      mode,
      use,
    ]);
    const use = ({ usable }: (typeof all)[number]): string => [usable.action ? 'action' : [], usable.invoke ? 'invoke' : []].flat().join(', ');
    expect(rows).toEqual(all.map((definition) => [definition.kind, definition.mode, use(definition)]));
  });
});

const changes = (kind: string, input: Json) => stepCatalogue().get(kind)?.changes?.(input, read);

describe('changes', () => {
  it.each<[string, Json, object]>([
    ['record.set', { score: 5, lost_reason: null }, { kind: 'record.set', fields: { score: 5, lost_reason: null } }],
    ['vars.set', { tries: 1 }, { kind: 'vars.set', vars: { tries: 1 } }],
    [
      'task.create',
      { title: 'Call', due: 'P3D' },
      { kind: 'task.create', task: { id, title: 'Call', due: '2026-01-08T09:00:00.000Z', assignee: { owner: true }, approval: null } },
    ],
    [
      'task.create',
      { title: 'Call', due: { business: 'PT8H', calendar: 'x' }, role: 'sales' },
      { kind: 'task.create', task: { id, title: 'Call', due: '2026-01-05T17:00:00.000Z', assignee: { role: 'sales' }, approval: null } },
    ],
    [
      'task.create',
      { title: 'Call', due: '2026-02-01', person },
      { kind: 'task.create', task: { id, title: 'Call', due: '2026-02-01T23:59:59.999Z', assignee: { person }, approval: null } },
    ],
    ['task.create', { title: 7, due: null, role: '' }, { kind: 'task.create', task: { id, title: '7', due: null, assignee: { owner: true }, approval: null } }],
    [
      'approval.ask',
      { role: 'manager' },
      { kind: 'task.create', task: { id, title: 'Approval', due: null, assignee: { role: 'manager' }, approval: { approve: 'approve', reject: 'reject' } } },
    ],
    [
      'approval.ask',
      { title: 'Big deal', approve: 'ok', reject: 'no' },
      { kind: 'task.create', task: { id, title: 'Big deal', due: null, assignee: { owner: true }, approval: { approve: 'ok', reject: 'no' } } },
    ],
    ['note.add', { text: 'seen' }, { kind: 'note.add', id, text: 'seen' }],
    ['tag.add', { tag: ' vip ' }, { kind: 'tag.add', tag: 'vip' }],
    ['tag.remove', { tag: 'vip' }, { kind: 'tag.remove', tag: 'vip' }],
    ['notify', { text: 'look', role: 'sales' }, { kind: 'notify', id, to: { role: 'sales' }, text: 'look' }],
    ['run.start', { pipeline: 'renewal' }, { kind: 'run.start', id, pipeline: 'renewal', recordId: record, create: null, vars: {} }],
    [
      'run.start',
      { pipeline: 'renewal', create: { object: 'deal', fields: { name: 'x' } }, vars: { a: 1 } },
      { kind: 'run.start', id, pipeline: 'renewal', recordId: null, create: { object: 'deal', fields: { name: 'x' } }, vars: { a: 1 } },
    ],
    [
      'run.signal',
      { pipeline: 'p', record: person, event: 'go', payload: [1] },
      { kind: 'run.signal', id, pipeline: 'p', recordId: person, event: 'go', payload: [1] },
    ],
    ['run.signal', { pipeline: 'p', event: 'go' }, { kind: 'run.signal', id, pipeline: 'p', recordId: record, event: 'go', payload: null }],
    ['incident.open', null, { kind: 'incident.open', id, reason: 'The pipeline asked for a person.' }],
    ['incident.open', { reason: 'stuck' }, { kind: 'incident.open', id, reason: 'stuck' }],
  ])('%s %j', (kind, input, change) => expect(changes(kind, input)).toEqual([change]));

  it.each<[string, Json, string]>([
    ['record.set', {}, ''],
    ['record.set', [1], ''],
    ['vars.set', null, ''],
    ['task.create', {}, '/title'],
    ['task.create', { title: '  ' }, '/title'],
    ['task.create', { title: { a: 1 } }, '/title'],
    ['task.create', { title: 'x'.repeat(501) }, '/title'],
    ['task.create', { title: 'x', due: 'soon' }, '/due'],
    ['task.create', { title: 'x', due: '2026-02-30' }, '/due'],
    ['task.create', { title: 'x', due: { business: 'PT8H' } }, '/due'],
    ['task.create', { title: 'x', role: 'a', person }, '/person'],
    ['notify', { text: 'x', person: 'ann' }, '/person'],
    ['tag.add', { tag: '' }, '/tag'],
    ['run.start', {}, '/pipeline'],
    ['run.start', { pipeline: 'p', record: 'x' }, '/record'],
    ['run.start', { pipeline: 'p', record, create: { object: 'deal' } }, '/record'],
    ['run.start', { pipeline: 'p', vars: 1 }, '/vars'],
    ['run.signal', { pipeline: 'p' }, '/event'],
  ])('refused: %s %j', (kind, input, at) => {
    expect(() => changes(kind, input)).toThrow(expect.objectContaining({ code: 'step.input', problems: [expect.objectContaining({ at })] }));
  });

  it('never throw anything but a UserError', () => {
    const input = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('title', 'text', 'due', 'role', 'person', 'pipeline', 'record', 'create', 'vars', 'event', 'tag', '__proto__'),
        fc.jsonValue(),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), input, (definition, value) => {
        try {
          definition.changes?.(value as Json, read);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
