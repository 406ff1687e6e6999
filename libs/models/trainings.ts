import { type Problem, type Text, TransientError, UserError, type WorkspaceId } from '#kernel';
import { ModelCatalogue } from './catalogue.js';
import type { ModelContexts } from './context.js';
import { chosenFeatures } from './features/catalogue.js';
import type { By, ClaimedJob, Job, ModelRow, Report } from './model.js';
import type { JobStore, ModelReads, ModelStore, Trainer } from './ports.js';
import { FIRST_TRAININGS } from './shipped.js';
import type { Gathered, Gathering } from './training/gather.js';
import { gatherHistories, gatherPurchases } from './training/gather-histories.js';
import { gatherRows, gatherTexts } from './training/gather-rows.js';
import type { Trained } from './training/outcome.js';
import { both } from './words.js';

export interface TrainingParts {
  readonly store: ModelStore;
  readonly jobs: JobStore;
  readonly reads: ModelReads;
  readonly contexts: ModelContexts;
  readonly trainer: Trainer;
  readonly ids: { next(): string };
  readonly clock: { nowMs(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
  /** Hears of what stopped a training and is nobody's input. */
  readonly onDefect: (error: unknown) => void;
}

const LEASE_MS = 60_000;
/** A new workspace is filled by then; its first trainings do not slow the start down. */
const FIRST_LOOK_MS = 30_000;
const LOOK_EVERY_MS = 5_000;
const TELL_EVERY_MS = 500;
/** A new version stands back where it checks worse than the active one by more than this. */
const CLEARLY_WORSE = 0.02;
const BY_ENGINE: By = { kind: 'system', id: 'first-training' };
const TOO_FEW: ReadonlySet<string> = new Set(['analysis.too-few', 'analysis.one-class', 'analysis.empty']);

/** Trains models as jobs: durable rows that one engine at a time holds by a lease, read by pages, reckoned in another thread. */
export class Trainings {
  readonly #catalogue: ModelCatalogue;
  readonly #halt = new AbortController();
  #loop: Promise<void> | null = null;
  #first: Promise<void> | null = null;
  #asked = new AbortController();

  constructor(private readonly parts: TrainingParts) {
    this.#catalogue = new ModelCatalogue(parts.store);
  }

  /** Begins a training or answers the one under way. Throws UserError `model.not-found`, `model.onnx-only`. */
  async begin(workspace: WorkspaceId, key: string, by: By): Promise<Job> {
    const { model, state } = await this.#catalogue.get(workspace, key);
    if (model.kind === 'onnx') throw onnxOnly();
    if (state.since === null) await this.parts.store.save(workspace, model);
    const job = await this.parts.jobs.begin(workspace, this.parts.ids.next(), key, by);
    this.#asked.abort();
    return job;
  }

  start(): void {
    this.#loop ??= this.#run();
    this.#first ??= this.parts.clock
      .sleep(FIRST_LOOK_MS, this.#halt.signal)
      .then(() => this.housekeep())
      .then(
        () => undefined,
        () => undefined, // stopped, or the store is away: the hourly look comes
      );
  }

  /** Ends after the page in flight; the job goes on elsewhere, or here after the next start. */
  async stop(): Promise<void> {
    this.#halt.abort();
    this.#asked.abort();
    await Promise.all([this.#loop, this.#first]);
  }

  /** Begins what schedules have come due for, and the first training of shipped models that have enough to learn from; once over all engines. */
  async housekeep(): Promise<number> {
    const due = await this.parts.jobs.beginDue(() => this.parts.ids.next());
    const ready = await this.parts.jobs.ready(FIRST_TRAININGS);
    for (const { workspace, model } of ready) await this.begin(workspace, model, BY_ENGINE);
    if (due > 0) this.#asked.abort();
    return due + ready.length;
  }

  /** Does every training that waits; answers how many those were. */
  async drain(): Promise<number> {
    for (let done = 0; ; done += 1) {
      const job = this.#halt.signal.aborted ? null : await this.parts.jobs.claim(LEASE_MS);
      if (job === null) return done;
      await this.#perform(job);
    }
  }

  async #run(): Promise<void> {
    while (!this.#halt.signal.aborted) {
      this.#asked = new AbortController();
      // The store is away: the next round asks again.
      await this.drain().catch(this.parts.onDefect);
      await this.parts.clock.sleep(LOOK_EVERY_MS, AbortSignal.any([this.#halt.signal, this.#asked.signal])).catch(() => undefined);
    }
  }

  async #perform(job: ClaimedJob): Promise<void> {
    try {
      const version = await this.#train(job);
      await this.parts.jobs.end(job, { status: 'done', version, error: null });
    } catch (error) {
      // Stopped, or taken over by another engine: whoever holds the lease goes on.
      if (this.#halt.signal.aborted || error instanceof TransientError) return;
      if (!(error instanceof UserError)) this.parts.onDefect(error);
      await this.parts.jobs.end(job, {
        status: error instanceof UserError && TOO_FEW.has(error.code) ? 'too-few' : 'failed',
        version: null,
        error: errorOf(error),
      });
    }
  }

  async #train(job: ClaimedJob): Promise<number> {
    const { store, reads, contexts, trainer } = this.parts;
    const { workspace } = job;
    const row = await this.#catalogue.get(workspace, job.model);
    const { model } = row;
    const context = await contexts.of(workspace, model.object, model.pipeline);
    const telling = new Telling(job, this.parts, this.#halt.signal);
    const features = chosenFeatures(context.features, model.features);
    const now = await store.now();
    const [gathered, answer] = await telling.while(async () => {
      const found = await gather({ workspace, model, context, features, reads, now, onRows: (rows) => telling.rows(rows) });
      return [found, await trainer.train(found.task, found.transfer, { onProgress: (share) => telling.reckoned(share), signal: telling.signal })] as const;
    });
    if (!answer.ok) throw refused(answer.error);
    const report = reportOf(answer.value, gathered, features);
    const version = await store.addVersion(workspace, {
      model: model.key,
      method: answer.value.method,
      by: job.startedBy,
      report,
      fitted: answer.value.fitted,
      file: null,
    });
    if (await this.#isBetter(workspace, row, report)) await store.activate(workspace, model.key, version);
    return version;
  }

  async #isBetter(workspace: WorkspaceId, { model, state }: ModelRow, report: Report): Promise<boolean> {
    if (state.activeVersion === null) return true;
    if (!model.autoActivate) return false;
    const active = await this.parts.store.head(workspace, model.key, state.activeVersion);
    const [before, now] = [active?.report.checked, report.checked];
    return !before || !now || before.measure !== now.measure || now.value >= before.value - CLEARLY_WORSE;
  }
}

function gather(given: Gathering): Promise<Gathered> {
  const { kind } = given.model;
  if (kind === 'clv' || kind === 'loyalty') return gatherPurchases(given, kind);
  if (kind === 'forecast') return gatherHistories(given);
  return kind === 'text-class' ? gatherTexts(given) : gatherRows(given);
}

/** Tells how far a training is, not too often, and keeps the lease; `signal` ends it when the lease is lost or the engine stops. */
class Telling {
  readonly #lost = new AbortController();
  #toldMs = -Infinity;
  #read = 0;
  #last: readonly [number, Text] = [0, both('Reading', '正在读取')];

  constructor(
    private readonly job: ClaimedJob,
    private readonly parts: TrainingParts,
    private readonly halt: AbortSignal,
  ) {}
  get signal(): AbortSignal {
    return AbortSignal.any([this.halt, this.#lost.signal]);
  }

  async rows(read: number): Promise<void> {
    this.#read = read;
    // Half the way when ten thousand are read, however many there are.
    await this.#tell(0.5 * (read / (read + 10_000)), both('Reading', '正在读取'));
    if (this.signal.aborted) throw new TransientError('the training was stopped');
  }
  reckoned(share: number): void {
    void this.#tell(0.5 + 0.45 * share, both('Learning', '正在学习')).catch(() => undefined);
  }
  /** Keeps the lease for as long as the work takes: one method may take longer than a lease without a word. */
  async while<T>(work: () => Promise<T>): Promise<T> {
    const kept = new AbortController();
    const keeping = this.#keep(AbortSignal.any([this.signal, kept.signal]));
    try {
      return await work();
    } finally {
      kept.abort();
      await keeping;
    }
  }

  async #tell(progress: number, phase: Text): Promise<void> {
    this.#last = [progress, phase];
    const nowMs = this.parts.clock.nowMs();
    if (nowMs - this.#toldMs < TELL_EVERY_MS) return;
    this.#toldMs = nowMs;
    if (!(await this.parts.jobs.progress(this.job, { progress, phase, rows: this.#read }, LEASE_MS)))
      this.#lost.abort(new TransientError('the training was taken over'));
  }

  async #keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.parts.clock.sleep(LEASE_MS / 3, signal).catch(() => undefined);
      if (!signal.aborted) await this.#tell(...this.#last).catch(() => undefined);
    }
  }
}

function reportOf(
  trained: Trained,
  { rows, window, classes, notes }: Gathered,
  features: Report['features'] | readonly Omit<Report['features'][number], 'importance' | 'importanceSd'>[],
): Report {
  const importance = new Map(trained.importance.map((one) => [one.column, one]));
  const { metrics, checked, tried, leaks, leftOut, bands, scoreProfile } = trained;
  const used = features.map((spec) => ({ ...spec, importance: importance.get(spec.name)?.drop ?? null, importanceSd: importance.get(spec.name)?.sd ?? null }));
  return { rows, window, classes, notes, features: used, metrics, checked, tried, leaks, leftOut, bands, scoreProfile };
}

const refused = (problems: readonly Problem[]): UserError => new UserError('invalid', problems as readonly [Problem, ...Problem[]]);

const errorOf = (error: unknown): NonNullable<Job['error']> =>
  error instanceof UserError
    ? { code: error.code, text: error.problems[0].text }
    : {
        code: 'model.training-failed',
        text: both('The training failed for a reason that is not in the data; the log of the engine says more.', '训练因数据以外的原因失败；详见引擎日志。'),
      };

const onnxOnly = (): UserError =>
  new UserError('conflict', {
    code: 'model.onnx-only',
    at: '/model',
    text: both('An imported model is not trained here: give it a new file.', '导入的模型不在此训练：请提供新文件。'),
  });
