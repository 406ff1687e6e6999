import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordId, RunId } from '#kernel';
import { ANN, BOSS, START, TestBench, W } from './testing/bench.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/*
 *  lead --engage--> talking --win--> won
 *    \                 |  --lose (reason)--> lost
 *     (after P14D: task)
 */
const SALES: JsonObject = {
  format: 'millrace/1',
  key: 'sales',
  object: 'deal',
  title: { en: 'Sales' },
  roles: ['sales', 'manager'],
  vars: { calls: { type: 'number', default: 0 } },
  initial: 'lead',
  states: {
    lead: {
      stage: true,
      on: { engage: { target: 'talking', by: ['sales'] } },
      after: [{ in: 'P14D', actions: [{ do: 'task.create', with: { title: 'Call or close' } }] }],
    },
    talking: {
      stage: true,
      entry: [{ do: 'note.add', with: { text: 'Talking since {{now}}' } }],
      on: {
        win: { target: 'won', requires: ['amount'], when: { '>': [{ var: 'record.amount' }, 0] } },
        lose: { target: 'lost', requires: ['reason'] },
        call: { actions: [{ do: 'vars.set', with: { calls: { '+': [{ var: 'vars.calls' }, 1] } } }] },
        back: 'lead',
      },
    },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
};

async function dealIn(bench: TestBench, fields: JsonObject = {}): Promise<{ record: RecordId; run: RunId }> {
  const record = await bench.record(fields);
  return { record, run: await bench.start(record, 'sales') };
}

describe('a run', () => {
  it('starts, moves and ends, each event one journal row', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench, { amount: 5 });
    expect(bench.run(run)).toMatchObject({ stage: 'lead', seq: 1, startedAt: START, endedAt: null });
    await bench.send(run, 'engage');
    bench.clock.advance(MINUTE);
    const answer = await bench.send(run, 'win');
    expect(answer).toMatchObject({ kind: 'applied', recordId: record, run: { seq: 3, stage: 'won', snapshot: { status: 'done', outcome: 'won' } } });
    expect(bench.events(run)).toEqual(['started', 'engage', 'win']);
    expect(bench.run(run).endedAt).toBe(bench.clock.now());
    expect(bench.tables.notes).toMatchObject([{ recordId: record, runId: run, text: `Talking since ${START}` }]);
    expect(bench.mismatches()).toEqual([]);
  });

  it.each<[string, string, JsonObject, string]>([
    ['no transition', 'win', {}, 'refused event.not-expected'],
    ['sent fields count before requires', 'lose', {}, 'refused event.not-expected'],
  ])('refuses: %s', async (_title, event, fields, code) => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run } = await dealIn(bench);
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event, payload: null, fields })).toBe(code);
    expect(bench.events(run)).toEqual(['started']);
    expect(bench.tables.refusals).toMatchObject([{ runId: run, event, actor: ANN }]);
  });

  it('keeps a refusal but not the fields that came with it', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench, { amount: 0 });
    await bench.send(run, 'engage');
    expect(await bench.send(run, 'win', { mood: 'good' })).toMatchObject({ kind: 'refused', reasons: [{ code: 'event.condition' }] });
    expect(bench.fields(record)).toEqual({ amount: 0 });
    expect(await bench.send(run, 'win', { amount: 7 })).toMatchObject({ kind: 'applied', recordVersion: 2 });
    expect(bench.fields(record)).toEqual({ amount: 7 });
  });

  it.each<[string, Parameters<TestBench['codeOf']>[0] | ((ids: { record: RecordId; run: RunId }) => Parameters<TestBench['codeOf']>[0]), string]>([
    ['an unknown run', { kind: 'run.event', runId: 'x' as RunId, event: 'a', payload: null, fields: {} }, 'run.unknown'],
    ['an unknown record', { kind: 'run.start', runId: 'x' as RunId, recordId: 'y' as RecordId, pipeline: 'sales', vars: {}, at: null }, 'record.unknown'],
    [
      'an unknown pipeline',
      ({ record }) => ({ kind: 'run.start', runId: 'x' as RunId, recordId: record, pipeline: 'nope', vars: {}, at: null }),
      'pipeline.unknown',
    ],
    ['a second open run', ({ record }) => ({ kind: 'run.start', runId: 'x' as RunId, recordId: record, pipeline: 'sales', vars: {}, at: null }), 'run.open'],
    ['an event over the cap', ({ run }) => ({ kind: 'run.event', runId: run, event: 'engage', payload: 'x'.repeat(262_145), fields: {} }), 'event.too-large'],
    ['reopening an open run', ({ run }) => ({ kind: 'run.reopen', runId: run }), 'reopen.open'],
    ['undoing the start', ({ run }) => ({ kind: 'run.undo', runId: run }), 'undo.nothing'],
    ['an unknown task', ({ record }) => ({ kind: 'task.complete', taskId: 't', recordId: record, answer: 'done', comment: null }), 'task.unknown'],
    ['an unknown incident', ({ run }) => ({ kind: 'incident.resolve', incidentId: 'i', runId: run, action: 'skip', input: null }), 'incident.unknown'],
    ['a stale version', ({ record }) => ({ kind: 'record.change', recordId: record, fields: { name: 'x' }, expectedVersion: 9 }), 'record.version'],
  ])('answers %s with an error and writes nothing', async (_title, body, code) => {
    const bench = new TestBench({ pipelines: [SALES] });
    const ids = await dealIn(bench);
    expect(await bench.codeOf(typeof body === 'function' ? body(ids) : body)).toBe(code);
    expect(bench.events(ids.run)).toEqual(['started']);
    expect(bench.tables.runs.size).toBe(1);
  });
});

