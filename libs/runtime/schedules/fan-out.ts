import { TransientError } from '#kernel';
import type { Command } from '../commands.js';
import type { Verdict } from '../committer/decide.js';
import type { Observer } from '../observer.js';
import type { Clock, ScheduleStore, StoredSchedule } from '../ports.js';
import type { Schedules } from './schedules.js';

/** Runs of one page. */
const PAGE = 200;
const LEASE_MS = 60_000;

/** The one door in, for many. */
export interface ManyDoor {
  submitMany(commands: readonly Command[]): Promise<readonly Verdict[]>;
}

/**
 * Fires due schedules: sends each open run of the pipeline a `run.scheduled`, page by page. The place reached is kept
 * after each page and every command has a key of its own, so that whoever takes over after a crash repeats nothing.
 */
export class FanOut {
  #loop: Promise<void> | null = null;
  readonly #halt = new AbortController();

  constructor(
    private readonly schedules: ScheduleStore,
    private readonly plan: Schedules,
    private readonly door: ManyDoor,
    private readonly pace: { readonly clock: Clock; readonly everyMs: number; readonly observer: Observer },
  ) {}

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Ends after the page in flight. */
  async stop(): Promise<void> {
    this.#halt.abort();
    await this.#loop;
  }

  /** Fires everything that is due; answers how many schedules that were. */
  async drain(): Promise<number> {
    const claimed = await this.schedules.claimSchedules({ limit: 20, leaseMs: LEASE_MS });
    for (const schedule of claimed) await this.#fire(schedule);
    return claimed.length;
  }

  async #run(): Promise<void> {
    while (!this.#halt.signal.aborted) {
      const fired = await this.drain().catch(() => 0); // the store is away: the next round asks again
      if (fired === 0) await this.pace.clock.sleep(this.pace.everyMs, this.#halt.signal).catch(() => undefined);
    }
  }

  async #fire(schedule: StoredSchedule): Promise<void> {
    let { cursor } = schedule;
    let sent = 0;
    for (;;) {
      const runs = await this.schedules.openRuns(schedule.workspace, schedule.pipeline, cursor, PAGE);
      const answers = await this.door.submitMany(runs.map((run) => scheduled(schedule, run)));
      // Nobody knows about some of this page: the lease runs out and the page is sent again under the same keys.
      if (answers.some((answer) => !answer.ok && answer.error instanceof TransientError)) return;
      sent += runs.length;
      cursor = runs.at(-1) ?? null;
      if (cursor === null || runs.length < PAGE) break;
      if (!(await this.schedules.saveSchedule(schedule, { cursor })) || this.#halt.signal.aborted) return;
    }
    const isMine = await this.schedules.saveSchedule(schedule, { cursor: null, due: await this.plan.after(schedule) });
    if (isMine) this.pace.observer.fannedOut(schedule, sent);
  }
}

const scheduled = (schedule: StoredSchedule, runId: Extract<Command['body'], { kind: 'run.scheduled' }>['runId']): Command => ({
  workspace: schedule.workspace,
  actor: { kind: 'rule', id: schedule.rule, roles: ['*'] },
  source: 'schedule',
  key: `${schedule.pipeline}/${schedule.rule}/${schedule.due}/${runId}`,
  occurredAt: null,
  history: false,
  origin: null,
  body: { kind: 'run.scheduled', runId, rule: schedule.rule },
});
