import { epochMs } from '#kernel';
import type { ClaimedEffect, Clock, RunStore, Wakeups } from '../ports.js';
import { Leases } from './leases.js';
import type { Work } from './work.js';

/** How a worker works. */
export interface WorkerSettings {
  /** Says who holds a lease. */
  readonly name: string;
  /** Steps, starts and signals at the same time. */
  readonly concurrency: number;
  /** Timers on their way through the committer at the same time. */
  readonly timersInFlight: number;
  readonly leaseMs: number;
  readonly renewMs: number;
  /** Longest pause between two looks at the store. */
  readonly sweepMs: number;
  /** After stop: how long running handlers may go on before they are aborted. */
  readonly graceMs: number;
}

export const WORKER_SETTINGS: WorkerSettings = {
  name: 'worker',
  concurrency: 32,
  timersInFlight: 1_000,
  leaseMs: 30_000,
  renewMs: 10_000,
  sweepMs: 1_000,
  graceMs: 5_000,
};

/** Rows of one claim. */
const CLAIM_TIMERS = 300;
/** Work is due but somebody else holds it just now: look again after this. */
const CONTENDED_MS = 25;

/**
 * Claims due work and brings it to its end. Sleeps until the next work is due, a wake-up arrives or the sweep interval is
 * over, so that a lost wake-up only costs that interval.
 */
export class Worker {
  readonly #leases: Leases;
  readonly #running = { timers: new Set<Promise<void>>(), steps: new Set<Promise<void>>() };
  #stopping = false;
  #woken = false;
  #rest: AbortController | null = null;
  #loops: Promise<unknown> | null = null;
  #stopListening: (() => void) | null = null;
  readonly #halt = new AbortController();

  constructor(
    private readonly store: RunStore,
    private readonly work: Work,
    private readonly wakeups: Wakeups,
    private readonly pace: { readonly clock: Clock; readonly settings: WorkerSettings },
  ) {
    this.#leases = new Leases(store, pace.settings.leaseMs);
  }

  get inFlight(): number {
    return this.#leases.size;
  }

  start(): void {
    if (this.#loops) return;
    this.#stopListening = this.wakeups.onWork(() => this.#wake());
    this.#loops = Promise.all([this.#claimLoop(), this.#renewLoop()]);
  }

  /** Takes nothing new, lets running work end (after the grace time it is aborted and handed back), gives up its leases. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopListening?.();
    this.#wake();
    const running = [...this.#running.timers, ...this.#running.steps];
    if (running.length > 0) {
      const over = new AbortController();
      await Promise.race([Promise.allSettled(running), this.#sleep(this.pace.settings.graceMs, over.signal)]);
      over.abort();
      this.#leases.abortAll();
      await Promise.allSettled([...this.#running.timers, ...this.#running.steps]);
    }
    this.#halt.abort();
    await this.#loops;
  }

  /** Does everything that is due now, and what becomes due by it, without a loop in the background. Answers how much that was. */
  async drain(): Promise<number> {
    for (let done = 0; ;) {
      const claimed = await this.store.claim({ worker: this.pace.settings.name, limit: CLAIM_TIMERS, leaseMs: this.pace.settings.leaseMs, kinds: 'all' });
      if (claimed.length === 0) return done;
      done += claimed.length;
      await Promise.all(claimed.map((effect) => this.#take(effect)));
    }
  }

  async #claimLoop(): Promise<void> {
    while (!this.#stopping) {
      const got = await this.#round().catch(() => 0); // the store is away: the next round asks again
      if (got === 0 && !this.#stopping) await this.#pause();
    }
  }

  async #round(): Promise<number> {
    this.#woken = false;
    const [timers, steps] = await Promise.all([this.#claim('timers'), this.#claim('steps')]);
    if (this.#stopping) {
      await this.store.release([...timers, ...steps]);
      return 0;
    }
    for (const effect of timers) this.#begin(this.#running.timers, effect);
    for (const effect of steps) this.#begin(this.#running.steps, effect);
    return timers.length + steps.length;
  }

  async #claim(kinds: 'timers' | 'steps'): Promise<readonly ClaimedEffect[]> {
    const { concurrency, timersInFlight, leaseMs, name } = this.pace.settings;
    const room = (kinds === 'timers' ? timersInFlight : concurrency) - this.#running[kinds].size;
    if (room <= 0) return [];
    return this.store.claim({ worker: name, limit: Math.min(room, CLAIM_TIMERS), leaseMs, kinds });
  }

  #begin(running: Set<Promise<void>>, effect: ClaimedEffect): void {
    const mine = this.#take(effect).finally(() => {
      const wasFull = running.size >= this.pace.settings.concurrency;
      running.delete(mine);
      if (wasFull) this.#wake();
    });
    running.add(mine);
  }

  async #take(effect: ClaimedEffect): Promise<void> {
    const lost = this.#leases.take(effect);
    await this.work.finish(effect, lost);
    this.#leases.drop(effect);
  }

  async #pause(): Promise<void> {
    const rest = new AbortController();
    this.#rest = rest;
    const { sweepMs } = this.pace.settings;
    const sweep = await this.store.sweep(1).catch(() => null);
    const untilMs = !sweep?.nextDue ? sweepMs : Math.max(0, epochMs(sweep.nextDue) - epochMs(sweep.now));
    const delayMs = sweep && sweep.due > 0 ? CONTENDED_MS : Math.min(sweepMs, untilMs);
    if (!this.#woken && !this.#stopping) await this.#sleep(delayMs, rest.signal);
    this.#rest = null;
  }

  #wake(): void {
    this.#woken = true;
    this.#rest?.abort();
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