describe('batches', () => {
  it('apply commands of one run in order of arrival, the second seeing the first', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const record = bench.ids.next() as RecordId;
    const run = bench.ids.next() as RunId;
    const answers = await bench.runtime.submitMany([
      bench.command({ kind: 'record.create', recordId: record, object: 'deal', fields: {}, externalKey: null, ownerId: null }),
      bench.command({ kind: 'run.start', runId: run, recordId: record, pipeline: 'sales', vars: {}, at: null }),
      bench.command({ kind: 'run.event', runId: run, event: 'engage', payload: null, fields: {} }),
      bench.command({ kind: 'run.event', runId: run, event: 'nonsense', payload: null, fields: {} }),
      bench.command({ kind: 'record.change', recordId: record, fields: { amount: 3 }, expectedVersion: 1 }),
      bench.command({ kind: 'record.change', recordId: record, fields: { amount: 4 }, expectedVersion: 1 }),
      bench.command({ kind: 'run.event', runId: run, event: 'win', payload: null, fields: {} }),
    ]);
    expect(answers.map((answer) => (answer.ok ? answer.value.kind : (answer.error as { code: string }).code))).toEqual([
      'applied',
      'applied',
      'applied',
      'refused',
      'applied',
      'record.version',
      'applied',
    ]);
    expect(bench.events(run)).toEqual(['started', 'engage', 'changed', 'win']);
    expect(bench.journal(run).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(bench.seen.batches.map(({ commands }) => commands.length)).toEqual([7]);
    expect(bench.seen.verdicts).toEqual({ applied: 5, refused: 1, failed: 1 });
    expect(bench.runtime.load().waitingCommands).toBe(0);
    expect(bench.mismatches()).toEqual([]);
  });

  it('hold at most 100 commands, and say too-many beyond the queue', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const record = await bench.record();
    const commands = Array.from({ length: 10_050 }, (_, n) =>
      bench.command({ kind: 'record.change', recordId: record, fields: { amount: n }, expectedVersion: null }),
    );
    const answers = await bench.runtime.submitMany(commands);
    const errors = answers.filter((answer) => !answer.ok);
    expect(errors).toHaveLength(50);
    expect(errors[0]).toMatchObject({ error: { code: 'runtime.busy', kind: 'too-many', retryAfterMs: 1000 } });
    const sizes = bench.seen.batches.map((batch) => batch.commands.length);
    expect({ largest: Math.max(...sizes), batches: sizes.length }).toEqual({ largest: 100, batches: 101 });
    expect(bench.fields(record)).toEqual({ amount: 9_999 });
  });
});

