import { afterEach, describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject, type RunId, TransientError, effectId } from '#kernel';
import type { StepOutcome } from './commands.js';
import { TestBench } from './testing/bench.js';
import { ALL_KINDS } from './work-kinds.js';

/* calling --(http.request, three tries)--> ok */
const CHART: JsonObject = {
  format: 'millrace/1',
  key: 'p',
  object: 'deal',
  title: { en: 'P' },
  initial: 'calling',
  states: {
    calling: {
      stage: true,
      invoke: {
        id: 'call',
        step: 'http.request',
        with: { url: 'https://x.example/' },
        retry: { attempts: 3, backoff: 'PT10S', timeout: 'PT10M' },
        onDone: 'ok',
      },
      on: { leave: 'ok' },
    },
    ok: { stage: true },
  },
};
const done = (output: Json = {}): StepOutcome => ({ kind: 'done', output });
const failed = (retryable: boolean): StepOutcome => ({ kind: 'failed', error: { code: 'http.503', message: 'no' }, retryable, retryAfterMs: null });

const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await Promise.resolve();
};

describe('who observes the loop', () => {
  const benches: TestBench[] = [];
  afterEach(async () => {
    await Promise.all(benches.splice(0).map((bench) => bench.runtime.stop()));
  });
  async function calling(handler: () => Promise<StepOutcome>): Promise<{ bench: TestBench; run: RunId }> {
    const bench = new TestBench({ pipelines: [CHART], handlers: { 'http.request': handler } });
    benches.push(bench);
    return { bench, run: await bench.start(await bench.record(), 'p') };
  }

  it.each<[string, () => Promise<StepOutcome>, string, string | null, number]>([
    ['done', async () => done(), 'done', null, 0],
    ['a failure that is tried again', async () => failed(true), 'retry', 'http.503', 0],
    ['a failure for good', async () => failed(false), 'failed', 'http.503', 1],
    ['a defect', () => Promise.reject(new Error('oops')), 'retry', 'step.defect', 0],
    ['a target that is away', () => Promise.reject(new TransientError('reset')), 'retry', 'step.transient', 0],
  ])('hears of %s', async (_, handler, kind, code, incidents) => {
    const { bench } = await calling(handler);
    await bench.runtime.drain();
    expect(bench.seen.ended).toMatchObject([{ kind, code }]);
    expect(bench.seen.incidents).toHaveLength(incidents);
  });

  it('hears of the last try as failed, and of the incident once', async () => {
    const { bench } = await calling(async () => failed(true));
    await bench.runtime.drain();
    await bench.pass(60_000);
    await bench.pass(60_000);
    expect(bench.seen.ended.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'failed']);
    expect(bench.seen.incidents).toMatchObject([{ step: 'http.request', reason: 'http.503: no' }]);
  });

  it('hears of work that nobody waits for any more as late', async () => {
    let finish: (outcome: StepOutcome) => void = () => undefined;
    const { bench, run } = await calling(() => new Promise((resolve) => (finish = resolve)));
    const drained = bench.runtime.drain();
    await turns(50);
    await bench.send(run, 'leave');
    finish(done());
    await drained;
    expect(bench.seen.ended).toMatchObject([{ kind: 'late', code: null }]);
  });

  it('hears once of a lease that another worker took over', async () => {
    const { bench, run } = await calling(() => new Promise(() => undefined));
    bench.runtime.start();
    await turns(200);
    expect(bench.runtime.load().heldLeases).toBe(1);
    await takenOver(bench);
    bench.clock.advance(10_000);
    await turns(200);
    expect(bench.seen.lost).toMatchObject([{ id: effectId(run, 1, 0), epoch: 1 }]);
    expect(bench.runtime.load().heldLeases).toBe(0);
  });
});

/** Another worker claims what the first one holds, as after a pause of the whole process beyond its lease. */
async function takenOver(bench: TestBench): Promise<void> {
  for (const row of bench.tables.effects.values()) bench.tables.setEffect({ ...row, leaseUntil: bench.clock.now() });
  await bench.store.claim({ worker: 'other', limit: 1, leaseMs: 30_000, kinds: ALL_KINDS });
}
