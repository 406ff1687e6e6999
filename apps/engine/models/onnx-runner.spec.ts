import { describe, expect, it } from '@jest/globals';
import { NodeOnnxRunner, type OnnxRuntime } from './onnx-runner.js';

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
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('imported models', () => {
  it('say what goes in and out, and are read once', async () => {
    const [opened, released]: [string[], string[]] = [[], []];
    const runner = new NodeOnnxRunner(async () => summing(opened, released));
    expect(await runner.inspect(bytes('model'))).toEqual({ inputs: [{ name: 'x', size: 2 }], outputs: ['y'] });
    expect(released).toEqual(['model']);
    const model = { id: 'm/1', file: async () => bytes('model') };
    expect(await runner.run(model, 'x', Float32Array.of(1, 2), 'y')).toEqual([1, 3]);
    expect(await runner.run(model, 'x', Float32Array.of(2, 2), 'y')).toEqual([1, 4]);
    expect(opened).toHaveLength(2);
    expect(released).toHaveLength(1);
  });

  it.each([
    ['model.onnx-file', 'broken', Float32Array.of(1, 2)],
    ['model.onnx-run', 'model', Float32Array.of(1)],
  ])('refuse by %s', async (code, file, row) => {
    const runner = new NodeOnnxRunner(async () => summing([]));
    await expect(runner.run({ id: 'm/2', file: async () => bytes(file) }, 'x', row, 'y')).rejects.toMatchObject({ code });
  });

  it('need a runtime that is not installed with the product', async () => {
    await expect(new NodeOnnxRunner().inspect(bytes('model'))).rejects.toMatchObject({ kind: 'conflict', code: 'model.onnx-missing' });
    expect(await new NodeOnnxRunner().runtime()).toEqual({ installed: false, package: 'onnxruntime-node', install: 'npm install onnxruntime-node' });
    expect(await new NodeOnnxRunner(async () => summing([])).runtime()).toMatchObject({ installed: true });
  });
});