describe('idempotency keys', () => {
  const key = { source: 'api:1', key: 'k' };
  it('repeat applied and refused answers, also when ids were made anew', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const create = (): Promise<unknown> =>
      bench.do({ kind: 'record.create', recordId: bench.ids.next() as RecordId, object: 'deal', fields: { name: 'A' }, externalKey: null, ownerId: null }, key);
    const first = await create();
    expect(await create()).toEqual({ ...(first as object), repeated: true });
    expect(bench.tables.records.size).toBe(1);
    const { run } = await dealIn(bench);
    const refused = await bench.send(run, 'win', {}, { ...key, key: 'r' });
    expect(await bench.send(run, 'win', {}, { ...key, key: 'r' })).toEqual({ ...refused, repeated: true });
    expect(bench.tables.refusals).toHaveLength(1);
  });
  it('with another body are an error; the scope is the source; errors are not kept', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run, record } = await dealIn(bench);
    await bench.send(run, 'engage', {}, key);
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'back', payload: null, fields: {} }, key)).toBe('key.reused');
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'back', payload: null, fields: {} }, { ...key, source: 'api:2' })).toBe('applied');
    const change = { kind: 'record.change', recordId: record, fields: { name: 'B' }, expectedVersion: 5 } as const;
    expect(await bench.codeOf(change, { ...key, key: 'v' })).toBe('record.version');
    expect(await bench.codeOf({ ...change, expectedVersion: 1 }, { ...key, key: 'v' })).toBe('applied');
  });
  it('within one batch count too', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run } = await dealIn(bench);
    const command = bench.command({ kind: 'run.event', runId: run, event: 'engage', payload: null, fields: {} }, key);
    expect(await bench.runtime.submitMany([command, { ...command }])).toMatchObject([
      { ok: true, value: { repeated: false } },
      { ok: true, value: { repeated: true } },
    ]);
    expect(bench.events(run)).toEqual(['started', 'engage']);
  });
});

describe('a store that fails', () => {
  it.each([
    ['before the commit', 'before-commit'],
    ['after the commit, unknown to us', 'after-commit'],
  ] as const)('%s: every command is applied once', async (_title, where) => {
    let left = 0;
    const bench = new TestBench({ pipelines: [SALES], faults: (point) => point === where && left-- > 0 });
    const { run, record } = await dealIn(bench);
    await bench.send(run, 'engage');
    left = 3;
    const answers = await bench.runtime.submitMany([
      bench.command({ kind: 'run.event', runId: run, event: 'call', payload: null, fields: {} }),
      bench.command({ kind: 'run.event', runId: run, event: 'call', payload: null, fields: {} }, { key: 'a' }),
      bench.command({ kind: 'note.add', recordId: record, noteId: 'n', text: 'hello' }),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: true, value: { id: 'n' } }]);
    expect(bench.run(run).snapshot.vars).toEqual({ calls: 2 });
    expect(bench.tables.notes.filter(({ id }) => id === 'n')).toHaveLength(1);
    expect(bench.seen.retries).toBeGreaterThan(0);
    expect(bench.mismatches()).toEqual([]);
  });
  it('for good: the caller is told, nothing is written', async () => {
    let away = false;
    const bench = new TestBench({ pipelines: [SALES], faults: (point) => away && point === 'before-commit' });
    const { run } = await dealIn(bench);
    away = true;
    await expect(bench.send(run, 'engage')).rejects.toMatchObject({ name: 'TransientError' });
    expect(bench.events(run)).toEqual(['started']);
  });
});

