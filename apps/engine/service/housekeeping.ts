import type { SegmentSets } from '#customers';
import type { DriftWatch, Trainings } from '#models';
import { purgeExpired, purgeFinishedWork, type Storage } from '#storage';
import type { Logger } from 'pino';

const EVERY_MS = 3_600_000;
/** Finished work is looked through once in so many rounds. */
const ROUNDS_A_DAY = 24;

/** One thing that is done each hour, or after so many rounds. */
export interface Chore {
  readonly name: 'work' | 'expired' | 'trainings' | 'drift' | 'segments';
  readonly everyRounds: number;
  /** The event and the sentence of its line in the log, where it did anything. */
  readonly told: readonly [event: string, sentence: string];
  /** What was done, by kind. */
  run(): Promise<Readonly<Record<string, number>>>;
}

/**
 * What keeps the database small: keys, refusals, sessions and sign-in attempts past their time go, now and each hour; the
 * finished work of runs that ended long ago, now and each day. Trainings whose time has come are begun, the drift of
 * models is looked at, and segment sets a week old are brought up to date.
 */
export const choresOf = (
  sql: Storage['sql'],
  models: { readonly trainings: Pick<Trainings, 'housekeep'>; readonly watch: Pick<DriftWatch, 'housekeep'> },
  segments: Pick<SegmentSets, 'refreshStale'>,
): readonly Chore[] => [
  { name: 'work', everyRounds: ROUNDS_A_DAY, told: ['purged', 'purged'], run: async () => ({ work: await purgeFinishedWork(sql) }) },
  { name: 'expired', everyRounds: 1, told: ['purged', 'purged'], run: async () => ({ ...(await purgeExpired(sql)) }) },
  { name: 'trainings', everyRounds: 1, told: ['trainings', 'trainings begun'], run: async () => ({ trainings: await models.trainings.housekeep() }) },
  { name: 'drift', everyRounds: 1, told: ['drift', 'drift of models looked at'], run: async () => ({ looks: await models.watch.housekeep() }) },
  { name: 'segments', everyRounds: 1, told: ['segments', 'segments brought up to date'], run: async () => ({ segments: await segments.refreshStale() }) },
];

/** Does each chore at its time, one after another; one that fails keeps none of the others from being done, and is tried again in the next hour. */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;
  private isAtWork = false;
  private readonly roundsToWait = new Map<Chore['name'], number>();

  constructor(
    private readonly chores: readonly Chore[],
    private readonly log: Pick<Logger, 'info' | 'warn'>,
    private readonly count: (chore: string, result: 'done' | 'failed') => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.round(), EVERY_MS).unref();
    void this.round();
  }
  stop(): void {
    clearInterval(this.timer);
  }

  /** One hour's. Never fails; left out while the one before is still at work, so that no chore is done twice at once. */
  async round(): Promise<void> {
    if (this.isAtWork) return;
    this.isAtWork = true;
    for (const chore of this.chores) {
      const left = this.roundsToWait.get(chore.name) ?? 0;
      if (left > 0) this.roundsToWait.set(chore.name, left - 1);
      else if (await this.isDone(chore)) this.roundsToWait.set(chore.name, chore.everyRounds - 1);
    }
    this.isAtWork = false;
  }

  private async isDone({ name, told: [event, sentence], run }: Chore): Promise<boolean> {
    try {
      const done = await run();
      if (Object.values(done).some((rows) => rows > 0)) this.log.info({ event: `housekeeping.${event}`, ...done }, sentence);
      this.count(name, 'done');
      return true;
    } catch (error) {
      this.log.warn({ event: 'housekeeping.failed', chore: name, err: error }, 'a chore failed');
      this.count(name, 'failed');
      return false;
    }
  }
}
