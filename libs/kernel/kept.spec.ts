import { describe, expect, it } from '@jest/globals';
import { Kept } from './kept.js';

describe('kept answers', () => {
  it('are reckoned once, until their time is over', async () => {
    let [now, made] = [0, 0];
    const kept = new Kept(() => now, { forMs: 100, most: 9 });
    const ask = (): Promise<number> => kept.of('a', async () => (made += 1));
    expect([await ask(), await ask()]).toEqual([1, 1]);
    now = 100;
    expect(await ask()).toBe(2);
  });
  it('give way to newer ones', async () => {
    let made = 0;
    const kept = new Kept(() => 0, { forMs: 100, most: 2 });
    for (const key of ['a', 'b', 'c', 'a']) await kept.of(key, async () => (made += 1));
    expect(made).toBe(4);
    await kept.of('c', async () => (made += 1));
    expect(made).toBe(4);
  });
  it('are not kept where they failed', async () => {
    const kept = new Kept(() => 0, { forMs: 100, most: 2 });
    await expect(kept.of('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await kept.of('a', async () => 1)).toBe(1);
  });
  it('stay when an older answer of the same key fails after them', async () => {
    let now = 0;
    const kept = new Kept(() => now, { forMs: 100, most: 2 });
    let fail = (_: Error): void => {};
    const older = kept.of('a', () => new Promise<number>((_, reject) => (fail = reject)));
    now = 100;
    await kept.of('a', async () => 1);
    fail(new Error('late'));
    await expect(older).rejects.toThrow('late');
    expect(await kept.of('a', async () => 2)).toBe(1);
  });
  it('are forgotten when told so', async () => {
    const kept = new Kept(() => 0, { forMs: 100, most: 2 });
    await kept.of('a', async () => 1);
    kept.forget('a');
    expect(await kept.of('a', async () => 2)).toBe(2);
  });
});