describe('records', () => {
  it('a change is an event of every open run, in one version; without a change nothing happens', async () => {
    const bench = new TestBench({ pipelines: [SALES, { ...SALES, key: 'other' }] });
    const { record, run } = await dealIn(bench);
    const other = await bench.start(record, 'other');
    expect(await bench.do({ kind: 'record.change', recordId: record, fields: { name: 'A', amount: 2 }, expectedVersion: 1 })).toMatchObject({
      kind: 'applied',
      recordVersion: 2,
    });
    await bench.do({ kind: 'record.change', recordId: record, fields: { amount: 2 }, expectedVersion: null });
    expect([bench.events(run), bench.events(other)]).toEqual([
      ['started', 'changed'],
      ['started', 'changed'],
    ]);
    expect(bench.tables.records.get(record)?.version).toBe(2);
  });
  it('an external key changes what it made before', async () => {
    const bench = new TestBench();
    const first = await bench.record({ name: 'A' }, { externalKey: 'x1' });
    const again = await bench.do({
      kind: 'record.create',
      recordId: bench.ids.next() as RecordId,
      object: 'deal',
      fields: { name: 'B' },
      externalKey: 'x1',
      ownerId: null,
    });
    expect(again).toMatchObject({ kind: 'applied', recordId: first, recordVersion: 2 });
    expect(bench.tables.records.size).toBe(1);
  });
  it('an edit outside of runs is kept with the values before and after; one in a run is told by its journal', async () => {
    const bench = new TestBench();
    const recordId = await bench.record({ name: 'A' });
    await bench.do({ kind: 'record.change', recordId, fields: { name: 'A' }, ownerId: 'bob', expectedVersion: null });
    expect(bench.tables.records.get(recordId)?.ownerId).toBe('bob');
    await bench.do({ kind: 'record.change', recordId, fields: { name: 'B' }, expectedVersion: null });
    await bench.do({ kind: 'record.tag', recordId, add: ['vip'], remove: [] });
    await bench.do({ kind: 'record.tag', recordId, add: ['vip'], remove: [] });
    await bench.do({ kind: 'record.delete', recordId, expectedVersion: null });
    expect(bench.tables.edits.map(({ what, changes }) => [what, changes])).toEqual([
      ['created', {}],
      ['changed', { $owner: ['ann', 'bob'] }],
      ['changed', { name: ['A', 'B'] }],
      ['tagged', { $tags: [[], ['vip']] }],
      ['deleted', {}],
    ]);
    const inRun = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(inRun);
    const before = inRun.run(run).seq;
    await inRun.do({ kind: 'record.change', recordId: record, fields: { amount: 7 }, expectedVersion: null });
    expect(inRun.tables.edits.map(({ what }) => what)).toEqual(['created']);
    expect(inRun.run(run).seq).toBe(before + 1);
  });
  it('delete stops the clocks of its runs, restore starts them again', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench);
    await bench.do({ kind: 'record.delete', recordId: record, expectedVersion: 1 });
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'engage', payload: null, fields: {} })).toBe('record.deleted');
    await bench.pass(20 * DAY);
    expect(bench.tables.tasks.size).toBe(0);
    await bench.do({ kind: 'record.restore', recordId: record });
    await bench.runtime.drain();
    expect([...bench.tables.tasks.values()]).toMatchObject([{ title: 'Call or close', status: 'open' }]);
    expect(bench.tables.audit.map(({ action }) => action)).toEqual(['record.delete', 'record.restore']);
    expect(bench.mismatches()).toEqual([]);
  });
  it('tags and notes restart idle clocks by a touched event', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench);
    await bench.do({ kind: 'record.tag', recordId: record, add: ['b', 'a'], remove: [] });
    await bench.do({ kind: 'record.tag', recordId: record, add: ['a'], remove: ['c'] });
    expect(bench.tables.records.get(record)?.tags).toEqual(['a', 'b']);
    expect(bench.events(run)).toEqual(['started', 'touched']);
  });
});

