import type { Instant } from '#kernel';

/** What is planned for a record, and when somebody last did something with it. */
export interface PlannedWork {
  /** The open task that is due first; those without a due time come last. */
  readonly nextTask: { readonly id: string; readonly title: string; readonly due: Instant | null } | null;
  /** The last event a run of the record got from outside: sent, edited, noted, undone; not its own timers and results. Null without a run. */
  readonly activeAt: Instant | null;
}
