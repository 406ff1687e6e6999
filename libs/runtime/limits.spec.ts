import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordId, RunId } from '#kernel';
import { TestBench } from './testing/bench.js';

const chart = (key: string, on: JsonObject, more: JsonObject = {}): JsonObject => ({
  format: 'millrace/1',
  key,
  object: 'deal',
  title: { en: key },
  vars: { text: { type: 'text' }, n: { type: 'number', default: 0 } },
  initial: 'a',
  states: { a: { stage: true, on } },
  ...more,
});
const counts = (key: string, field: string): JsonObject => ({
  key: `${key}-counts`,
  pipeline: key,
  title: { en: key },
  on: { changed: [field] },
  do: [{ do: 'record.set', with: { [field === 'amount' ? 'other' : 'amount']: { '+': [{ var: `record.${field}` }, 1] } } }],
});

describe('over a cap', () => {
  const started = async (bench: TestBench, ...keys: string[]): Promise<{ record: RecordId; run: RunId }> => {
    const record = await bench.record({ amount: 1 });
    const runs: RunId[] = [];
    for (const key of keys) runs.push(await bench.start(record, key));
    return { record, run: runs[0] as RunId };
  };

  it('pipelines that change a record in turn are stopped at depth 16, with their names', async () => {
    const bench = new TestBench({ pipelines: [chart('one', {}), chart('two', {})], rules: [counts('one', 'amount'), counts('two', 'other')] });
    const { record, run } = await started(bench, 'one', 'two');
    const change = bench.do({ kind: 'record.change', recordId: record, fields: { amount: 2 }, expectedVersion: null });
    await expect(change).rejects.toMatchObject({
      kind: 'too-large',
      code: 'cascade.depth',
      problems: [{ text: { en: expect.stringContaining('one > two') } }],
    });
    expect(bench.fields(record)).toEqual({ amount: 1 });
    expect(bench.events(run)).toEqual(['started']);
  });
  it('a snapshot of more than 256 KiB is refused', async () => {
    const grow = { grow: { actions: [{ do: 'vars.set', with: { text: { cat: [{ var: 'vars.text' }, { var: 'event.payload' }] } } }] } };
    const bench = new TestBench({ pipelines: [chart('one', grow)] });
    const { run } = await started(bench, 'one');
    // The rules' own output limit may come first; either way nothing is written.
    for (let n = 0; n < 8; n += 1)
      await bench.send(run, 'grow', {}, {}, 'x'.repeat(60_000)).catch((error: { kind: string }) => expect(error.kind).toMatch(/too-large|invalid/));
    expect(JSON.stringify(bench.run(run).snapshot).length).toBeLessThan(262_144);
    expect(bench.mismatches()).toEqual([]);
  });
  it('a run of 10,000 events takes no more', async () => {
    const bench = new TestBench({ pipelines: [chart('one', { tick: { actions: [] } })] });
    const { run } = await started(bench, 'one');
    const ticks = Array.from({ length: 9_999 }, () => bench.command({ kind: 'run.event', runId: run, event: 'tick', payload: null, fields: {} }));
    expect((await bench.runtime.submitMany(ticks)).every((answer) => answer.ok)).toBe(true);
    expect(await bench.codeOf({ kind: 'run.event', runId: run, event: 'tick', payload: null, fields: {} })).toBe('run.too-long');
    expect(bench.run(run).seq).toBe(10_000);
  });
});

describe('data that the store cannot take', () => {
  it('fails its own command and none of those beside it', async () => {
    const bench = new TestBench();
    const { store } = bench;
    const batch = store.batch.bind(store);
    store.batch = (request, plan) =>
      batch(request, {
        prepare: (loaded) => plan.prepare(loaded),
        decide: (loaded) => {
          const writes = plan.decide(loaded);
          if (JSON.stringify(writes.records).includes('\\u0000')) throw new Error('unsupported Unicode escape sequence');
          return writes;
        },
      });
    const create = (name: string): ReturnType<TestBench['command']> =>
      bench.command({ kind: 'record.create', recordId: bench.ids.next() as RecordId, object: 'deal', fields: { name }, externalKey: null, ownerId: null });
    const answers = await bench.runtime.submitMany([create('a'), create('b\u0000'), create('c')]);
    expect(answers).toMatchObject([{ ok: true }, { ok: false, error: { message: 'unsupported Unicode escape sequence' } }, { ok: true }]);
    expect([...bench.tables.records.values()].map(({ fields }) => fields['name'])).toEqual(['a', 'c']);
  });
});
