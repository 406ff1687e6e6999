import { type Instant, type WorkspaceId, laterOf } from '#kernel';
import type { AttachedRule } from '#pipeline';
import type { Pipelines, RunStore, ScheduleStore, StoredSchedule } from '../ports.js';

/** The first occurrence of a recurrence (`every`, in its time zone) strictly after a moment; null when there is none. */
export type NextOccurrence = (every: string, timeZone: string, after: Instant) => Instant | null;

/** When the `every` rules of a pipeline come due. After an outage a rule fires once for all that was missed. */
export class Schedules {
  constructor(
    private readonly schedules: ScheduleStore,
    private readonly store: RunStore,
    private readonly pipelines: Pipelines,
    private readonly nextOccurrence: NextOccurrence,
  ) {}

  /** Plans the `every` rules of the pipeline's newest version and rules revision, and forgets those that are gone. Safe to repeat. */
  async plan(workspace: WorkspaceId, pipeline: string): Promise<void> {
    const { now } = await this.store.sweep(1);
    const planned = (await this.#rules(workspace, pipeline)).flatMap((rule) => {
      const due = this.#next(rule, now);
      return due === null ? [] : [{ rule: rule.key, due }];
    });
    await this.schedules.replaceSchedules(workspace, pipeline, planned);
  }

  /** When a schedule that has just fired comes due again; null when never. */
  async after(schedule: StoredSchedule): Promise<Instant | null> {
    const rule = (await this.#rules(schedule.workspace, schedule.pipeline)).find(({ key }) => key === schedule.rule);
    if (!rule) return null;
    const { now } = await this.store.sweep(1);
    return this.#next(rule, laterOf(schedule.due, now));
  }

  #next(rule: AttachedRule, after: Instant): Instant | null {
    return 'every' in rule.on ? this.nextOccurrence(rule.on.every, rule.on.timeZone, after) : null;
  }

  async #rules(workspace: WorkspaceId, pipeline: string): Promise<readonly AttachedRule[]> {
    const current = await this.pipelines.current(workspace, pipeline);
    if (!current) return [];
    const { rules } = await this.pipelines.compiled(workspace, pipeline, current.version, current.rulesRevision);
    return rules.filter((rule) => 'every' in rule.on && rule.document.enabled !== false);
  }
}
