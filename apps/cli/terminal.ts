import type { Locale, Text } from '#kernel';
import { inLocale } from '#kernel';

/** 0 all well, 1 problems found, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** Where a command writes. `out` is for results (stdout), `err` for everything about them (stderr). */
export interface Terminal {
  readonly locale: Locale;
  /** Results as JSON, nothing else on stdout. */
  readonly json: boolean;
  /** Somebody looks on: stderr is a screen and not a file or a service's log. */
  readonly isWatched: boolean;
  out(line: string): void;
  err(line: string): void;
  /** Standard input, as it comes. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** A bar on a terminal, a plain line now and then elsewhere, nothing with `json`. */
  progress(title: Text, total: number): Progress;
}

export interface Progress {
  /** `done` is the count so far, not a step. */
  at(done: number): void;
  end(): void;
}

/** The text in the reader's language with `{name}` places filled. */
export function say(terminal: Pick<Terminal, 'locale'>, text: Text, values: Readonly<Record<string, string | number>> = {}): string {
  return inLocale(text, terminal.locale).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Writes a value as indented JSON. */
export const printJson = (terminal: Terminal, value: unknown): void => terminal.out(JSON.stringify(value, null, 2));

/** Somebody called a command wrongly: exit code 2 with this sentence. */
export class WrongUse extends Error {
  constructor(readonly text: Text) {
    super(text.en);
    this.name = 'WrongUse';
  }
}
