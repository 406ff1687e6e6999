import type { UserError } from '#kernel';
import type { NextFunction, Response } from 'express';
import type { KnownCallers } from './known-callers.js';
import type { EngineRequest } from './request.js';
import { refusal } from './refusals.js';

export interface TurnLimits {
  /** Requests that are worked on at the same time, all callers together. */
  readonly atOnce: number;
  /** Of these, those of one caller. */
  readonly atOnceOfOne: number;
  /** Who waits longer is refused: its answer would come too late to be of use. */
  readonly waitMs: number;
  /** Requests that wait, all callers together. */
  readonly waiting: number;
  /** Of these, those of one caller: the others find room beside whoever floods. */
  readonly waitingOfOne: number;
}

export const TURN_LIMITS: TurnLimits = { atOnce: 128, atOnceOfOne: 96, waitMs: 1_000, waiting: 4_000, waitingOfOne: 2_000 };

interface Waiting {
  readonly sinceMs: number;
  readonly begin: () => void;
  readonly refuse: () => void;
}

interface CallerLine {
  readonly waiting: Waiting[];
  working: number;
  /** From one turn of this line to the next while others waited for theirs: a moving average. */
  paceMs: number;
  begunMs: number;
  /** Whether others waited after the last turn. */
  isBehind: boolean;
}

/** How much the newest turn counts in the pace of its line. */
const PACE_SHARE = 1 / 64;

/**
 * Turns at the door. Each caller has a line of its own and the turn is that of the line with the least in work, so whoever floods waits
 * behind himself; what has waited too long is refused while the engine still has time to say so. `nowMs` is monotonic.
 */
export class Turns {
  private readonly lines = new Map<string, CallerLine>();
  private working = 0;
  private waiting = 0;
  private sweeping: NodeJS.Timeout | null = null;

  constructor(
    private readonly nowMs: () => number,
    private readonly limits: TurnLimits = TURN_LIMITS,
  ) {}

  /** What waits and what is worked on, for the metrics. */
  get load(): { readonly waiting: number; readonly working: number } {
    return { waiting: this.waiting, working: this.working };
  }

  /** Calls `begin` when it is this caller's turn, or `refuse`; each `begin` must be followed by one `end` of the same caller. */
  ask(caller: string, begin: () => void, refuse: () => void): void {
    if (this.isFull(caller)) {
      refuse();
      return;
    }
    const line = this.lines.get(caller) ?? { waiting: [], working: 0, paceMs: 0, begunMs: 0, isBehind: false };
    this.lines.set(caller, line);
    line.waiting.push({ sinceMs: this.nowMs(), begin, refuse });
    this.waiting += 1;
    this.next();
    if (this.waiting > 0) this.sweeping ??= setInterval(() => this.refuseLate(), this.limits.waitMs / 4).unref();
  }

  /** Whether a request of this caller could not be begun in time: its line is longer than what has its turn within the longest wait, at the line's pace. */
  isFull(caller: string): boolean {
    const line = this.lines.get(caller);
    const ahead = line?.waiting.length ?? 0;
    return this.waiting >= this.limits.waiting || ahead >= this.limits.waitingOfOne || ahead * (line?.paceMs ?? 0) > this.limits.waitMs;
  }

  end(caller: string): void {
    const line = this.lines.get(caller);
    if (!line) return;
    line.working -= 1;
    this.working -= 1;
    if (line.working === 0 && line.waiting.length === 0) this.lines.delete(caller);
    this.next();
  }

  private next(): void {
    while (this.working < this.limits.atOnce) {
      const line = this.leastServed();
      if (!line) return;
      this.begin(line);
    }
  }

  /** The line with the fewest requests in work; of equal ones that of the earlier caller. */
  private leastServed(): CallerLine | null {
    let least: CallerLine | null = null;
    for (const line of this.lines.values()) if (line.waiting.length > 0 && line.working < (least?.working ?? this.limits.atOnceOfOne)) least = line;
    return least;
  }

  private begin(line: CallerLine): void {
    this.refuseLateOf(line);
    const first = line.waiting.shift();
    if (!first) return;
    this.waiting -= 1;
    this.working += 1;
    line.working += 1;
    this.notePace(line);
    first.begin();
  }

  private notePace(line: CallerLine): void {
    const nowMs = this.nowMs();
    // Where nobody waited, the pause says how seldom the caller comes, not how fast it is served.
    if (line.isBehind) line.paceMs += (nowMs - line.begunMs - line.paceMs) * PACE_SHARE;
    line.begunMs = nowMs;
    line.isBehind = line.waiting.length > 0;
  }

  private refuseLate(): void {
    for (const [caller, line] of this.lines) {
      this.refuseLateOf(line);
      if (line.working === 0 && line.waiting.length === 0) this.lines.delete(caller);
    }
    if (this.waiting > 0 || !this.sweeping) return;
    clearInterval(this.sweeping);
    this.sweeping = null;
  }

  private refuseLateOf({ waiting }: CallerLine): void {
    const oldestMs = this.nowMs() - this.limits.waitMs;
    while (waiting[0] && waiting[0].sinceMs < oldestMs) {
      this.waiting -= 1;
      waiting.shift()?.refuse();
    }
  }
}

/** What is answered whatever the load: the operator's questions, and the live stream, which lasts as long as its page. */
export const isFree = (path: string): boolean => !(path.startsWith('/api/') || path.startsWith('/hooks/')) || path === '/api/v1/live';

/** Lets requests in by turns of their callers. Stands behind the reading of the body: a slow sender holds no turn. */
export const byTurns =
  (turns: Turns, callers: KnownCallers) =>
  (request: EngineRequest, response: Response, next: NextFunction): void => {
    if (isFree(request.path)) {
      next();
      return;
    }
    const caller = callers.nameOf(request);
    const begin = (): void => {
      let hasEnded = false;
      const end = (): void => {
        if (hasEnded) return;
        hasEnded = true;
        turns.end(caller);
        callers.learn(request);
      };
      response.once('finish', end);
      response.once('close', end);
      // Whoever went away meanwhile gives the turn on, but not from within it: thousands may have gone.
      if (response.closed) queueMicrotask(end);
      else next();
    };
    turns.ask(caller, begin, () => next(busy()));
  };

export const busy = (): UserError =>
  refusal('too-many', 'engine.busy', 'Too much is waiting; please try again in a moment.', '等待处理的请求过多，请稍后重试。', '', 1_000);
