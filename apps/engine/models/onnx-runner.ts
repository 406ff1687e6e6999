import { UserError } from '#kernel';
import type { OnnxNames, OnnxRunner } from '#models';
import { INSTALL, type OnnxRun, PACKAGE } from './onnx-sessions.js';

/** A longer look at a file, or at one record, is ended with its thread. */
const LOOK_MS = 30_000;
const RUN_MS = 10_000;
/** Less than the 7,000,000 characters of base64 that a request may bring, so that a larger file is told as such. */
const LARGEST_BYTES = 5_000_000;

/** How a task is timed: from the moment a thread begins with it, for others' tasks before it are no fault of the model. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onBegin: () => void;
}

/** Where imported models are read and run: threads of their own. Rejects with the signal's reason when it is aborted, with `analysis.memory` beyond the thread's memory. */
export interface OnnxThreads {
  isInstalled(watch: Watch): Promise<boolean>;
  inspect(file: Uint8Array, watch: Watch): Promise<OnnxNames>;
  run(run: OnnxRun, watch: Watch): Promise<readonly number[] | null>;
}

/** Imported models within limits of size, time and memory: a hostile or huge file costs a thread, not the engine. */
export class ThreadedOnnxRunner implements OnnxRunner {
  constructor(
    private readonly threads: OnnxThreads,
    private readonly limits: { readonly lookMs: number; readonly runMs: number; readonly bytes: number } = {
      lookMs: LOOK_MS,
      runMs: RUN_MS,
      bytes: LARGEST_BYTES,
    },
  ) {}

  async runtime(): ReturnType<OnnxRunner['runtime']> {
    return { installed: await within(this.limits.lookMs, (watch) => this.threads.isInstalled(watch)), package: PACKAGE, install: INSTALL };
  }

  async inspect(file: Uint8Array): Promise<OnnxNames> {
    this.assertSmall(file);
    return within(this.limits.lookMs, (watch) => this.threads.inspect(file, watch));
  }

  /** The file is read and handed over only where the thread does not have it. */
  async run({ id, file }: Parameters<OnnxRunner['run']>[0], input: string, row: Float32Array, output: string): Promise<readonly number[]> {
    const run = { id, input, row, output };
    const known = await within(this.limits.runMs, (watch) => this.threads.run({ ...run, file: null }, watch));
    if (known) return known;
    const given = await file();
    this.assertSmall(given);
    const found = await within(this.limits.lookMs, (watch) => this.threads.run({ ...run, file: given }, watch));
    return found ?? [];
  }

  private assertSmall({ byteLength }: Uint8Array): void {
    if (byteLength <= this.limits.bytes) return;
    const [en, zh] = [`A file of more than ${this.limits.bytes} bytes is not read.`, `不读取超过 ${this.limits.bytes} 字节的文件。`];
    throw new UserError('too-large', { code: 'model.onnx-size', at: '/file', text: { en, 'zh-CN': zh } });
  }
}

async function within<T>(ms: number, work: (watch: Watch) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onBegin = (): void => {
    timer ??= setTimeout(() => stop.abort(tooSlow(ms / 1000)), ms);
  };
  try {
    return await work({ signal: stop.signal, onBegin });
  } catch (error) {
    throw error instanceof UserError && error.code === 'analysis.memory' ? tooBig() : error;
  } finally {
    clearTimeout(timer);
  }
}

const tooSlow = (seconds: number): UserError =>
  new UserError('too-large', {
    code: 'model.onnx-time',
    at: '/file',
    text: { en: `The model took longer than ${seconds} seconds.`, 'zh-CN': `模型耗时超过 ${seconds} 秒。` },
  });
const tooBig = (): UserError =>
  new UserError('too-large', {
    code: 'model.onnx-memory',
    at: '/file',
    text: { en: 'The model needs more memory than it may take.', 'zh-CN': '模型所需内存超出上限。' },
  });
