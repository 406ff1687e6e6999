import type { SegmentSets } from '#customers';
import type { DriftWatch, Trainings } from '#models';
import { purgeExpired, purgeFinishedWork, type Storage } from '#storage';
import type { Logger } from 'pino';

const EVERY_MS = 3_600_000;
/** Finished work is looked through once in so many rounds. */
const ROUNDS_A_DAY = 24;

/**
 * What keeps the database small: keys, refusals, sessions and sign-in attempts past their time go, now and each hour; the
 * finished work of runs that ended long ago, now and each day. Trainings whose time has come are begun, the drift of
 * models is looked at, and segment sets a week old are brought up to date.
 */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;
  private rounds = 0;

  constructor(
    private readonly sql: Storage['sql'],
    private readonly log: Logger,
    private readonly models: { readonly trainings: Pick<Trainings, 'housekeep'>; readonly watch: Pick<DriftWatch, 'housekeep'> },
    private readonly segments: Pick<SegmentSets, 'refreshStale'>,
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
      const work = this.rounds % ROUNDS_A_DAY === 0 ? await purgeFinishedWork(this.sql) : 0;
      this.rounds += 1;
      const purged = { ...(await purgeExpired(this.sql)), work };
      const trainings = await this.models.trainings.housekeep();
      if (trainings > 0) this.log.info({ event: 'housekeeping.trainings', trainings }, 'trainings begun');
      const looks = await this.models.watch.housekeep();
      if (looks > 0) this.log.info({ event: 'housekeeping.drift', looks }, 'drift of models looked at');
      const segments = await this.segments.refreshStale();
      if (segments > 0) this.log.info({ event: 'housekeeping.segments', segments }, 'segments brought up to date');
      if (Object.values(purged).some((rows) => rows > 0)) this.log.info({ event: 'housekeeping.purged', ...purged }, 'purged');
    } catch (error) {
      // The next hour tries again; nothing depends on it.
      this.log.warn({ event: 'housekeeping.failed', err: error }, 'purging what has expired failed');
    }
  }
}
