import { ApiProblem } from '../api/problem.js';
import { inTurn } from './in-turn.js';
import type { ActRecord } from './scope.js';

/** What became of one record: `reasons` null = done. */
export interface Outcome {
  readonly record: ActRecord;
  readonly reasons: readonly string[] | null;
}

/** Does the work for each record; one that fails does not stop the others. In the order given. */
export const eachOf = async (records: readonly ActRecord[], work: (record: ActRecord) => Promise<unknown>): Promise<readonly Outcome[]> =>
  (await inTurn(records, work)).map((one) => ({ record: one.item, reasons: one.ok ? null : whyNot(one.error) }));

/** The reasons of a refusal; else what went wrong. */
export function whyNot(error: unknown): readonly string[] {
  if (!(error instanceof ApiProblem)) return [error instanceof Error ? error.message : String(error)];
  return error.reasons.length > 0 ? error.reasons.map(({ text }) => text) : [error.details.detail];
}
