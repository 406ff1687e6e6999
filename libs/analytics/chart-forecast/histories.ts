import { isUsable, notANumber, refuse, type Answer } from '../problem.js';

/** One stay in a state; moments in milliseconds since 1970. `leftMs` is `null` while the run is still there. */
export interface Stay {
  readonly state: string;
  readonly enteredMs: number;
  readonly leftMs: number | null;
}

/** The way of one run through its chart, in the order of time. */
export interface RunHistory {
  readonly id: string;
  /** Kind of run: `''` for all, parts by slashes from the widest to the narrowest: `europe/partner`. Each leans on the one above it where it has few runs. */
  readonly segment: string;
  readonly steps: readonly Stay[];
  /** How it ended (`won`, `lost`); `null` while open. Then only the last stay may be open. */
  readonly outcome: string | null;
  /** What it is or was worth, in one currency; `null` where not known. */
  readonly amount: number | null;
  /** True where the amount was only written down at the end: a back-test then may not know it while the run is open. */
  readonly isAmountFinal?: boolean;
}

/** Refuses what cannot be a history: no steps, times out of order, an open stay that is not the last, an outcome of a run that has not left its last state. */
export function historiesProblem(histories: readonly RunHistory[]): Answer<never> | null {
  for (let i = 0; i < histories.length; i += 1) {
    const history = histories[i] as RunHistory;
    const wrong = stepsProblem(history, i);
    if (wrong) return wrong;
    if (history.amount !== null && !isUsable(history.amount)) return notANumber(`/histories/${i}/amount`, history.amount);
  }
  return null;
}

function stepsProblem({ steps, outcome }: RunHistory, history: number): Answer<never> | null {
  // Places are put into words for a problem alone: there are a hundred thousand histories without one.
  const at = (step: number): string => `/histories/${history}/steps/${step}`;
  let before = -Infinity;
  for (let i = 0; i < steps.length; i += 1) {
    const { enteredMs, leftMs } = steps[i] as Stay;
    if (!isUsable(enteredMs)) return notANumber(`${at(i)}/enteredMs`, enteredMs);
    if (leftMs !== null && !isUsable(leftMs)) return notANumber(`${at(i)}/leftMs`, leftMs);
    const isOpen = leftMs === null;
    if (enteredMs < before || (!isOpen && leftMs < enteredMs) || (isOpen && (i < steps.length - 1 || outcome !== null))) return outOfOrder(at(i));
    before = leftMs ?? enteredMs;
  }
  return steps.length === 0 ? outOfOrder(`/histories/${history}/steps`) : null;
}

const outOfOrder = (at: string): Answer<never> =>
  refuse(
    'analysis.history',
    at,
    'Stays must follow one another in time; only the last may be open, and only while the run has no outcome.',
    '各次停留必须按时间先后排列；仅最后一次可未结束，且此时运行不得有结果。',
  );

/** What was known at a past moment: later stays and outcomes are cut off, runs that had not begun are left out. */
export function knownAt(histories: readonly RunHistory[], moment: number): RunHistory[] {
  return histories.flatMap((history) => {
    const end = history.steps.at(-1);
    // Most had ended long before: they are as they were.
    if (end?.leftMs != null && end.leftMs <= moment) return [history];
    const steps = history.steps
      .filter(({ enteredMs }) => enteredMs <= moment)
      .map((stay) => (stay.leftMs !== null && stay.leftMs > moment ? { ...stay, leftMs: null } : stay));
    if (steps.length === 0) return [];
    const isOver = steps.length === history.steps.length && steps.at(-1)?.leftMs !== null;
    return [{ ...history, steps, outcome: isOver ? history.outcome : null }];
  });
}

/** The stay that a run was in at a past moment, as far as `knownAt` would say; `null` where it had not begun, had ended, or was nowhere. */
export function stayAt({ steps }: RunHistory, moment: number): Stay | null {
  let last: Stay | null = null;
  for (const stay of steps) {
    if (stay.enteredMs > moment) break;
    last = stay;
  }
  return last && (last.leftMs === null || last.leftMs > moment) ? last : null;
}

/** The moment of the outcome; `null` while open. */
export const endedMs = ({ steps, outcome }: RunHistory): number | null => (outcome === null ? null : (steps.at(-1)?.leftMs ?? null));

/** The stay that a run is in; `null` where it has ended, or left its last state for nowhere known. */
export function currentStay({ steps, outcome }: RunHistory): Stay | null {
  const last = steps.at(-1);
  return outcome === null && last && last.leftMs === null ? last : null;
}

/** The segment above: `europe` of `europe/partner`, `''` of `europe`; `null` of `''`. */
export const parentOf = (segment: string): string | null => (segment === '' ? null : segment.slice(0, Math.max(0, segment.lastIndexOf('/'))));
