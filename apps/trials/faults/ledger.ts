import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** What the clients sent and what they were promised, on disk before they go on: the book that the database is held against. */
export class Ledger {
  readonly sent = new Map<string, { readonly run: string; readonly event: string }>();
  readonly acknowledged = new Set<string>();
  readonly refused = new Set<string>();
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  sends(key: string, run: string, event: string): void {
    this.#line(`sent ${key} ${run} ${event}`);
    this.sent.set(key, { run, event });
  }

  answered(key: string, isAccepted: boolean): void {
    this.#line(`${isAccepted ? 'accepted' : 'refused'} ${key}`);
    (isAccepted ? this.acknowledged : this.refused).add(key);
  }

  close(): void {
    closeSync(this.#file);
  }

  #line(text: string): void {
    writeSync(this.#file, `${text}\n`);
    fsyncSync(this.#file);
  }
}
