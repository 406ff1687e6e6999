import { createHash } from 'node:crypto';
import { addMs, type EffectId, type Instant, type RecordId, type RunId, TransientError, UserError, type WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import { BullWakeups, InProcessWakeups, WORK_LIMITS } from '#queue';
import { type Answer, type Clock, type Command, type CommandBody, createRuntime, type Runtime, type StepOutcome, type Wakeups } from '#runtime';
import { MemoryScheduleStore, PlainChecks } from '#runtime/memory';
import type { Fault, Plan } from './faults.js';
import { Broken, Invariants } from './invariants.js';
import { everyTwentySeconds, pipelines } from './pipelines.js';
import { Random } from './random.js';
import { Scheduler } from './scheduler.js';
import { assertSettled } from './settled.js';
import { SharedQueue } from './shared-queue.js';
import { SimDatabase, SimRunStore } from './sim-store.js';

const START = '2026-01-05T09:00:00.000Z' as Instant;
const W = '00000000-0000-7000-9000-000000000001' as WorkspaceId;
const BOSS: Actor = { kind: 'person', id: 'boss', roles: ['*'] };
/** Shorter than in earnest, so that leases run out within a simulated minute. */
const WORKER = { leaseMs: 10_000, renewMs: 3_000, sweepMs: 2_000, graceMs: 1_000 };
const LIMITS = { ...WORK_LIMITS, steps: 4 };
/** Simulated time after the last fault in which everything must settle. */
const SETTLES_MS = 70_000;
/** Within this much time somebody notices what is due. */
const NOTICED_MS = 6_000;
const MOST_STEPS = 40_000;

/** How a simulation ended. */
export interface Outcome {
  readonly broken: string | null;
  readonly steps: number;
  readonly commits: number;
  readonly simulatedMs: number;
  /** The same plan always gives the same trace. */
  readonly trace: number;
}

interface Engine {
  readonly task: string;
  readonly runtime: Runtime;
  readonly carrier: BullWakeups | null;
  /** Resolves when it crashes. */
  readonly gone: Promise<void>;
  readonly crash: () => void;
}

/** Several engines on one database, with a carrier between them, clients that keep a ledger, and a plan of what goes wrong. */
export class World {
  readonly #random: Random;
  readonly #scheduler: Scheduler;
  readonly #invariants: Invariants;
  readonly #database: SimDatabase;
  readonly #queue: SharedQueue;
  readonly #engines: (Engine | null)[];
  readonly #clocks: { offsetMs: number; rate: number }[];
  readonly #sent = new Map<EffectId, number>();
  readonly #calls = new Map<RunId, { least: number; most: number }>();
  readonly #poison = new Set<string>();
  #made = 0;
  #clientsLeft = 0;
  #lastFaultMs = 0;

  constructor(private readonly plan: Plan) {
    this.#random = new Random(plan.seed ^ 0x9e3779b9);
    this.#scheduler = new Scheduler(this.#random);
    this.#invariants = new Invariants(() => this.#database.now());
    this.#database = new SimDatabase(this.#scheduler, START, (tables, writes) => this.#invariants.committed(tables, writes));
    this.#queue = new SharedQueue(this.#scheduler, this.#random, () => this.#engines.flatMap((engine) => engine?.carrier ?? []));
    this.#clocks = Array.from({ length: plan.engines }, () => ({ offsetMs: 0, rate: 1 }));
    this.#engines = this.#clocks.map(() => null);
  }

  async run(): Promise<Outcome> {
    for (let n = 0; n < this.plan.engines; n += 1) this.#start(n);
    await this.#plan();
    for (let n = 0; n < this.plan.clients; n += 1) void this.#client(n);
    await this.#untilSettled();
    if (this.#invariants.broken === null) this.#invariants.hold(() => this.#settled());
    this.#scheduler.end();
    return {
      broken: this.#invariants.broken?.message ?? null,
      steps: this.#scheduler.steps,
      commits: this.#database.commits,
      simulatedMs: this.#scheduler.nowMs,
      trace: this.#scheduler.trace >>> 0,
    };
  }

  /** Goes on until a promise is broken, or faults are over and enough time has passed since. */
  async #untilSettled(): Promise<void> {
    const faults = [...this.plan.faults];
    while (this.#invariants.broken === null) {
      while (faults[0] && faults[0].at <= this.#scheduler.steps) this.#strike(faults.shift() as Fault);
      if (faults.length === 0 && this.#isOver()) return;
      if (this.#scheduler.steps > MOST_STEPS) this.#invariants.hold(() => this.#tooLong());
      else if (!(await this.#scheduler.step())) return;
    }
  }

  #isOver(): boolean {
    const sinceMs = this.#scheduler.nowMs - this.#lastFaultMs;
    return this.#clientsLeft === 0 && sinceMs > SETTLES_MS && (this.#isIdle() || sinceMs > 2 * SETTLES_MS);
  }

  #isIdle(): boolean {
    return this.#engines.every((engine) => (engine?.runtime.load().waitingCommands ?? 0) === 0);
  }

  #tooLong(): never {
    throw new Broken(`after ${MOST_STEPS} steps ${this.#clientsLeft} clients still wait for an answer`);
  }

  #settled(): void {
    const excused = this.plan.faults.some(({ kind }) => ['crash', 'cut', 'pause', 'skew'].includes(kind));
    const by = addMs(this.#database.now(), -NOTICED_MS);
    assertSettled(this.#database.tables(W), { by, poison: this.#poison, calls: this.#calls, excused: excused || this.plan.poison });
    for (const [n, engine] of this.#engines.entries()) {
      const waiting = engine?.runtime.load().waitingCommands ?? 0;
      if (waiting > 0) throw new Broken(`engine ${n} still holds ${waiting} commands`);
    }
    if (this.#clientsLeft > 0) throw new Broken(`${this.#clientsLeft} clients wait for an answer that never comes`);
  }

  // Engines

  #start(n: number): void {
    const life = (this.#made += 1);
    const task = `engine ${n}/${life}`;
    const clock = this.#clockOf(n, task);
    const carrier = this.plan.carrier === 'shared' ? this.#queue.carrierFor(new InProcessWakeups(clock, LIMITS), LIMITS) : null;
    const wakeups: Wakeups = carrier ?? new InProcessWakeups(clock, LIMITS);
    const schedules = new MemoryScheduleStore(() => this.#database.now(), this.#database);
    const runtime = createRuntime({
      store: new SimRunStore(this.#database, task),
      pipelines: pipelines(),
      checks: new PlainChecks(),
      wakeups,
      handlers: { get: () => (request) => this.#perform(task, request) },
      clock,
      ids: { next: () => this.#id(life) },
      hashes: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
      random: () => this.#random.next(),
      schedules: { store: this.#schedules(task, schedules), nextOccurrence: everyTwentySeconds },
      worker: { ...WORKER, name: task },
    });
    let crash = (): void => undefined;
    const gone = new Promise<void>((resolve) => (crash = resolve));
    this.#engines[n] = { task, runtime, carrier, gone, crash };
    runtime.start();
  }

  /** One table of schedules for all engines, each asking in its own time. */
  #shared: MemoryScheduleStore | undefined;
  #schedules(task: string, fresh: MemoryScheduleStore): MemoryScheduleStore {
    const store = (this.#shared ??= fresh);
    const pass = (label: string): Promise<void> => this.#scheduler.pass(task, label);
    const around =
      <A extends unknown[], R>(label: string, call: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        await pass(`${label} is sent`);
        const answer = await call(...args);
        await pass(`${label} is answered`);
        return answer;
      };
    return {
      replaceSchedules: around('schedules', (...args) => store.replaceSchedules(...args)),
      claimSchedules: around('claim of schedules', (want) => store.claimSchedules({ ...want, leaseMs: WORKER.leaseMs })),
      openRuns: around('open runs', (...args) => store.openRuns(...args)),
      saveSchedule: around('save of a schedule', (...args) => store.saveSchedule(...args)),
    } as MemoryScheduleStore;
  }

  async #plan(): Promise<void> {
    const planned = { yet: false };
    void this.#engines[0]?.runtime.planSchedules(W, 'main').then(() => (planned.yet = true));
    while (!planned.yet) if (!(await this.#scheduler.step())) return;
  }

  #clockOf(n: number, task: string): Clock {
    const state = this.#clocks[n] as { offsetMs: number; rate: number };
    return {
      nowMs: () => this.#scheduler.nowMs * state.rate + state.offsetMs,
      sleep: (ms, signal) => this.#scheduler.pass(task, 'sleep', Math.max(0, ms / state.rate), signal),
    };
  }

  #id(life: number): string {
    this.#made += 1;
    return `00000000-0000-7000-8${life.toString(16).padStart(3, '0')}-${this.#made.toString(16).padStart(12, '0')}`;
  }

  /** The world outside: takes its time, fails sometimes, and counts what reached it. */
  async #perform(
    task: string,
    request: { readonly step: string; readonly idempotencyKey: EffectId; readonly attempt: number; readonly recordId: RecordId },
  ): Promise<StepOutcome> {
    const { idempotencyKey: key, attempt, recordId, step } = request;
    const tables = this.#database.tables(W);
    if (!this.#clocksDiffer()) this.#invariants.begins(tables, key);
    const isSlow = this.#random.chance(0.08);
    await this.#scheduler.pass(task, 'step is sent', isSlow ? this.#random.whole(8_000, 16_000) : this.#random.whole(1, 400));
    if (step === 'http.request' && this.#poison.has(recordId)) return this.#crashOf(task);
    const times = (this.#sent.get(key) ?? 0) + 1;
    this.#sent.set(key, times);
    if (step === 'webhook.send' && times > 1) this.#invariants.hold(() => this.#twice(key));
    await this.#scheduler.pass(task, 'step is answered');
    if (step === 'http.request' && attempt < 3 && this.#random.chance(0.2))
      return { kind: 'failed', error: { code: 'http.status', message: '503' }, retryable: true, retryAfterMs: null };
    return { kind: 'done', output: { times } };
  }

  /** A worker whose own clock runs slowly cannot tell how long it stood still. */
  #clocksDiffer(): boolean {
    return this.plan.faults.some(({ kind }) => kind === 'skew');
  }

  #twice(key: EffectId): never {
    throw new Broken(`${key} was to be sent at most once and was sent twice`);
  }

  /** Poison: who touches it dies, again and again. */
  #crashOf(task: string): Promise<never> {
    const n = this.#engines.findIndex((engine) => engine?.task === task);
    if (n >= 0) this.#strike({ at: this.#scheduler.steps, kind: 'crash', engine: n, downMs: 300, committed: false });
    return new Promise(() => undefined);
  }

  // Faults

  #strike(fault: Fault): void {
    this.#lastFaultMs = Math.max(this.#lastFaultMs, this.#scheduler.nowMs + ('ms' in fault ? fault.ms : 'downMs' in fault ? fault.downMs : 0));
    const n = 'engine' in fault ? fault.engine : -1;
    const engine = this.#engines[n];
    switch (fault.kind) {
      case 'crash':
        if (engine) this.#crash(n, engine, fault);
        return;
      case 'cut':
        if (engine) this.#database.cutNext(engine.task, fault.committed);
        return;
      case 'pause':
        if (!engine) return;
        this.#scheduler.pause(engine.task, fault.ms);
        void this.#database.pause(engine.task, fault.ms);
        return;
      case 'skew':
        this.#clocks[n] = Object.assign(this.#clocks[n] ?? {}, { offsetMs: fault.offsetMs, rate: fault.rate });
        return;
      default:
        this.#queue.strike(fault);
    }
  }

  #crash(n: number, engine: Engine, { downMs, committed }: Extract<Fault, { kind: 'crash' }>): void {
    this.#engines[n] = null;
    this.#scheduler.drop(engine.task);
    this.#invariants.hold(() => this.#database.crash(engine.task, committed));
    engine.crash();
    void this.#scheduler.pass('world', 'engine starts', downMs).then(() => this.#start(n));
  }

  // Clients

  /** A person at work: makes a record with a run, sends events, sometimes twice, and never gives up on an answer. */
  async #client(n: number): Promise<void> {
    this.#clientsLeft += 1;
    const name = `client ${n}`;
    const isPoison = this.plan.poison && n === 0;
    const recordId = this.#id(0xf00 + n) as RecordId;
    const runId = this.#id(0xf00 + n) as RunId;
    if (isPoison) this.#poison.add(recordId);
    await this.#send(name, `${n}.record`, { kind: 'record.create', recordId, object: 'deal', fields: { name: `Deal ${n}` }, externalKey: null, ownerId: null });
    const started = await this.#send(name, `${n}.start`, { kind: 'run.start', runId, recordId, pipeline: 'main', vars: {}, at: null });
    const run = started.kind === 'applied' && started.run ? started.run.id : runId;
    if (this.#random.chance(0.5)) {
      const side = { kind: 'run.start', runId: this.#id(0xf00 + n) as RunId, recordId, pipeline: 'side', vars: {}, at: null } as const;
      await this.#send(name, `${n}.side`, side);
    }
    const calls = { least: 0, most: 0 };
    this.#calls.set(run, calls);
    for (let k = 0; k < this.plan.commands; k += 1) {
      await this.#scheduler.pass(name, 'thinks', this.#random.whole(10, 4_000));
      const event = this.#random.pick(['call', 'call', 'call', 'once', 'tell', 'win', 'hurry', 'rest']);
      const body: CommandBody = { kind: 'run.event', runId: run, event, payload: { token: `${n}.${k}` }, fields: {} };
      if (event === 'call' && this.#random.chance(0.4)) await this.#sendUnkeyed(name, body, calls);
      else {
        const answer = await this.#send(name, `${n}.${k}`, body);
        if (event === 'call' && answer.kind === 'applied') [calls.least, calls.most] = [calls.least + 1, calls.most + 1];
        if (this.#random.chance(0.3)) await this.#send(name, `${n}.${k}`, body);
      }
    }
    this.#clientsLeft -= 1;
  }

  /** Sends under a key until there is an answer, at another engine if need be; the key makes that safe. */
  async #send(name: string, key: string, body: CommandBody): Promise<Answer> {
    for (;;) {
      const answer = await this.#try(name, this.#command(body, key));
      if (answer !== 'unknown') {
        this.#invariants.answered(this.#database.tables(W), 'sim', key, answer);
        return answer;
      }
      await this.#scheduler.pass(name, 'tries again', this.#random.whole(50, 2_000));
    }
  }

  /** Sends without a key, once: afterwards it happened once, or - when nobody answered - perhaps not at all. */
  async #sendUnkeyed(name: string, body: CommandBody, calls: { least: number; most: number }): Promise<void> {
    const answer = await this.#try(name, this.#command(body, null));
    if (answer === 'unknown') calls.most += 1;
    else if (answer.kind === 'applied') [calls.least, calls.most] = [calls.least + 1, calls.most + 1];
  }

  async #try(name: string, command: Command): Promise<Answer | 'unknown'> {
    await this.#scheduler.pass(name, 'sends');
    const engine = this.#random.pick(this.#engines);
    if (!engine) return 'unknown';
    const answered = engine.runtime.submit(command).catch((error: unknown) => this.#notAnswered(error));
    return Promise.race([answered, engine.gone.then(() => 'unknown' as const)]);
  }

  #notAnswered(error: unknown): 'unknown' {
    if (error instanceof TransientError || (error instanceof UserError && error.kind === 'too-many')) return 'unknown';
    this.#invariants.hold(() => {
      throw error;
    });
    return 'unknown';
  }

  #command(body: CommandBody, key: string | null): Command {
    return { workspace: W, actor: BOSS, source: 'sim', key, occurredAt: null, history: false, origin: null, body };
  }
}
