import type { EffectId } from '#kernel';
import type { Observer } from '../observer.js';
import type { ClaimedEffect, RunStore } from '../ports.js';

interface Held {
  readonly effect: ClaimedEffect;
  readonly lost: AbortController;
}

/** The leases this worker holds. Who loses one is told by its signal and must not act any more. */
export class Leases {
  readonly #held = new Map<EffectId, Held>();

  constructor(
    private readonly store: RunStore,
    private readonly leaseMs: number,
    private readonly observer: Observer,
  ) {}

  get size(): number {
    return this.#held.size;
  }

  /** Aborted when the lease is lost or the worker stops. */
  take(effect: ClaimedEffect): AbortSignal {
    const lost = new AbortController();
    this.#held.set(effect.id, { effect, lost });
    return lost.signal;
  }

  drop(effect: ClaimedEffect): void {
    if (this.#held.get(effect.id)?.effect.epoch === effect.epoch) this.#held.delete(effect.id);
  }

  /** Prolongs all of them; aborts those that somebody else has by now. */
  async renew(): Promise<void> {
    if (this.#held.size === 0) return;
    const held = [...this.#held.values()].map(({ effect }) => ({ workspace: effect.workspace, id: effect.id, epoch: effect.epoch }));
    for (const id of await this.store.renew(held, this.leaseMs)) {
      const lost = this.#held.get(id);
      if (!lost) continue; // ended while the store was asked
      this.#held.delete(id);
      this.observer.leaseLost(lost.effect);
      lost.lost.abort();
    }
  }

  abortAll(): void {
    for (const { lost } of this.#held.values()) lost.abort();
  }
}
