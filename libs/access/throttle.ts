import type { UserError } from '#kernel';
import type { AttemptStore } from './ports.js';
import { refusal } from './refusals.js';

const WINDOW_MINUTES = 60;
/** Failures that cost nothing; from then on each doubles the wait. */
const FREE = { account: 5, address: 20 } as const;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Slows down guessing: waits that double, for each account and each address, kept in the database so that every engine knows them. */
export class Throttle {
  constructor(private readonly attempts: AttemptStore) {}

  /**
   * Counts an attempt, as failed until `succeeded` says otherwise: many at once are counted before any is judged.
   * Throws UserError `sign-in.throttled` (too-many) with the wait.
   */
  async begin(email: string, address: string): Promise<readonly number[]> {
    return this.attempts.begin([`account:${email}`, `address:${address}`], WINDOW_MINUTES, ([account, place]) => {
      const waitMs = Math.max(account ? remaining(account, FREE.account) : 0, place ? remaining(place, FREE.address) : 0);
      if (waitMs > 0) throw throttled(waitMs);
    });
  }

  /** The account's count starts anew; the address only forgets this attempt, or one known account would free it to guess others. */
  succeeded(attempts: readonly number[]): Promise<void> {
    return this.attempts.succeeded(attempts);
  }
}

function throttled(waitMs: number): UserError {
  const seconds = Math.ceil(waitMs / 1000);
  return refusal(
    'too-many',
    'sign-in.throttled',
    `Too many attempts. Try again in ${seconds} seconds.`,
    `尝试次数过多。请在 ${seconds} 秒后重试。`,
    '',
    waitMs,
  );
}

function remaining(failures: { readonly count: number; readonly newestAgoMs: number }, free: number): number {
  if (failures.count < free) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, failures.count - free));
  return wait - failures.newestAgoMs;
}
