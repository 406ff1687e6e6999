import { BullWakeups, type InProcessWakeups, type JobQueue, type WakeupJob, type WorkLimits } from '#queue';
import type { Fault } from './faults.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';

type QueueFault = Extract<Fault, { kind: 'drop' | 'double' | 'delay' | 'flush' | 'away' }>;

/**
 * A queue between the engines with the manners of Redis: a job of the same id is kept once, somebody gets it some time
 * later, and it may be lost, doubled, late or gone altogether. The carrier on it is the real one.
 */
export class SharedQueue {
  readonly #jobs = new Map<string, { readonly epoch: number }>();
  #epoch = 0;
  #isAway = false;
  #drop = 0;
  #double = 0;
  #delay = { count: 0, ms: 0 };
  readonly #carriers = new Set<BullWakeups>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly alive: () => readonly BullWakeups[],
  ) {}

  carrierFor(local: InProcessWakeups, limits: WorkLimits): BullWakeups {
    const carrier = new BullWakeups(local, limits, { publish: () => undefined });
    carrier.connected = !this.#isAway;
    const queue: JobQueue = { addBulk: (jobs) => this.#add(jobs) };
    for (const { name } of carrier.lines) carrier.addQueue(name, queue);
    this.#carriers.add(carrier);
    return carrier;
  }

  strike(fault: QueueFault): void {
    if (fault.kind === 'drop') this.#drop += fault.count;
    else if (fault.kind === 'double') this.#double += fault.count;
    else if (fault.kind === 'delay') this.#delay = { count: this.#delay.count + fault.count, ms: fault.ms };
    else if (fault.kind === 'flush') this.#flush();
    else this.#leave(fault.ms);
  }

  #flush(): void {
    this.#jobs.clear();
    this.#epoch += 1;
  }

  #leave(ms: number): void {
    this.#isAway = true;
    for (const carrier of this.#carriers) carrier.connected = false;
    void this.scheduler.pass('redis', 'comes back', ms).then(() => {
      this.#isAway = false;
      for (const carrier of this.#carriers) carrier.connected = true;
    });
  }

  async #add(jobs: readonly { readonly data: WakeupJob; readonly opts: { readonly jobId: string } }[]): Promise<void> {
    if (this.#isAway) throw new Error('Redis is away');
    for (const { data, opts } of jobs) {
      if (this.#jobs.has(opts.jobId)) continue;
      if (this.#drop > 0) {
        this.#drop -= 1;
        continue;
      }
      this.#jobs.set(opts.jobId, { epoch: this.#epoch });
      const times = this.#double > 0 ? 2 : 1;
      if (times === 2) this.#double -= 1;
      for (let n = 0; n < times; n += 1) void this.#deliver(data, opts.jobId);
    }
  }

  async #deliver(data: WakeupJob, id: string): Promise<void> {
    const epoch = this.#epoch;
    const lateMs = this.#delay.count > 0 ? this.#delay.ms : 0;
    if (lateMs > 0) this.#delay.count -= 1;
    await this.scheduler.pass('redis', 'brings a job', lateMs + this.random.whole(0, 60));
    if (epoch !== this.#epoch) return; // flushed meanwhile
    const carriers = this.alive();
    this.#jobs.delete(id);
    if (carriers.length > 0) void this.random.pick(carriers).perform(data);
  }
}
