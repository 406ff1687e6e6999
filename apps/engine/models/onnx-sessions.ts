import { UserError } from '#kernel';
import type { OnnxNames } from '#models';

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
export const PACKAGE = 'onnxruntime-node';
export const INSTALL = `npm install ${PACKAGE}`;
const MOST_KEPT = 16;

/** One row of a model; `file` null: the thread may have it already. */
export interface OnnxRun {
  readonly id: string;
  readonly file: Uint8Array | null;
  readonly input: string;
  readonly row: Float32Array;
  readonly output: string;
}

/**
 * Imported models by onnxruntime-node, where it is installed beside the engine. Made to stand in a thread: reading a file and running it take as long,
 * and as much memory, as whoever wrote the file likes.
 */
export class OnnxSessions {
  private readonly sessions = new Map<string, Promise<OnnxSession>>();
  constructor(private readonly load: () => Promise<OnnxRuntime> = installed) {}

  isInstalled(): Promise<boolean> {
    return this.load().then(
      () => true,
      () => false,
    );
  }

  async inspect(file: Uint8Array): Promise<OnnxNames> {
    const session = await this.open(file);
    try {
      return namesOf(session);
    } finally {
      await session.release?.();
    }
  }

  /** The output's numbers; null where the file is needed first. */
  async run({ id, file, input, row, output }: OnnxRun): Promise<readonly number[] | null> {
    const known = this.sessions.get(id) ?? (file && this.open(file));
    if (!known) return null;
    await this.keep(id, known);
    const session = await known;
    const { Tensor } = await this.load();
    try {
      const answer = await session.run({ [input]: new Tensor('float32', row, [1, row.length]) }, [output]);
      return Array.from(answer[output]?.data ?? [], Number);
    } catch (error) {
      throw unusable('model.onnx-run', { en: 'The imported model could not score this record', 'zh-CN': '导入的模型无法为此记录评分' }, error);
    }
  }

  /** Those used last; a thread does one task at a time, so that nobody is using the one that goes. */
  private async keep(id: string, session: Promise<OnnxSession>): Promise<void> {
    this.sessions.delete(id);
    this.sessions.set(id, session);
    session.catch(() => this.sessions.delete(id));
    const [oldest] = this.sessions;
    if (!oldest || this.sessions.size <= MOST_KEPT) return;
    this.sessions.delete(oldest[0]);
    await (await oldest[1]).release?.();
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