describe('timers', () => {
  it('fire once, never early', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run } = await dealIn(bench);
    await bench.pass(14 * DAY - 1);
    expect(bench.tables.tasks.size).toBe(0);
    await bench.pass(1);
    await bench.pass(DAY);
    expect(bench.tables.tasks.size).toBe(1);
    expect(bench.events(run)).toEqual(['started', 'timer']);
    expect(bench.mismatches()).toEqual([]);
  });
  it('are cancelled on leaving the state', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run } = await dealIn(bench);
    await bench.send(run, 'engage');
    await bench.pass(20 * DAY);
    expect(bench.tables.tasks.size).toBe(0);
  });
  it.each([
    ['fire', ['next']],
    ['skip', ['first']],
  ])('found late they %s', async (late, states) => {
    const chart: JsonObject = {
      format: 'millrace/1',
      key: 'sales',
      object: 'deal',
      title: { en: 'T' },
      initial: 'first',
      states: { first: { stage: true, after: [{ in: 'PT1H', target: 'next', late }] }, next: { stage: true } },
    };
    const bench = new TestBench({ pipelines: [chart] });
    const { run } = await dealIn(bench);
    await bench.pass(3_600_000 + MINUTE + 1);
    expect(bench.states(run)).toEqual(states);
    expect(bench.run(run).snapshot.waits).toEqual([]);
    expect(bench.mismatches()).toEqual([]);
  });
});

describe('undo and reopen', () => {
  it('restore state, fields, timers and tasks', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench, { name: 'A' });
    const before = bench.run(run).snapshot;
    await bench.send(run, 'engage', { mood: 'good', name: 'B' });
    expect(await bench.do({ kind: 'run.undo', runId: run })).toMatchObject({ kind: 'applied', run: { stage: 'lead', seq: 3 } });
    expect(bench.run(run).snapshot).toEqual(before);
    expect(bench.fields(record)).toEqual({ name: 'A' });
    expect(await bench.codeOf({ kind: 'run.undo', runId: run })).toBe('undo.nothing');
    await bench.pass(14 * DAY);
    expect(bench.tables.tasks.size).toBe(1);
    expect(bench.mismatches()).toEqual([]);
  });
  it('undo ends after ten minutes and when something followed', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench);
    await bench.send(run, 'engage');
    bench.clock.advance(10 * MINUTE + 1);
    expect(await bench.codeOf({ kind: 'run.undo', runId: run })).toBe('undo.too-late');
    await bench.send(run, 'call');
    await bench.do({ kind: 'record.change', recordId: record, fields: { name: 'x' }, expectedVersion: null });
    expect(await bench.codeOf({ kind: 'run.undo', runId: run })).toBe('undo.nothing');
  });
  it('reopen goes back to the last state that was not final, at any time, and keeps the fields', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench, { amount: 1 });
    await bench.send(run, 'engage');
    await bench.send(run, 'lose', { reason: 'price' });
    bench.clock.advance(100 * DAY);
    expect(await bench.do({ kind: 'run.reopen', runId: run })).toMatchObject({ run: { stage: 'talking', endedAt: null } });
    expect(bench.fields(record)).toEqual({ amount: 1, reason: 'price' });
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'win', payload: null, fields: {} })).toBe('applied');
    expect(bench.mismatches()).toEqual([]);
  });
  it('reopen is a conflict while another run is open', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { record, run } = await dealIn(bench, { amount: 1 });
    await bench.send(run, 'engage');
    await bench.send(run, 'win');
    await bench.start(record, 'sales');
    expect(await bench.codeOf({ kind: 'run.reopen', runId: run })).toBe('run.open');
  });
});

