import type { BatchPlan, BatchWrites, Handlers, LoadedBatch, RunStore, ScheduleStore } from '#runtime';
import type { OuterPorts } from '../../engine/wiring/parts.js';

/** Where a process can be killed; each is reached in every round. `commit sent` is the proxy's. */
export const POINTS = [
  'process wired',
  'process ready',
  'process stopping',
  'batch begins',
  'batch loaded',
  'batch decided',
  'batch committed',
  'timer decided',
  'timer committed',
  'result decided',
  'result committed',
  'signal decided',
  'signal committed',
  'start decided',
  'start committed',
  'schedule decided',
  'schedule committed',
  'announce begins',
  'announce done',
  'offer begins',
  'offer done',
  'claim begins',
  'claim committed',
  'renew begins',
  'renew committed',
  'sweep begins',
  'sweep done',
  'relay reads',
  'step begins',
  'step done',
  'schedules claimed',
  'schedule page',
  'schedule saving',
  'schedule saved',
] as const;

export type Point = (typeof POINTS)[number];

/** Told of every point that a process passes. */
export type Passing = (point: Point) => void;

/** Shorter than in earnest, so that a killed worker's work is free again within seconds. */
const WORKER = { leaseMs: 3_000, renewMs: 1_000, sweepMs: 500 };

/** The loop's outer ports with a word to `passing` before and after everything they do. */
export function withPoints(ports: OuterPorts, passing: Passing): OuterPorts {
  return {
    store: storeWithPoints(ports.store, passing),
    schedules: schedulesWithPoints(ports.schedules, passing),
    wakeups: wakeupsWithPoints(ports.wakeups, passing),
    handlers: handlersWithPoints(ports.handlers, passing),
    worker: { ...ports.worker, ...WORKER },
  };
}

const between = async <T>(passing: Passing, before: Point, work: () => Promise<T>, after: Point): Promise<T> => {
  passing(before);
  const answer = await work();
  passing(after);
  return answer;
};

function storeWithPoints(store: RunStore, passing: Passing): RunStore {
  return {
    batch: async (request, plan) => {
      passing('batch begins');
      const watched = new WatchedPlan(plan, passing);
      await store.batch(request, watched);
      for (const point of watched.committed) passing(point);
      passing('batch committed');
    },
    claim: (want) => between(passing, 'claim begins', () => store.claim(want), 'claim committed'),
    renew: (held, leaseMs) => between(passing, 'renew begins', () => store.renew(held, leaseMs), 'renew committed'),
    release: (held) => store.release(held),
    sweep: (limit) => between(passing, 'sweep begins', () => store.sweep(limit), 'sweep done'),
    readRun: (workspace, run) => store.readRun(workspace, run),
    readJournal: (workspace, run, from, limit) => {
      passing('relay reads');
      return store.readJournal(workspace, run, from, limit);
    },
    durability: () => store.durability(),
  };
}

/** Looks into what a batch decides, to name the point after it. */
class WatchedPlan implements BatchPlan {
  committed: readonly Point[] = [];

  constructor(
    private readonly plan: BatchPlan,
    private readonly passing: Passing,
  ) {}

  async prepare(loaded: LoadedBatch): ReturnType<BatchPlan['prepare']> {
    this.passing('batch loaded');
    return this.plan.prepare(loaded);
  }

  decide(loaded: LoadedBatch): BatchWrites {
    const writes = this.plan.decide(loaded);
    const kinds = contents(writes);
    for (const kind of kinds) this.passing(`${kind} decided`);
    this.committed = kinds.map((kind) => `${kind} committed` as const);
    this.passing('batch decided');
    return writes;
  }
}

type Content = 'timer' | 'result' | 'signal' | 'start' | 'schedule';

function contents(writes: BatchWrites): readonly Content[] {
  const kinds = new Set<Content>();
  for (const { entry, source } of writes.journal) {
    if (entry.event.kind === 'timer') kinds.add('timer');
    if (entry.event.kind === 'result') kinds.add('result');
    if (entry.event.kind === 'scheduled') kinds.add('schedule');
    if (source === 'effect' && entry.actor.kind === 'signal') kinds.add(entry.event.kind === 'sent' ? 'signal' : 'start');
  }
  return [...kinds];
}

const schedulesWithPoints = (store: ScheduleStore, passing: Passing): ScheduleStore => ({
  replaceSchedules: (workspace, pipeline, schedules) => store.replaceSchedules(workspace, pipeline, schedules),
  claimSchedules: async (want) => {
    const claimed = await store.claimSchedules({ ...want, leaseMs: WORKER.leaseMs });
    if (claimed.length > 0) passing('schedules claimed');
    return claimed;
  },
  openRuns: (workspace, pipeline, after, limit) => {
    passing('schedule page');
    return store.openRuns(workspace, pipeline, after, limit);
  },
  saveSchedule: (schedule, next) => between(passing, 'schedule saving', () => store.saveSchedule(schedule, next), 'schedule saved'),
});

function wakeupsWithPoints(wakeups: OuterPorts['wakeups'], passing: Passing): OuterPorts['wakeups'] {
  const { announce, offer } = wakeups;
  return Object.assign(wakeups, {
    announce: (notice: Parameters<typeof announce>[0]): void => {
      passing('announce begins');
      announce.call(wakeups, notice);
      passing('announce done');
    },
    offer: (due: Parameters<typeof offer>[0]): void => {
      passing('offer begins');
      offer.call(wakeups, due);
      passing('offer done');
    },
  });
}

const handlersWithPoints = (handlers: Handlers, passing: Passing): Handlers => ({
  get: (step) => {
    const handler = handlers.get(step);
    return (
      handler &&
      (async (request) => {
        if (isPoison(request.input)) process.kill(process.pid, 'SIGKILL');
        return between(passing, 'step begins', () => handler(request), 'step done');
      })
    );
  },
});

const isPoison = (input: unknown): boolean => JSON.stringify(input).includes('/poison');
