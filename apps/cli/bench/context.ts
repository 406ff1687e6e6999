import type { BenchDatabase } from './bench-database.js';

/** What measures share in one run, so that their ratios are honest: the same machine, the same PostgreSQL. */
export interface BenchContext {
  readonly quick: boolean;
  /** How long the soak lasts; null = as `quick` says. */
  readonly minutes: number | null;
  /** A fresh, migrated database; started on first use, dropped at the end. */
  database(): Promise<BenchDatabase>;
  /** A line about what is going on. */
  note(line: string): void;
}
