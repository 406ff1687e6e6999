import type { Text } from '#kernel';
import type { ExitCode, Terminal } from './terminal.js';

/** One command of `millrace`, as help shows it. The work itself is loaded only when it is called. */
export interface CommandSpec {
  /** Words after `millrace`: `rule eval`. */
  readonly name: string;
  readonly summary: Text;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Touches the database: gets `--workspace` and joins the embedded server or DATABASE_URL. */
  readonly database?: boolean;
  /** Lines that work as printed. */
  readonly examples: readonly string[];
  load(): Promise<{ readonly run: CommandRun }>;
}

export interface ArgumentSpec {
  /** `<file>`, `<files...>`, `[what]`. */
  readonly form: string;
  readonly text: Text;
}

export interface OptionSpec {
  /** As commander reads it: `--record <file>`. */
  readonly flags: string;
  readonly text: Text;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly fallback?: string;
}

/** What was typed, already checked against the spec. */
export interface Invocation {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly terminal: Terminal;
}

export type CommandRun = (invocation: Invocation) => Promise<ExitCode>;

/** An option that takes a value; `undefined` when it was not given. */
export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.options[name];
  return typeof value === 'string' ? value : undefined;
}
