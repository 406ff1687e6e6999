import type { BeginWork, Clock, DueWork, Notice, Wakeups } from '#runtime';
import { WORK_LIMITS, type WorkLimits } from './work-lines.js';
import { WorkPump } from './work-pump.js';

/** Hears of every announcement of this process. */
export type NoticeListener = (notice: Notice) => void;

/**
 * Wake-ups inside one process. Listeners are called one after the other, never within `announce` itself, so that an
 * announcement cannot slow down or break who makes it; a listener that throws is passed over.
 */
export class InProcessWakeups implements Wakeups {
  readonly #pumps = new Set<WorkPump>();
  readonly #notices = new Set<NoticeListener>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: WorkLimits = WORK_LIMITS,
  ) {}

  announce(notice: Notice): void {
    queueMicrotask(() => {
      for (const listener of [...this.#notices]) quietly(() => listener(notice));
    });
    this.offer(notice.due);
  }

  offer(due: readonly DueWork[]): void {
    if (due.length === 0) return;
    const kinds = new Set(due.map(({ kind }) => kind));
    queueMicrotask(() => {
      for (const pump of [...this.#pumps]) pump.wake(kinds);
    });
  }

  onWork(begin: BeginWork): () => void {
    const pump = new WorkPump(begin, this.limits, this.clock);
    this.#pumps.add(pump);
    return () => {
      pump.stop();
      this.#pumps.delete(pump);
    };
  }

  /** Hears everything that changed (the live stream). Returns how to stop. */
  onNotice(listener: NoticeListener): () => void {
    const mine: NoticeListener = (notice) => listener(notice);
    this.#notices.add(mine);
    return () => void this.#notices.delete(mine);
  }
}

function quietly(call: () => void): void {
  try {
    call();
  } catch {
    // A listener's defect is its own; what it missed the sweeper finds.
  }
}
