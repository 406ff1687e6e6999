import { refuseLength, refuseRule, type RuleLimits } from './values.js';

/** One evaluation: its limits, what it may ask, how far it is. */
export class Evaluation {
  #stepsLeft: number;
  constructor(
    readonly limits: RuleLimits,
    readonly inState: ((state: string) => boolean) | undefined,
  ) {
    this.#stepsLeft = limits.steps;
  }
  /** Takes steps from the budget; throws `rule.budget` when it is used up. */
  take(steps: number): void {
    this.#stepsLeft -= steps;
    if (this.#stepsLeft < 0)
      refuseRule('rule.budget', `The rule takes more than ${this.limits.steps} steps.`, `规则的计算超过 ${this.limits.steps} 步。`, {
        expected: this.limits.steps,
      });
  }
  /** A step for each member of a list; throws `rule.list` for one above the cap. */
  takeList(list: readonly unknown[]): void {
    if (list.length > this.limits.listLength) refuseLength(list.length, this.limits.listLength);
    this.take(list.length);
  }
  isIn(state: unknown): boolean {
    return typeof state === 'string' && this.inState !== undefined && this.inState(state);
  }
}

let running: Evaluation | null = null;

/** The evaluation that is going on. Outside of one it throws: json-logic-js is not to be called past `evaluateRule`. */
export function currentEvaluation(): Evaluation {
  if (running === null) throw new Error('json-logic-js is fenced in by pipeline/rules: call evaluateRule.');
  return running;
}

/** Does `work` as part of an evaluation. One may run inside another (a rule asks for a state, whose answer needs a rule); an error leaves the outer one as it was. */
export function during<T>(evaluation: Evaluation, work: () => T): T {
  const outer = running;
  running = evaluation;
  try {
    return work();
  } finally {
    running = outer;
  }
}
