import type { Json, JsonPointer } from './json.js';
import type { Text } from './text.js';

/** One thing wrong with an input: a stable dotted code, the place, and a sentence a person can act on. */
export interface Problem {
  /** Stable, dotted, lower case: `state.unknown`, `field.type`. Published in docs/errors.md. */
  readonly code: string;
  /** Where in the input. */
  readonly at: JsonPointer;
  readonly text: Text;
  /** `error` blocks publishing, `warning` does not. Absent means `error`. */
  readonly severity?: 'error' | 'warning';
  readonly got?: Json;
  readonly expected?: Json;
}

/** How a UserError is answered; the web layer alone maps it to a status. */
export type UserErrorKind =
  | 'invalid' // the input is wrong (422)
  | 'malformed' // not even readable: bad JSON, bad encoding (400)
  | 'not-found'
  | 'forbidden'
  | 'unauthenticated'
  | 'conflict' // somebody else changed it, or the state forbids it (409)
  | 'precondition' // If-Match does not hold (412)
  | 'too-large' // over a cap (413)
  | 'too-many'; // throttled (429)

/** The caller can fix this. Shown to people; never logged as a defect. */
export class UserError extends Error {
  readonly problems: readonly [Problem, ...Problem[]];
  constructor(
    readonly kind: UserErrorKind,
    problems: Problem | readonly [Problem, ...Problem[]],
    /** With `too-many`: milliseconds after which a new try makes sense. */
    readonly retryAfterMs?: number,
  ) {
    const list = (Array.isArray(problems) ? problems : [problems]) as readonly [Problem, ...Problem[]];
    super(`${list[0].code}: ${list[0].text.en}`);
    this.name = 'UserError';
    this.problems = list;
  }
  get code(): string {
    return this.problems[0].code;
  }
}

/** Trying again later may work: a lost connection, a busy target. */
export class TransientError extends Error {
  constructor(
    message: string,
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TransientError';
  }
}
