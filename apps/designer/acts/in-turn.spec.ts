import { describe, expect, it } from '@jest/globals';
import { inTurn } from './in-turn.js';

describe('many done in turn', () => {
  it('answers each in its place, and goes on after a failure', async () => {
    const told: number[] = [];
    const outcomes = await inTurn(
      [1, 2, 3, 4, 5],
      (n) => (n === 2 ? Promise.reject(new Error('no')) : Promise.resolve()),
      (done) => told.push(done),
      2,
    );
    expect(outcomes.map(({ ok, item }) => [item, ok])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
      [5, true],
    ]);
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  it('never has more under way than it may', async () => {
    let [now, most] = [0, 0];
    const work = async (): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
    };
    await inTurn(
      Array.from({ length: 20 }, (_, n) => n),
      work,
      undefined,
      3,
    );
    expect(most).toBe(3);
  });

  it('does nothing with nothing', async () => {
    expect(await inTurn([], () => Promise.reject(new Error('never')))).toEqual([]);
  });
});
