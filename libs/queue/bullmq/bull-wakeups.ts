import { OWN_KINDS, isWanted, type BeginWork, type DueWork, type Notice, type WorkKind, type Wakeups } from '#runtime';
import type { InProcessWakeups, NoticeListener } from '../in-process-wakeups.js';
import { priorityOf, workLines, type WorkLimits, type WorkLine } from '../work-lines.js';

/** What a job carries: ids only. */
export interface WakeupJob {
  readonly workspace: string;
  readonly effect: string;
  readonly kind: WorkKind;
}

/** As much of a BullMQ queue as wake-ups need. */
export interface JobQueue {
  addBulk(jobs: { readonly name: string; readonly data: WakeupJob; readonly opts: { readonly jobId: string; readonly priority: number } }[]): Promise<unknown>;
}

/** As much of a BullMQ worker as wake-ups need: it waits until it is told to run. */
export interface JobWorker {
  run(): Promise<void>;
  pause(doNotWaitActive?: boolean): Promise<void>;
}

/** What tells other processes what changed. */
export interface NoticeChannel {
  publish(notice: Notice): void;
}

/** Jobs on their way to Redis at the same time; more are left to the sweeper. */
const ADDING_AT_MOST = 20_000;

/**
 * Wake-ups through BullMQ: one queue a line, one job a piece of work under the effect's id, so that offering the same
 * work again changes nothing. A job is a hint and a permit: whoever gets it begins one due piece of that kind. The
 * engine's own turns have no limits and begin in the process that works, without a detour. While Redis is away all goes
 * on in this process.
 */
export class BullWakeups implements Wakeups {
  /** Whether Redis answers; set by who watches the connection. */
  connected = false;
  readonly lines: readonly WorkLine[];
  readonly #queues = new Map<string, JobQueue>();
  readonly #workers: JobWorker[] = [];
  #begin: BeginWork | null = null;
  #adding = 0;

  constructor(
    private readonly local: InProcessWakeups,
    private readonly limits: WorkLimits,
    private readonly channel: NoticeChannel,
  ) {
    this.lines = workLines(limits);
  }

  /** The queue of a line; until it is there its work begins in this process. */
  addQueue(line: string, queue: JobQueue): void {
    this.#queues.set(line, queue);
  }

  addWorker(worker: JobWorker): void {
    this.#workers.push(worker);
    if (this.#begin) run(worker);
  }

  announce(notice: Notice): void {
    this.local.announce({ ...notice, due: [] });
    if (this.connected) this.channel.publish({ ...notice, due: [] });
    this.offer(notice.due);
  }

  offer(due: readonly DueWork[]): void {
    if (due.length === 0) return;
    const isLocal = ({ kind }: DueWork): boolean => !this.connected || (this.#begin !== null && OWN_KINDS.includes(kind));
    this.local.offer(due.filter(isLocal));
    const remote = due.filter((work) => !isLocal(work));
    for (const line of this.lines) {
      const mine = remote.filter(({ kind }) => isWanted(line.kinds, kind));
      if (mine.length > 0) this.#add(line, mine);
    }
  }

  onWork(begin: BeginWork): () => void {
    this.#begin = begin;
    const stopLocal = this.local.onWork(begin);
    for (const worker of this.#workers) run(worker);
    return () => {
      stopLocal();
      if (this.#begin !== begin) return;
      this.#begin = null;
      for (const worker of this.#workers) void worker.pause(true).catch(() => undefined);
    };
  }

  onNotice(listener: NoticeListener): () => void {
    return this.local.onNotice(listener);
  }

  /** A notice of another process. */
  heard(notice: Notice): void {
    this.local.announce({ ...notice, due: [] });
  }

  /** What a processor does with a job; resolves when the piece it began has ended. Never rejects: the sweeper offers again. */
  async perform({ kind }: WakeupJob): Promise<void> {
    const begun = await this.#begin?.({ kinds: { only: [kind] }, atMost: 1 }).catch(() => []);
    await Promise.allSettled(begun ?? []);
  }

  #add(line: WorkLine, due: readonly DueWork[]): void {
    const queue = this.#queues.get(line.name);
    if (!queue) return this.local.offer(due);
    if (this.#adding + due.length > ADDING_AT_MOST) return;
    this.#adding += due.length;
    const jobs = due.map(({ workspace, effect, kind }) => ({
      name: kind,
      data: { workspace, effect, kind },
      opts: { jobId: effect, priority: priorityOf(this.limits, kind) + 1 },
    }));
    void queue
      .addBulk(jobs)
      .catch(() => this.local.offer(due)) // Redis went away: this process begins what it can
      .finally(() => (this.#adding -= due.length));
  }
}

/** A worker that fails to run is started again by BullMQ itself; its rejection says no more. */
const run = (worker: JobWorker): void => void worker.run().catch(() => undefined);
