import { purgeExpired, type Storage } from '#storage';
import type { Logger } from 'pino';

const EVERY_MS = 3_600_000;

/** What keeps the database small: keys, refusals, sessions and sign-in attempts past their time go, now and each hour. */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sql: Storage['sql'],
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.clean(), EVERY_MS).unref();
    void this.clean();
  }
  stop(): void {
    clearInterval(this.timer);
  }
  private async clean(): Promise<void> {
    try {
      await purgeExpired(this.sql);
    } catch (error) {
      // The next hour tries again; nothing depends on it.
      this.log.warn({ err: error }, 'purging what has expired failed');
    }
  }
}
