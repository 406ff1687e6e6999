import type { Json, JsonPointer, Problem, Text } from '#kernel';
import type { VerifyContext } from './context.js';

/** One thing that can be proved, or shown to be doubtful, before a pipeline is published. */
export interface Check {
  /** Stable; every finding carries it. */
  readonly code: string;
  /** `either`: an error where it is proved, a warning where it is only likely. */
  readonly severity: 'error' | 'warning' | 'either';
  /** What it finds, for docs/checks.md. */
  readonly meaning: Text;
  /** A pipeline in one sentence that has the fault. */
  readonly example: string;
  /** Yields nothing where it does not know. Never throws on a parsed definition. */
  find(context: VerifyContext): Iterable<Finding>;
}

export interface Finding {
  /** Only where a check passes on what another part of the library found: its own code. */
  readonly code?: string;
  readonly at: JsonPointer;
  readonly text: Text;
  /** Needed only where the check's own severity is `either`; default error. */
  readonly severity?: 'error' | 'warning';
  readonly got?: Json;
  readonly expected?: Json;
}

export const problemOf = (check: Check, { code, severity, ...finding }: Finding): Problem => ({
  code: code ?? check.code,
  severity: severity ?? (check.severity === 'warning' ? 'warning' : 'error'),
  ...finding,
});
