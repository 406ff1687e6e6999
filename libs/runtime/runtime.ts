import type { Result, WorkspaceId } from '#kernel';
import { advance } from '#pipeline';
import { Batches, type Patience } from './committer/batches.js';
import { Lanes } from './committer/lanes.js';
import type { Answer, Command } from './commands.js';
import { NO_OBSERVER, type Observer } from './observer.js';
import type { Clock, Handlers, Hashes, Ids, Pipelines, RecordChecks, RunStore, ScheduleStore, Wakeups } from './ports.js';
import { FanOut } from './schedules/fan-out.js';
import { type NextOccurrence, Schedules } from './schedules/schedules.js';
import { Relay } from './worker/relay.js';
import { StepDesk } from './worker/step-desk.js';
import { Work } from './worker/work.js';
import { WORKER_SETTINGS, Worker, type WorkerSettings } from './worker/worker.js';

/** Everything the durable loop needs of the outside. */
export interface RuntimeParts {
  readonly store: RunStore;
  readonly pipelines: Pipelines;
  readonly checks: RecordChecks;
  readonly wakeups: Wakeups;
  readonly handlers: Handlers;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hashes: Hashes;
  /** In [0, 1); spreads the pauses between attempts and decides nothing else. */
  readonly random: () => number;
  /** Attached rules with `every`; without it they never come due. */
  readonly schedules?: { readonly store: ScheduleStore; readonly nextOccurrence: NextOccurrence };
  readonly worker?: Partial<WorkerSettings>;
  /** Hears what was done; default: nobody. */
  readonly observer?: Observer;
  readonly patience?: Patience;
}

/** An answer, or the error that is this command's alone. */
export type Submitted = Result<Answer, unknown>;

/** How much is under way just now; what was done is told to the observer. */
export interface RuntimeLoad {
  /** Commands that wait for their batch or are in it. */
  readonly waitingCommands: number;
  /** Pieces of work that this process holds a lease on. */
  readonly heldLeases: number;
}

/** The durable loop: one door in, and the worker that does what the runs ask for. */
export interface Runtime {
  /**
   * Takes a command; resolves after COMMIT.
   * @throws UserError when the caller can fix it (`too-many` with `retryAfterMs` under overload), TransientError when the
   * store stays away: nobody knows then whether it was applied, and the same key tells.
   */
  submit(command: Command): Promise<Answer>;
  /** Each for itself, in order for what is about the same record; never rejects. */
  submitMany(commands: readonly Command[]): Promise<readonly Submitted[]>;
  /** Plans the `every` rules of a pipeline's newest version and rules revision; to be called when either changed. Safe to repeat. */
  planSchedules(workspace: WorkspaceId, pipeline: string): Promise<void>;
  /** Begins to do due work in the background. */
  start(): void;
  /** Does everything that is due now, and what becomes due by it; for tests, scenarios and imports without a worker. */
  drain(): Promise<number>;
  /** Ends gracefully: nothing new is claimed, what runs is finished or handed back, batches in flight are committed. */
  stop(): Promise<void>;
  load(): RuntimeLoad;
}

const PATIENCE: Patience = { tries: 7, firstPauseMs: 20 };

export function createRuntime(parts: RuntimeParts): Runtime {
  const { store, pipelines, wakeups, clock, ids, observer = NO_OBSERVER } = parts;
  const judgement = { advance, checks: parts.checks, ids, hashes: parts.hashes };
  const batches = new Batches(store, { pipelines, judgement }, wakeups, { clock, patience: parts.patience ?? PATIENCE }, observer);
  const lanes = new Lanes(batches, clock, observer);
  const door = {
    submit: async (command: Command): Promise<Answer> => {
      const verdict = await lanes.add(command);
      if (!verdict.ok) throw verdict.error;
      return verdict.value;
    },
  };
  const submitMany = (commands: readonly Command[]): Promise<readonly Submitted[]> => Promise.all(commands.map((command) => lanes.add(command)));
  const settings = { ...WORKER_SETTINGS, ...parts.worker };
  const work = new Work(door, new StepDesk(parts.handlers, clock, parts.random), new Relay(store, door, ids), { clock, observer });
  const worker = new Worker(store, work, wakeups, { clock, settings, observer });
  const plan = parts.schedules && new Schedules(parts.schedules.store, store, pipelines, parts.schedules.nextOccurrence);
  const fanOut = parts.schedules && plan && new FanOut(parts.schedules.store, plan, { submitMany }, { clock, everyMs: settings.sweepMs, observer });
  return {
    submit: door.submit,
    submitMany,
    planSchedules: async (workspace, pipeline) => plan?.plan(workspace, pipeline),
    start: () => {
      worker.start();
      fanOut?.start();
    },
    drain: () => drainAll(worker, fanOut),
    stop: async () => {
      await Promise.all([worker.stop(), fanOut?.stop()]);
      await lanes.idle();
    },
    load: () => ({ waitingCommands: lanes.waiting, heldLeases: worker.inFlight }),
  };
}

async function drainAll(worker: Worker, fanOut: FanOut | undefined): Promise<number> {
  for (let done = 0; ;) {
    const more = ((await fanOut?.drain()) ?? 0) + (await worker.drain());
    if (more === 0) return done;
    done += more;
  }
}
