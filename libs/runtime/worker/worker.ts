import { epochMs } from '#kernel';
import type { Observer } from '../observer.js';
import type { BeginWork, ClaimedEffect, Clock, RunStore, Sweep, Wakeups } from '../ports.js';
import { ALL_KINDS } from '../work-kinds.js';
import { Leases } from './leases.js';
import type { Work } from './work.js';

/** How a worker works. */
export interface WorkerSettings {
  /** Says who holds a lease. */
  readonly name: string;
  readonly leaseMs: number;
  readonly renewMs: number;
  /** Longest pause between two looks at the store. */
  readonly sweepMs: number;
  /** After stop: how long running handlers may go on before they are aborted. */
  readonly graceMs: number;
}

export const WORKER_SETTINGS: WorkerSettings = { name: 'worker', leaseMs: 30_000, renewMs: 10_000, sweepMs: 1_000, graceMs: 5_000 };

/** Pieces of a workspace and kind that a sweep names. */
const SWEPT = 100;
/** Rows of one claim of `drain`. */
const DRAINED = 300;

/**
 * Brings due work to its end: begins it when a wake-up lets it, and sweeps the store so that a lost wake-up, and whatever
 * comes due by itself, only costs the sweep interval.
 */
export class Worker {
  readonly #leases: Leases;
  readonly #running = new Set<Promise<void>>();
  /** Calls of `begin` that are with the store. */
  readonly #claims = new Set<Promise<unknown>>();
  #loops: Promise<unknown> | null = null;
  #stopListening: (() => void) | null = null;
  readonly #leave = new AbortController();
  readonly #halt = new AbortController();

  constructor(
    private readonly store: RunStore,
    private readonly work: Work,
    private readonly wakeups: Wakeups,
    private readonly pace: { readonly clock: Clock; readonly settings: WorkerSettings; readonly observer: Observer },
  ) {
    this.#leases = new Leases(store, pace.settings.leaseMs, pace.observer);
  }

  get inFlight(): number {
    return this.#leases.size;
  }

  start(): void {
    if (this.#loops) return;
    this.#stopListening = this.wakeups.onWork((call) => this.#begin(call));
    this.#loops = Promise.all([this.#sweepLoop(), this.#renewLoop()]);
  }

  /** Takes nothing new, lets running work end (after the grace time it is aborted and handed back), gives up its leases. */
  async stop(): Promise<void> {
    this.#leave.abort();
    this.#stopListening?.();
    await Promise.allSettled(this.#claims);
    if (this.#running.size > 0) {
      const over = new AbortController();
      await Promise.race([Promise.allSettled(this.#running), this.#sleep(this.pace.settings.graceMs, over.signal)]);
      over.abort();
      this.#leases.abortAll();
      await Promise.allSettled(this.#running);
    }
    this.#halt.abort();
    await this.#loops;
  }

  /** Does everything that is due now, and what becomes due by it, without a loop in the background. Answers how much that was. */
  async drain(): Promise<number> {
    for (let done = 0; ;) {
      const claimed = await this.#claim({ kinds: ALL_KINDS, atMost: DRAINED });
      if (claimed.length === 0) return done;
      done += claimed.length;
      await Promise.all(claimed.map((effect) => this.#take(effect)));
    }
  }

  async #begin(call: Parameters<BeginWork>[0]): ReturnType<BeginWork> {
    if (this.#leave.signal.aborted) return [];
    const asked = this.#claim(call);
    this.#claims.add(asked);
    try {
      const claimed = await asked;
      if (!this.#leave.signal.aborted) return claimed.map((effect) => this.#take(effect));
      await this.store.release(claimed);
      return [];
    } finally {
      this.#claims.delete(asked);
    }
  }

  /** Who stood still for as long as a lease while claiming holds nothing any more: others may have done the work by now. */
  async #claim({ kinds, atMost }: Parameters<BeginWork>[0]): Promise<readonly ClaimedEffect[]> {
    const { clock, observer, settings } = this.pace;
    const askedMs = clock.nowMs();
    const claimed = await this.store.claim({ worker: settings.name, limit: atMost, leaseMs: settings.leaseMs, kinds });
    if (clock.nowMs() - askedMs >= settings.leaseMs) return [];
    if (claimed.length > 0) observer.claimed(claimed);
    return claimed;
  }

  #take(effect: ClaimedEffect): Promise<void> {
    const mine = this.#perform(effect).finally(() => this.#running.delete(mine));
    this.#running.add(mine);
    return mine;
  }

  async #perform(effect: ClaimedEffect): Promise<void> {
    const lost = this.#leases.take(effect);
    await this.work.finish(effect, lost);
    this.#leases.drop(effect);
  }

  async #sweepLoop(): Promise<void> {
    const leave = this.#leave.signal;
    while (!leave.aborted) {
      const sweep = await this.#sweep();
      if (sweep && sweep.due.length > 0 && !leave.aborted) this.wakeups.offer(sweep.due);
      await this.#sleep(this.#pauseMs(sweep), leave);
    }
  }

  /** Null when the store is away: the next round asks again. */
  async #sweep(): Promise<Sweep | null> {
    try {
      const sweep = await this.store.sweep(SWEPT);
      this.pace.observer.swept({ due: sweep.due.length });
      return sweep;
    } catch (error) {
      this.pace.observer.swept({ error });
      return null;
    }
  }

  #pauseMs(sweep: Sweep | null): number {
    const { sweepMs } = this.pace.settings;
    return sweep?.nextDue ? Math.min(sweepMs, Math.max(1, epochMs(sweep.nextDue) - epochMs(sweep.now))) : sweepMs;
  }

  async #renewLoop(): Promise<void> {
    while (!this.#halt.signal.aborted) {
      await this.#sleep(this.pace.settings.renewMs, this.#halt.signal);
      if (!this.#halt.signal.aborted) await this.#leases.renew().catch(() => undefined); // tried again before the lease is over
    }
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    await this.pace.clock.sleep(ms, signal).catch(() => undefined); // an aborted sleep is over, not an error
  }
}
