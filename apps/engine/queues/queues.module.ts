import { BullModule, getQueueToken, Processor, WorkerHost } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Injectable, Module, type OnApplicationBootstrap, type Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { BullWakeups, JobQueue, WakeupJob, WorkLine } from '#queue';
import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { patientOptions } from './redis.js';

export interface QueuesParts {
  readonly wakeups: BullWakeups;
  readonly client: Redis;
  readonly prefix: string;
  /** Whether this process does work, or only announces it. */
  readonly works: boolean;
  /** Told once the queues are there. */
  readonly opened: (queues: readonly Queue[]) => void;
}

const PARTS = Symbol('parts of the queues');
const HOSTS = Symbol('processors of the queues');

@Module({})
export class QueuesModule {}

/** One BullMQ queue a line of work, and in a process that works a processor for each. */
export function queuesModule(parts: QueuesParts): DynamicModule {
  const { wakeups, client, prefix, works } = parts;
  const processors = works ? wakeups.lines.map((line) => processorOf(line, parts)) : [];
  const hosts: Provider = { provide: HOSTS, useFactory: (...made: WorkerHost[]) => made, inject: processors };
  return {
    module: QueuesModule,
    imports: [
      BullModule.forRoot({ connection: client, prefix, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } }),
      BullModule.registerQueue(...wakeups.lines.map(({ name }) => ({ name }))),
    ],
    providers: [{ provide: PARTS, useValue: parts }, ...processors, hosts, Attachment],
  };
}

/** Hands the queues and the processors to the carrier once Nest has made them. */
@Injectable()
class Attachment implements OnApplicationBootstrap {
  constructor(
    private readonly modules: ModuleRef,
    @Inject(PARTS) private readonly parts: QueuesParts,
    @Inject(HOSTS) private readonly hosts: readonly WorkerHost[],
  ) {}

  onApplicationBootstrap(): void {
    const { wakeups, opened } = this.parts;
    const queues = wakeups.lines.map((line) => ({ line, queue: this.modules.get<Queue>(getQueueToken(line.name), { strict: false }) }));
    opened(queues.map(({ queue }) => queue));
    for (const { line, queue } of queues) {
      queue.on('error', () => undefined); // the connection tells its state itself
      if (line.isLimited) void queue.setGlobalConcurrency(line.concurrency).catch(() => undefined);
      wakeups.addQueue(line.name, queue as unknown as JobQueue);
    }
    for (const host of this.hosts) {
      host.worker.on('error', () => undefined);
      wakeups.addWorker(host.worker);
    }
  }
}

/** A job is active as long as the work it began, so that BullMQ's concurrency is that of the work. */
function processorOf({ name, concurrency, perSecond }: WorkLine, { wakeups, client }: QueuesParts): new () => WorkerHost {
  class LineProcessor extends WorkerHost {
    process({ data }: Job<WakeupJob>): Promise<void> {
      return wakeups.perform(data);
    }
  }
  Processor(
    { name },
    {
      connection: patientOptions(client),
      autorun: false,
      concurrency,
      // A job whose process died is taken from it well before the lease of its work is over.
      lockDuration: 15_000,
      stalledInterval: 10_000,
      maxStalledCount: 5,
      ...(perSecond === null ? {} : { limiter: { max: perSecond, duration: 1_000 } }),
    },
  )(LineProcessor);
  return LineProcessor;
}
