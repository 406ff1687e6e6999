import { availableParallelism } from 'node:os';
import { type Transferable, Worker } from 'node:worker_threads';
import { TransientError, UserError } from '#kernel';
import { errorOf, type TaskReply, type TaskRequest } from './messages.js';
import type { TaskInput, TaskName, TaskOutput } from './tasks.js';

export interface AnalysisOptions {
  /** Handed over instead of copied: the caller can no longer read them. */
  readonly transfer?: readonly Transferable[];
  /** Stops the task wherever it is; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** A thread has taken the task: what it waited before was not its own time. */
  readonly onBegin?: () => void;
  readonly onProgress?: (share: number) => void;
  /** May take minutes: one thread is always left to the others. */
  readonly isLong?: boolean;
}

interface Job {
  readonly request: TaskRequest;
  readonly options: AnalysisOptions;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
}

/** A thread with nothing to do for so long ends. */
const IDLE_MS = 10_000;
/** Waiting tasks beyond this many are refused: they would wait for minutes. */
const MOST_WAITING = 200;
const HEAP_MB = 1024;

/**
 * Threads for work that would keep the event loop from others: forecasts, mining, training. One less than there are cores, but two at least,
 * begun when asked for, ended when idle. Each takes one task at a time, the others wait in order; long ones never take the last thread.
 */
export class AnalysisPool {
  private readonly threads = new Set<Thread>();
  private readonly waiting: Job[] = [];
  private nextId = 1;
  private isClosed = false;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly size: number = Math.max(2, Math.min(4, availableParallelism() - 1))) {}

  /** Throws what the task throws: its UserError as one; `analysis.memory` where it needs too much, `analysis.busy` where too many wait; TransientError once closed. */
  runInWorker<N extends TaskName>(name: N, input: TaskInput<N>, options: AnalysisOptions = {}): Promise<TaskOutput<N>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.isClosed) return reject(closed());
      if (options.signal?.aborted) return reject(options.signal.reason);
      if (this.waiting.length >= MOST_WAITING) return reject(busy());
      const job: Job = { request: { id: this.nextId++, name, input }, options, resolve, reject };
      options.signal?.addEventListener('abort', () => this.cancel(job), { once: true });
      this.waiting.push(job);
      this.next();
    }) as Promise<TaskOutput<N>>;
  }

  /** Ends all threads; what is under way is rejected with a TransientError. Idempotent. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.idle);
    for (const job of this.waiting.splice(0)) job.reject(closed());
    const threads = [...this.threads];
    for (const { job } of threads) job?.reject(closed());
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private next(): void {
    for (let job = this.takeable(); job !== undefined; job = this.takeable()) {
      const free = [...this.threads].find((thread) => thread.job === null) ?? (this.threads.size < this.size ? this.begin() : null);
      if (free === null) break;
      this.waiting.splice(this.waiting.indexOf(job), 1);
      this.give(free, job);
    }
    this.endIdle();
  }

  /** The first waiting task that may have a thread now. */
  private takeable(): Job | undefined {
    const long = [...this.threads].filter(({ job }) => job !== null && isLong(job)).length;
    return this.waiting.find((job) => !isLong(job) || long < Math.max(1, this.size - 1));
  }

  private give(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    try {
      thread.worker.postMessage(job.request, [...(job.options.transfer ?? [])]);
      job.options.onBegin?.();
    } catch (error) {
      // The input cannot be cloned: a defect of the caller, not of the thread.
      thread.job = null;
      job.reject(error);
    }
  }

  private begin(): Thread {
    // The sources run as they are where the engine does (the tests); the build has the translated file.
    const file = import.meta.url.endsWith('.ts') ? './from-source.mjs' : './worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { name: 'analysis', resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    const thread: Thread = { worker, job: null };
    worker.unref();
    worker.on('message', (reply: TaskReply) => this.hear(thread, reply));
    worker.on('error', (error) => this.lose(thread, error));
    worker.on('exit', () => this.lose(thread, closed()));
    this.threads.add(thread);
    return thread;
  }

  private hear(thread: Thread, reply: TaskReply): void {
    const { job } = thread;
    if (job === null || job.request.id !== reply.id) return;
    if (reply.kind === 'progress') return job.options.onProgress?.(reply.share);
    thread.job = null;
    thread.worker.unref();
    if (reply.kind === 'done') job.resolve(reply.output);
    else job.reject(errorOf(reply));
    this.next();
  }

  private lose(thread: Thread, error: Error): void {
    if (!this.threads.delete(thread)) return;
    thread.job?.reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error);
    thread.job = null;
    if (!this.isClosed) this.next();
  }

  private cancel(job: Job): void {
    const at = this.waiting.indexOf(job);
    if (at >= 0) this.waiting.splice(at, 1);
    job.reject(job.options.signal?.reason);
    const thread = [...this.threads].find((one) => one.job === job);
    if (!thread) return;
    this.threads.delete(thread);
    void thread.worker.terminate();
    this.next();
  }

  private endIdle(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      for (const thread of this.threads) {
        if (thread.job !== null) continue;
        this.threads.delete(thread);
        void thread.worker.terminate();
      }
    }, IDLE_MS).unref();
  }
}

const isLong = ({ options }: Job): boolean => options.isLong === true;

const closed = (): TransientError => new TransientError('the engine is stopping');
const busy = (): UserError =>
  new UserError(
    'too-many',
    {
      code: 'analysis.busy',
      at: '',
      text: { en: 'Too many analyses are waiting: try again in a minute.', 'zh-CN': '等待中的分析过多：请一分钟后重试。' },
    },
    60_000,
  );
const tooMuch = (): UserError =>
  new UserError('too-large', {
    code: 'analysis.memory',
    at: '',
    text: {
      en: 'This analysis needs more memory than it may take: narrow the time or the filter.',
      'zh-CN': '此分析所需内存超出上限：请缩小时间范围或筛选条件。',
    },
  });
