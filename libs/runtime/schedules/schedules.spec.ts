import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RunId } from '#kernel';
import { TestBench, W } from '../testing/bench.js';

const DAY = 86_400_000;
const CHART: JsonObject = {
  format: 'millrace/1',
  key: 'p',
  object: 'deal',
  title: { en: 'P' },
  initial: 'a',
  states: { a: { stage: true, on: { end: 'z' } }, z: { type: 'final', stage: true } },
};
const rule = (extra: JsonObject = {}): JsonObject => ({
  key: 'nightly',
  pipeline: 'p',
  title: { en: 'Nightly' },
  on: { every: 'FREQ=DAILY', timeZone: 'UTC' },
  when: { '>': [{ var: 'record.amount' }, 10] },
  do: [{ do: 'note.add', with: { text: 'Still here' } }],
  ...extra,
});

async function many(count: number): Promise<{ bench: TestBench; runs: RunId[] }> {
  const bench = new TestBench({ pipelines: [CHART], rules: [rule()] });
  const runs: RunId[] = [];
  for (let n = 0; n < count; n += 1) runs.push(await bench.start(await bench.record({ amount: 11 }), 'p'));
  await bench.runtime.planSchedules(W, 'p');
  return { bench, runs };
}

describe('an every rule', () => {
  it('looks at each open run, page by page, at each occurrence once', async () => {
    const { bench, runs } = await many(450);
    await bench.send(runs[0] as RunId, 'end');
    await bench.runtime.drain();
    expect(bench.tables.notes).toHaveLength(0);
    await bench.pass(DAY);
    expect(bench.tables.notes).toHaveLength(449);
    await bench.runtime.drain();
    expect(bench.tables.notes).toHaveLength(449);
    await bench.pass(DAY);
    expect(bench.tables.notes).toHaveLength(898);
    expect(bench.events(runs[1] as RunId)).toEqual(['started', 'scheduled', 'scheduled']);
    expect(bench.seen.fanOuts).toBe(2);
    expect(bench.mismatches()).toEqual([]);
  });
  it('fires once for everything missed in an outage', async () => {
    const { bench } = await many(2);
    await bench.pass(10 * DAY);
    expect(bench.tables.notes).toHaveLength(2);
  });
  it('does nothing where its condition does not hold, and is gone when the rule is', async () => {
    const { bench, runs } = await many(1);
    await bench.do({ kind: 'record.change', recordId: bench.run(runs[0] as RunId).recordId, fields: { amount: 1 }, expectedVersion: null });
    await bench.pass(DAY);
    expect(bench.tables.notes).toHaveLength(0);
    bench.publish(CHART, 1, [], 2);
    await bench.runtime.planSchedules(W, 'p');
    await bench.pass(DAY);
    expect(bench.events(runs[0] as RunId)).toEqual(['started', 'changed', 'scheduled']);
  });
});
