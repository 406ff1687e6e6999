import type { ProblemDetails } from '#contracts';

/** A sentence of the engine about one refused transition. */
export interface RefusedReason {
  readonly code: string;
  readonly text: string;
  readonly at: string | null;
  readonly fields?: readonly string[];
  readonly read?: Readonly<Record<string, unknown>>;
}

/** The engine said no: `details.detail` is a sentence for the reader. */
export class ApiProblem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail);
    this.name = 'ApiProblem';
  }
  get status(): number {
    return this.details.status;
  }
  get code(): string {
    return this.details.code;
  }
  /** Why the pipeline refuses an event; empty for other problems. */
  get reasons(): readonly RefusedReason[] {
    return (this.details.reasons ?? []) as unknown as readonly RefusedReason[];
  }
}

/** The engine did not answer at all. */
export class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super('The engine does not answer.', options);
    this.name = 'Unreachable';
  }
}

export const isStatus = (error: unknown, status: number): error is ApiProblem => error instanceof ApiProblem && error.status === status;
