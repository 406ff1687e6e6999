import type { Instant } from '#kernel';
import type { RunStore } from '#runtime';

/** The database's time: the only one that decides anything. */
export class StoreTime {
  constructor(private readonly store: Pick<RunStore, 'sweep'>) {}

  async now(): Promise<Instant> {
    return (await this.store.sweep(1)).now;
  }
}
