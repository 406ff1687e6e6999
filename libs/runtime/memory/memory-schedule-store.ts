import { type Instant, type RunId, type WorkspaceId, addMs } from '#kernel';
import type { ScheduleStore, StoredSchedule } from '../ports.js';
import type { MemoryTables } from './memory-tables.js';

interface Row {
  readonly schedule: StoredSchedule;
  readonly leaseUntil: Instant | null;
}

/** Schedules in memory, over the runs of a memory store. */
export class MemoryScheduleStore implements ScheduleStore {
  readonly #rows = new Map<string, Row>();

  constructor(
    private readonly now: () => Instant,
    private readonly runs: { tables(workspace: WorkspaceId): MemoryTables },
  ) {}

  async replaceSchedules(workspace: WorkspaceId, pipeline: string, schedules: readonly { readonly rule: string; readonly due: Instant }[]): Promise<void> {
    const kept = new Set(schedules.map(({ rule }) => nameOf(workspace, pipeline, rule)));
    for (const [name, { schedule }] of this.#rows) {
      if (schedule.workspace === workspace && schedule.pipeline === pipeline && !kept.has(name)) this.#rows.delete(name);
    }
    for (const { rule, due } of schedules) {
      const name = nameOf(workspace, pipeline, rule);
      const row = this.#rows.get(name);
      if (!row) this.#rows.set(name, { schedule: { workspace, pipeline, rule, due, cursor: null, epoch: 0 }, leaseUntil: null });
      else if (due < row.schedule.due) this.#rows.set(name, { ...row, schedule: { ...row.schedule, due } });
    }
  }

  async claimSchedules(want: { readonly limit: number; readonly leaseMs: number }): Promise<readonly StoredSchedule[]> {
    const now = this.now();
    const due = [...this.#rows].filter(([, { schedule, leaseUntil }]) => schedule.due <= now && (leaseUntil === null || leaseUntil <= now));
    return due.slice(0, want.limit).map(([name, row]) => {
      const schedule = { ...row.schedule, epoch: row.schedule.epoch + 1 };
      this.#rows.set(name, { schedule, leaseUntil: addMs(now, want.leaseMs) });
      return schedule;
    });
  }

  async openRuns(workspace: WorkspaceId, pipeline: string, after: RunId | null, limit: number): Promise<readonly RunId[]> {
    const open = [...this.runs.tables(workspace).runs.values()].filter(
      (run) => run.pipeline === pipeline && run.endedAt === null && (after === null || run.id > after),
    );
    return open
      .map(({ id }) => id)
      .sort()
      .slice(0, limit);
  }

  async saveSchedule(schedule: StoredSchedule, next: { readonly cursor: RunId } | { readonly cursor: null; readonly due: Instant | null }): Promise<boolean> {
    const name = nameOf(schedule.workspace, schedule.pipeline, schedule.rule);
    const row = this.#rows.get(name);
    if (row?.schedule.epoch !== schedule.epoch || row.leaseUntil === null) return false;
    if (next.cursor !== null) this.#rows.set(name, { ...row, schedule: { ...row.schedule, cursor: next.cursor } });
    else if (next.due === null) this.#rows.delete(name);
    else this.#rows.set(name, { schedule: { ...row.schedule, cursor: null, due: next.due }, leaseUntil: null });
    return true;
  }
}

const nameOf = (workspace: WorkspaceId, pipeline: string, rule: string): string => `${workspace}\n${pipeline}\n${rule}`;