describe('history', () => {
  const at = (days: number): { occurredAt: typeof START; history: boolean } => ({
    occurredAt: new Date(Date.parse(START) - (100 - days) * DAY).toISOString() as typeof START,
    history: true,
  });
  it('fires what was due in between at its own time', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const record = await bench.record({ amount: 1 });
    const run = await bench.start(record, 'sales', at(0));
    await bench.runtime.drain(); // a worker that runs meanwhile must not fire the timer now
    await bench.send(run, 'engage', {}, at(30));
    await bench.send(run, 'win', {}, at(40));
    expect(bench.events(run)).toEqual(['started', 'timer', 'engage', 'win']);
    expect(bench.journal(run).map(({ occurredAt }) => occurredAt)).toEqual([0, 14, 30, 40].map((days) => at(days).occurredAt));
    expect([...bench.tables.tasks.values()]).toMatchObject([{ createdAt: at(14).occurredAt }]);
    expect(bench.run(run)).toMatchObject({ startedAt: at(0).occurredAt, endedAt: at(40).occurredAt });
    expect(bench.mismatches()).toEqual([]);
  });
  it('what is still overdue after the import fires at its own time', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const run = await bench.start(await bench.record(), 'sales', at(0));
    await bench.pass(11 * MINUTE);
    expect(bench.journal(run).map(({ occurredAt, history }) => ({ occurredAt, history }))).toEqual([
      { occurredAt: at(0).occurredAt, history: true },
      { occurredAt: at(14).occurredAt, history: true },
    ]);
  });
  it('an edit without fields only lets due timers fire up to its moment; one that changes nothing is never too early', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const record = await bench.record({ name: 'A' });
    const run = await bench.start(record, 'sales', at(0));
    const edit = (fields: JsonObject, days: number): Promise<string> =>
      bench.codeOf({ kind: 'record.change', recordId: record, fields, expectedVersion: null }, at(days));
    expect(await edit({}, 90)).toBe('applied');
    expect(bench.journal(run).map(({ event, occurredAt }) => [event.kind, occurredAt])).toEqual([
      ['started', at(0).occurredAt],
      ['timer', at(14).occurredAt],
    ]);
    expect(await edit({ name: 'A' }, 5)).toBe('applied');
    expect(await edit({ name: 'B' }, 5)).toBe('event.before-last');
    expect(bench.tables.records.get(record)?.version).toBe(1);
  });
  it('is neither in the future nor before the last event', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const run = await bench.start(await bench.record(), 'sales', at(50));
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'engage', payload: null, fields: {} }, at(49))).toBe('event.before-last');
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'engage', payload: null, fields: {} }, at(101))).toBe('event.in-future');
  });
});

describe('moving open runs', () => {
  it('to another version, and to another revision of the rules with their clocks', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run } = await dealIn(bench);
    bench.publish({ ...SALES, title: { en: 'Sales 2' } }, 2, [], 1);
    expect(await bench.do({ kind: 'run.migrate', runId: run, toVersion: 2, mapping: {} }, { actor: BOSS })).toMatchObject({ run: { version: 2, seq: 2 } });
    const rule = {
      key: 'idle',
      pipeline: 'sales',
      title: { en: 'Idle' },
      on: { idle: 'P5D', in: 'lead' },
      do: [{ do: 'task.create', with: { title: 'Idle' } }],
    };
    bench.publish({ ...SALES, title: { en: 'Sales 2' } }, 2, [rule], 2);
    await bench.do({ kind: 'run.rules-changed', runId: run, revision: 2 }, { actor: BOSS });
    expect(bench.run(run)).toMatchObject({ version: 2, rulesRevision: 2, seq: 3 });
    await bench.do({ kind: 'run.rules-changed', runId: run, revision: 2 }, { actor: BOSS });
    await bench.pass(6 * DAY);
    expect([...bench.tables.tasks.values()]).toMatchObject([{ title: 'Idle' }]);
    expect(bench.events(run)).toEqual(['started', 'migrated', 'rules-changed', 'timer']);
    expect(bench.mismatches()).toEqual([]);
  });
});

describe('one workspace', () => {
  it('does not see another', async () => {
    const bench = new TestBench({ pipelines: [SALES] });
    const { run } = await dealIn(bench);
    const elsewhere = { workspace: `${W.slice(0, -1)}2` as typeof W };
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'engage', payload: null, fields: {} }, elsewhere)).toBe('run.unknown');
    expect(bench.events(run)).toEqual(['started']);
  });
});
