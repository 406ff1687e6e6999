import { OWN_KINDS, type KindFilter, type WorkKind } from '#runtime';

/** What one step kind may take of the engine; what is not set is not limited. */
export interface StepLimit {
  /** Pieces of this kind at the same time: in this process, or over all of them where the carrier reaches all. */
  readonly concurrency?: number;
  /** Pieces of this kind begun a second: in this process, or over all of them where the carrier reaches all. */
  readonly perSecond?: number;
  /** Who goes first when room is short: the lower, the sooner; 5 when not set, 0 to 10. */
  readonly priority?: number;
}

export interface WorkLimits {
  /** Steps without a concurrency or rate of their own, at the same time in one process. */
  readonly steps: number;
  /** Timers, starts and signals on their way through the committer at the same time in one process. */
  readonly turns: number;
  readonly byStep: Readonly<Record<WorkKind, StepLimit>>;
}

export const WORK_LIMITS: WorkLimits = { steps: 32, turns: 1_000, byStep: {} };

/** Work that waits in one line, with its limits. */
export interface WorkLine {
  /** `turns`, `steps`, or `step-<kind>` for a kind with limits of its own. */
  readonly name: string;
  readonly kinds: KindFilter;
  readonly concurrency: number;
  readonly perSecond: number | null;
  /** Has a limit of its own, which holds over all processes where the carrier reaches them. */
  readonly isLimited: boolean;
}

const DEFAULT_PRIORITY = 5;

/** The lines: the engine's own turns, the steps that share room, and one for each kind with a concurrency or rate of its own. */
export function workLines(limits: WorkLimits): readonly WorkLine[] {
  const own = Object.entries(limits.byStep).filter(([, { concurrency, perSecond }]) => concurrency !== undefined || perSecond !== undefined);
  return [
    { name: 'turns', kinds: { only: OWN_KINDS }, concurrency: limits.turns, perSecond: null, isLimited: false },
    { name: 'steps', kinds: { except: [...OWN_KINDS, ...own.map(([kind]) => kind)] }, concurrency: limits.steps, perSecond: null, isLimited: false },
    ...own.map(([kind, { concurrency, perSecond }]) => ({
      name: `step-${kind}`,
      kinds: { only: [kind] },
      concurrency: concurrency ?? limits.steps,
      perSecond: perSecond ?? null,
      isLimited: true,
    })),
  ];
}

export const priorityOf = (limits: WorkLimits, kind: WorkKind): number => limits.byStep[kind]?.priority ?? DEFAULT_PRIORITY;
