import { describe, expect, it } from '@jest/globals';
import { UserError } from '#kernel';
import { AnalysisPool } from '../analysis/pool.js';
import { ThreadedOnnxRunner, type OnnxThreads, type Watch } from './onnx-runner.js';
import { OnnxSessions, type OnnxRuntime } from './onnx-sessions.js';

/** A runtime whose models add up their row; a file that says so is broken. */
function summing(opened: string[], released: string[] = []): OnnxRuntime {
  class Tensor {
    constructor(
      readonly type: string,
      readonly data: Float32Array,
      readonly dims: readonly number[],
    ) {}
  }
  const create = async (file: Uint8Array) => {
    const text = new TextDecoder().decode(file);
    opened.push(text);
    if (text === 'broken') throw new Error('no protobuf');
    return {
      inputNames: ['x'],
      outputNames: ['y'],
      inputMetadata: [{ name: 'x', shape: ['batch', 2] }],
      release: async () => void released.push(text),
      run: async (feeds: Record<string, unknown>, fetches: readonly string[]) => {
        const { data, dims } = feeds['x'] as Tensor;
        if (dims[1] !== 2) throw new Error(`expected 2 columns, got ${String(dims[1])}`);
        return { [fetches[0] ?? '']: { data: [BigInt(1), data.reduce((a, b) => a + b, 0)] } };
      },
    };
  };
  return { InferenceSession: { create }, Tensor };
}
const unused = (): Promise<never> => Promise.reject(new Error('is not asked'));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a thread does, without one: what goes in and comes out is cloned. */
const threadOf = (sessions: OnnxSessions): OnnxThreads => ({
  isInstalled: () => sessions.isInstalled(),
  inspect: async (file) => structuredClone(await sessions.inspect(structuredClone(file))),
  run: async (run) => structuredClone(await sessions.run(structuredClone(run))),
});
const runnerOf = (runtime: OnnxRuntime): ThreadedOnnxRunner => new ThreadedOnnxRunner(threadOf(new OnnxSessions(async () => runtime)));

describe('imported models', () => {
  it('say what goes in and out, and are read once', async () => {
    const [opened, released]: [string[], string[]] = [[], []];
    const runner = runnerOf(summing(opened, released));
    expect(await runner.inspect(bytes('model'))).toEqual({ inputs: [{ name: 'x', size: 2 }], outputs: ['y'] });
    expect(released).toEqual(['model']);
    let read = 0;
    const model = { id: 'm/1', file: async () => ((read += 1), bytes('model')) };
    expect(await runner.run(model, 'x', Float32Array.of(1, 2), 'y')).toEqual([1, 3]);
    expect(await runner.run(model, 'x', Float32Array.of(2, 2), 'y')).toEqual([1, 4]);
    expect([opened.length, released.length, read]).toEqual([2, 1, 1]);
  });

  it.each([
    ['model.onnx-file', 'broken', Float32Array.of(1, 2)],
    ['model.onnx-run', 'model', Float32Array.of(1)],
  ])('refuse by %s', async (code, file, row) => {
    await expect(runnerOf(summing([])).run({ id: 'm/2', file: async () => bytes(file) }, 'x', row, 'y')).rejects.toMatchObject({ code });
  });

  it('are ended beyond their limits of size, time and memory', async () => {
    const never = ({ signal, onBegin }: Watch): Promise<never> => {
      onBegin();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
    };
    const outOfMemory = (): Promise<never> => Promise.reject(new UserError('too-large', { code: 'analysis.memory', at: '', text: { en: 'too much' } }));
    const limits = { lookMs: 20, runMs: 10, bytes: 8 };
    const model = { id: 'm/3', file: async () => bytes('model') };
    const slow = new ThreadedOnnxRunner({ isInstalled: never, inspect: (_, watch) => never(watch), run: (_, watch) => never(watch) }, limits);
    await expect(slow.inspect(bytes('model'))).rejects.toMatchObject({ code: 'model.onnx-time' });
    await expect(slow.run(model, 'x', Float32Array.of(1), 'y')).rejects.toMatchObject({ code: 'model.onnx-time' });
    await expect(slow.inspect(bytes('far too long'))).rejects.toMatchObject({ kind: 'too-large', code: 'model.onnx-size' });
    const usual = new ThreadedOnnxRunner({ isInstalled: outOfMemory, inspect: async () => ({ inputs: [], outputs: [] }), run: outOfMemory });
    expect(await usual.inspect(new Uint8Array(5_000_000))).toEqual({ inputs: [], outputs: [] });
    await expect(usual.inspect(new Uint8Array(5_000_001))).rejects.toMatchObject({ code: 'model.onnx-size' });
    const hungry = new ThreadedOnnxRunner({ isInstalled: outOfMemory, inspect: outOfMemory, run: outOfMemory }, limits);
    await expect(hungry.inspect(bytes('model'))).rejects.toMatchObject({ code: 'model.onnx-memory' });
  });

  it('are not blamed for the time they wait while others have the threads', async () => {
    const pool = new AnalysisPool(1);
    try {
      await pool.runInWorker('analysis.echo', { value: 'warm' });
      const others = pool.runInWorker('analysis.echo', { value: 'done', workMs: 1500 });
      // Less than the others take; more than to look whether a package is there.
      const runner = new ThreadedOnnxRunner(
        { isInstalled: (watch) => pool.runInWorker('analysis.echo', { value: true }, watch) as Promise<boolean>, inspect: unused, run: unused },
        { lookMs: 1000, runMs: 1000, bytes: 8 },
      );
      expect(await runner.runtime()).toMatchObject({ installed: true });
      expect(await others).toBe('done');
    } finally {
      await pool.close();
    }
  });

  it('are let go, with what they hold outside of the heap, when more than sixteen have been used since', async () => {
    const released: string[] = [];
    const sessions = new OnnxSessions(async () => summing([], released));
    const use = (n: number) => sessions.run({ id: `m/${n}`, file: bytes(`model ${n}`), input: 'x', row: Float32Array.of(1, 2), output: 'y' });
    for (let n = 0; n < 16; n += 1) await use(n);
    await use(0);
    expect(released).toEqual([]);
    await use(16);
    expect(released).toEqual(['model 1']);
    expect(await use(0)).toEqual([1, 3]);
  });

  it('need a runtime that is not installed with the product, and are looked at in a thread', async () => {
    const pool = new AnalysisPool(1);
    try {
      const runner = new ThreadedOnnxRunner({
        isInstalled: (watch) => pool.runInWorker('models.onnx-installed', null, watch),
        inspect: (file, watch) => pool.runInWorker('models.onnx-inspect', file, watch),
        run: (run, watch) => pool.runInWorker('models.onnx-run', run, watch),
      });
      await expect(runner.inspect(bytes('model'))).rejects.toMatchObject({ kind: 'conflict', code: 'model.onnx-missing' });
      expect(await runner.runtime()).toEqual({ installed: false, package: 'onnxruntime-node', install: 'npm install onnxruntime-node' });
    } finally {
      await pool.close();
    }
    expect(await runnerOf(summing([])).runtime()).toMatchObject({ installed: true });
  });
});
