import type { Locale } from '#kernel';
import { SILENT } from '../process-terminal.js';
import { runCli } from '../program.js';
import type { ExitCode, Terminal } from '../terminal.js';

export interface Recorded {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
  /** `out` as JSON. */
  json<T>(): T;
}

/** Runs a command line in this process and keeps what it wrote. */
export async function millrace(line: readonly string[], options: { readonly stdin?: string; readonly locale?: Locale } = {}): Promise<Recorded> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    locale: options.locale ?? 'en',
    json: line.includes('--json'),
    isWatched: false,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: (async function* () {
      yield new TextEncoder().encode(options.stdin ?? '');
    })(),
    progress: () => SILENT,
  };
  const exit = await runCli(line, terminal);
  return { exit, out: out.join('\n'), err: err.join('\n'), json: <T>() => JSON.parse(out.join('\n')) as T };
}
