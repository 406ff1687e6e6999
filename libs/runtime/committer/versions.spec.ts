import { describe, expect, it } from '@jest/globals';
import type { RecordId, RunId, WorkspaceId } from '#kernel';
import type { Command } from '../commands.js';
import type { LoadedBatch, Pipelines, StoredRun } from '../ports.js';
import { Versions } from './versions.js';

const loadedWith = (runs: number): LoadedBatch => {
  const run = (n: number): StoredRun =>
    ({ id: `run-${n}` as RunId, recordId: `record-${n}` as RecordId, pipeline: 'deals', version: 3, rulesRevision: 1, endedAt: null }) as StoredRun;
  return { runs: new Map(Array.from({ length: runs }, (_, n) => [run(n).id, run(n)])) } as unknown as LoadedBatch;
};
const starts = (count: number): readonly Command[] =>
  Array.from({ length: count }, (_, n) => ({ body: { kind: 'run.start', runId: `new-${n}`, recordId: `r-${n}`, pipeline: 'deals' } }) as unknown as Command);

/** Answers like a database: later, so that questions overlap. */
function counting(fail: boolean): { readonly pipelines: Pipelines; readonly asked: string[] } {
  const asked: string[] = [];
  const answer = async (what: string, value: unknown): Promise<never> => {
    asked.push(what);
    await new Promise((resolve) => setImmediate(resolve));
    if (fail) throw new Error(what);
    return value as never;
  };
  const pipelines: Pipelines = {
    current: () => answer('current', { version: 3, rulesRevision: 1 }),
    compiled: () => answer('compiled', { reads: [] }),
    times: () => answer('times', {}),
  };
  return { pipelines, asked };
}

describe('the versions of a batch', () => {
  it('are asked for once, however many runs and starts want them', async () => {
    const { pipelines, asked } = counting(false);
    const versions = new Versions('w' as WorkspaceId, pipelines);
    await versions.load(loadedWith(50), starts(50));
    expect(asked.sort()).toEqual(['compiled', 'current', 'times']);
    expect(versions.current('deals')).toEqual({ version: 3, rulesRevision: 1 });
    expect(versions.all()).toEqual([versions.compiled('deals', 3, 1)]);
  });

  it('that cannot be had throw only when they are used', async () => {
    const { pipelines } = counting(true);
    const versions = new Versions('w' as WorkspaceId, pipelines);
    await versions.load(loadedWith(2), []);
    expect(() => versions.compiled('deals', 3, 1)).toThrow('compiled');
    expect(() => versions.times('deals', 9)).toThrow('was not loaded');
  });
});
