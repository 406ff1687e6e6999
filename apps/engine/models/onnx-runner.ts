import { UserError } from '#kernel';
import type { OnnxNames, OnnxRunner } from '#models';

/** The part of onnxruntime-node that is used; the package is an optional peer and has its types only where it is installed. */
interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Not told by every version; a size that is not fixed is a text there. */
  readonly inputMetadata?: readonly { readonly name: string; readonly shape?: readonly (number | string)[] }[];
  /** Frees what lies outside of the heap; not in every version. */
  release?(): Promise<void>;
  run(feeds: Record<string, unknown>, fetches: readonly string[]): Promise<Record<string, { readonly data: ArrayLike<number | bigint> } | undefined>>;
}
export interface OnnxRuntime {
  readonly InferenceSession: { create(file: Uint8Array): Promise<OnnxSession> };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => unknown;
}

/** Not written out where it is imported: nobody else is to look for it. */
const PACKAGE = 'onnxruntime-node';
const INSTALL = `npm install ${PACKAGE}`;
const MOST_KEPT = 16;

/** Runs imported models by onnxruntime-node, where it is installed beside the engine. */
export class NodeOnnxRunner implements OnnxRunner {
  private readonly sessions = new Map<string, Promise<OnnxSession>>();
  constructor(private readonly load: () => Promise<OnnxRuntime> = installed) {}

  async runtime(): ReturnType<OnnxRunner['runtime']> {
    const installed = await this.load().then(
      () => true,
      () => false,
    );
    return { installed, package: PACKAGE, install: INSTALL };
  }

  async inspect(file: Uint8Array): ReturnType<OnnxRunner['inspect']> {
    const session = await this.open(file);
    try {
      return namesOf(session);
    } finally {
      await session.release?.();
    }
  }

  async run({ id, file }: Parameters<OnnxRunner['run']>[0], input: string, row: Float32Array, output: string): Promise<readonly number[]> {
    const { Tensor } = await this.load();
    const session = await this.session(id, file);
    try {
      const answer = await session.run({ [input]: new Tensor('float32', row, [1, row.length]) }, [output]);
      return Array.from(answer[output]?.data ?? [], Number);
    } catch (error) {
      throw unusable('model.onnx-run', { en: 'The imported model could not score this record', 'zh-CN': '导入的模型无法为此记录评分' }, error);
    }
  }

  private session(id: string, file: () => Promise<Uint8Array>): Promise<OnnxSession> {
    const kept = this.sessions.get(id) ?? file().then((bytes) => this.open(bytes));
    this.sessions.delete(id);
    this.sessions.set(id, kept);
    kept.catch(() => this.sessions.delete(id));
    for (const oldest of this.sessions.keys()) {
      if (this.sessions.size <= MOST_KEPT) break;
      this.sessions.delete(oldest);
    }
    return kept;
  }

  private async open(file: Uint8Array): Promise<OnnxSession> {
    const { InferenceSession } = await this.load();
    try {
      return await InferenceSession.create(file);
    } catch (error) {
      throw unusable('model.onnx-file', { en: 'The file is no ONNX model that can be read', 'zh-CN': '该文件不是可读取的 ONNX 模型' }, error);
    }
  }
}

function namesOf({ inputNames, outputNames, inputMetadata = [] }: OnnxSession): OnnxNames {
  const sizeOf = (input: string): number | null => {
    const size = inputMetadata.find(({ name }) => name === input)?.shape?.at(-1);
    return typeof size === 'number' && size > 0 ? size : null;
  };
  return { inputs: inputNames.map((name) => ({ name, size: sizeOf(name) })), outputs: [...outputNames] };
}

async function installed(): Promise<OnnxRuntime> {
  try {
    const found = (await import(PACKAGE)) as OnnxRuntime & { readonly default?: OnnxRuntime };
    return found.default ?? found;
  } catch {
    throw new UserError('conflict', {
      code: 'model.onnx-missing',
      at: '',
      text: {
        en: `Imported models need the package ${PACKAGE} beside the engine: ${INSTALL}.`,
        'zh-CN': `导入的模型需要在引擎旁安装 ${PACKAGE} 包：${INSTALL}。`,
      },
    });
  }
}

function unusable(code: string, text: { readonly en: string; readonly 'zh-CN': string }, error: unknown): UserError {
  const why = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  return new UserError('invalid', { code, at: '/file', text: { en: `${text.en}: ${why}`, 'zh-CN': `${text['zh-CN']}：${why}` } });
}
