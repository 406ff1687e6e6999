import type { Ids } from '../ports.js';

/** Ids that count up, shaped as UUIDs of version 7: the same program makes the same ids. */
export class CountedIds implements Ids {
  #last = 0;
  constructor(private readonly prefix = '00000000-0000') {}

  next(): string {
    this.#last += 1;
    return `${this.prefix}-7000-8000-${this.#last.toString(16).padStart(12, '0')}`;
  }
}
