import type { Random } from './random.js';

/** Who waits: an engine, a client, or the world around them. */
export type Task = string;

interface Pending {
  readonly task: Task;
  readonly label: string;
  at: number;
  readonly order: number;
  readonly go: () => void;
}

/**
 * Everything that takes time in the simulated world waits here, and is let on one at a time, in an order that the seed
 * decides. Between two of these points the code runs as it is; so dropping all that an engine waits for is a crash of that
 * engine at exactly that await.
 */
export class Scheduler {
  nowMs = 0;
  steps = 0;
  /** A fingerprint of everything that was let on, in order. */
  trace = 0;
  #order = 0;
  #pending: Pending[] = [];
  readonly #pausedUntil = new Map<Task, number>();

  constructor(private readonly random: Random) {}

  /** Resolves when the scheduler lets it on: after `ms`, or after a short while of the world's own choosing. */
  pass(task: Task, label: string, ms: number = this.random.whole(0, 12), signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const pending: Pending = { task, label, at: this.nowMs + ms, order: (this.#order += 1), go };
      this.#pending.push(pending);
      const leave = (): void => {
        if (this.#pending.includes(pending)) pending.at = this.nowMs;
      };
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** The world ends: nobody is waited for any more, and nothing of it is kept. */
  end(): void {
    this.#pending = [];
    this.#pausedUntil.clear();
  }

  /** What this task waits for never comes. */
  drop(task: Task): void {
    this.#pending = this.#pending.filter((pending) => pending.task !== task);
    this.#pausedUntil.delete(task);
  }

  /** Nothing of this task goes on before that time. */
  pause(task: Task, ms: number): void {
    this.#pausedUntil.set(task, this.nowMs + ms);
  }

  /** Lets the next one on and everything that follows from it without waiting; false when nobody waits. */
  async step(): Promise<boolean> {
    const next = this.#next();
    if (!next) return false;
    this.#pending.splice(this.#pending.indexOf(next), 1);
    this.nowMs = Math.max(this.nowMs, this.#timeOf(next));
    this.steps += 1;
    this.trace = (Math.imul(this.trace, 31) + fingerprint(next.task + next.label) + this.nowMs) | 0;
    next.go();
    await new Promise<void>((settled) => setImmediate(settled)); // all that follows at once has happened by then
    return true;
  }

  #timeOf({ task, at }: Pending): number {
    return Math.max(at, this.#pausedUntil.get(task) ?? 0);
  }

  #next(): Pending | undefined {
    let best: Pending | undefined;
    let bestAt = Number.POSITIVE_INFINITY;
    for (const pending of this.#pending) {
      const at = this.#timeOf(pending);
      if (at < bestAt || (at === bestAt && best !== undefined && pending.order < best.order)) [best, bestAt] = [pending, at];
    }
    return best;
  }
}

function fingerprint(text: string): number {
  let sum = 7;
  for (let n = 0; n < text.length; n += 1) sum = (Math.imul(sum, 33) ^ text.charCodeAt(n)) | 0;
  return sum;
}
