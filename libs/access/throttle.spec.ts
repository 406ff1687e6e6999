import { describe, expect, it } from '@jest/globals';
import { UserError } from '#kernel';
import type { AttemptStore } from './ports.js';
import { Throttle } from './throttle.js';

const waits = async (account: { count: number; newestAgoMs: number }, address: { count: number; newestAgoMs: number }): Promise<number | null> => {
  const attempts: AttemptStore = { begin: async (_subjects, _window, judge) => (judge([account, address]), [1, 2]), succeeded: async () => undefined };
  return new Throttle(attempts).begin('a@example.com', '192.0.2.1').then(
    () => null,
    (error: unknown) => (error as UserError).retryAfterMs ?? null,
  );
};
const none = { count: 0, newestAgoMs: 0 };

describe('the throttle', () => {
  it.each([
    [4, 0, null],
    [5, 0, 2000],
    [5, 2000, null],
    [6, 0, 4000],
    [9, 1000, 31_000],
    [100, 0, 900_000],
    [100_000, 0, 900_000],
  ])('after %i failures of an account, the newest %i ms ago, waits %p', async (count, newestAgoMs, expected) => {
    expect(await waits({ count, newestAgoMs }, none)).toBe(expected);
  });

  it('gives an address more tries than an account, and takes the longer wait', async () => {
    expect(await waits(none, { count: 19, newestAgoMs: 0 })).toBeNull();
    expect(await waits({ count: 5, newestAgoMs: 0 }, { count: 22, newestAgoMs: 0 })).toBe(8000);
  });
});
