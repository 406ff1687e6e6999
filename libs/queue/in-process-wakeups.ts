import type { Instant } from '#kernel';
import type { Notice, Wakeups } from '#runtime';

/** Hears of every announcement of this process. */
export type NoticeListener = (notice: Notice) => void;

/**
 * Wake-ups inside one process. Listeners are called one after the other, never within `announce` itself, so that an
 * announcement cannot slow down or break who makes it; a listener that throws is passed over.
 */
export class InProcessWakeups implements Wakeups {
  readonly #work = new Set<(due: Instant | null) => void>();
  readonly #notices = new Set<NoticeListener>();

  announce(notice: Notice): void {
    queueMicrotask(() => {
      for (const listener of [...this.#notices]) quietly(() => listener(notice));
      if (notice.due) for (const listener of [...this.#work]) quietly(() => listener(null));
    });
  }

  onWork(listener: (due: Instant | null) => void): () => void {
    const mine = (due: Instant | null): void => listener(due);
    this.#work.add(mine);
    return () => void this.#work.delete(mine);
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
