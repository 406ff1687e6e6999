import { afterEach, describe, expect, it } from '@jest/globals';
import { TransientError } from '#kernel';
import { AnalysisPool } from './pool.js';

describe('the analysis threads', () => {
  let pool = new AnalysisPool(1);
  afterEach(async () => {
    await pool.close();
    pool = new AnalysisPool(1);
  });

  it('work beside the event loop, which stands still for no more than 50 ms', async () => {
    let longest = 0;
    let last = performance.now();
    await pool.runInWorker('analysis.echo', { value: 'warm' });
    const watch = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    last = performance.now();
    expect(await pool.runInWorker('analysis.echo', { value: [1, 'a'], workMs: 300 })).toEqual([1, 'a']);
    clearInterval(watch);
    expect(longest).toBeLessThan(50);
  });

  it('hand typed arrays over instead of copying them', async () => {
    const numbers = Float64Array.from([1, 2, 3]);
    expect(await pool.runInWorker('analysis.echo', { value: numbers }, { transfer: [numbers.buffer] })).toEqual(Float64Array.from([1, 2, 3]));
    expect(numbers.length).toBe(0);
  });

  it('take tasks in turn, and say how far they are', async () => {
    const shares: number[] = [];
    const answers = await Promise.all([
      pool.runInWorker('analysis.echo', { value: 1, workMs: 250 }, { onProgress: (share) => shares.push(share) }),
      pool.runInWorker('analysis.echo', { value: 2 }),
    ]);
    expect(answers).toEqual([1, 2]);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('leave one thread to quick tasks while long ones work', async () => {
    const two = new AnalysisPool(2);
    // Both threads are there before anything is measured.
    await Promise.all([1, 2].map((value) => two.runInWorker('analysis.echo', { value, workMs: 50 })));
    const done: string[] = [];
    const long = ['first', 'second'].map((value) => two.runInWorker('analysis.echo', { value, workMs: 1500 }, { isLong: true }).then(() => done.push(value)));
    const quick = two.runInWorker('analysis.echo', { value: 'quick' }).then(() => done.push('quick'));
    await Promise.all([...long, quick]);
    await two.close();
    expect(done).toEqual(['quick', 'first', 'second']);
  });

  it('stop where they are when told, and go on with the next', async () => {
    const stop = new AbortController();
    const long = pool.runInWorker('analysis.echo', { value: 1, workMs: 60_000 }, { signal: stop.signal });
    const next = pool.runInWorker('analysis.echo', { value: 2 });
    stop.abort(new Error('no longer wanted'));
    await expect(long).rejects.toThrow('no longer wanted');
    expect(await next).toBe(2);
  });

  it('give back a defect with its message, and go on', async () => {
    await expect(pool.runInWorker('analysis.missing' as 'analysis.echo', { value: 1 })).rejects.toThrow('there is no task analysis.missing');
    expect(await pool.runInWorker('analysis.echo', { value: 3 })).toBe(3);
  });

  it('end with the engine: what is under way and what comes later is told so', async () => {
    const long = pool.runInWorker('analysis.echo', { value: 1, workMs: 60_000 });
    await Promise.all([expect(long).rejects.toThrow(TransientError), pool.close()]);
    await expect(pool.runInWorker('analysis.echo', { value: 1 })).rejects.toThrow(TransientError);
  });
});
