import { type Instant, addMs, epochMs } from '#kernel';
import type { Clock } from '../ports.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved. It is both the pacing clock and, by `now()`, the time of a memory store. */
export class VirtualClock implements Clock {
  readonly #start: Instant;
  #passedMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  constructor(start: Instant) {
    this.#start = start;
  }

  now(): Instant {
    return addMs(this.#start, this.#passedMs);
  }

  nowMs(): number {
    return this.#passedMs;
  }

  /** Resolves once the clock was moved this far, or when `signal` aborts; a sleep of 0 is over at once. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        until: this.#passedMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Moves time on and wakes who slept until then. */
  advance(ms: number): void {
    this.#passedMs += ms;
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.until - b.until)) if (sleeper.until <= this.#passedMs) sleeper.wake();
  }

  /** Moves to a moment; never back. */
  advanceTo(moment: Instant): void {
    const ms = epochMs(moment) - epochMs(this.now());
    if (ms > 0) this.advance(ms);
  }
}
