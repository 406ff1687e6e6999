import { ApiProblem } from '../api/problem.js';
import type { ActRecord } from './scope.js';

/** What became of one record: `reasons` null = done. */
export interface Outcome {
  readonly record: ActRecord;
  readonly reasons: readonly string[] | null;
}

const AT_ONCE = 4;

/** Does the work for each record, a few at a time; one that fails does not stop the others. In the order given. */
export async function eachOf(records: readonly ActRecord[], work: (record: ActRecord) => Promise<unknown>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = [...records.entries()];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [place, record] = next;
      outcomes[place] = { record, reasons: await work(record).then(() => null, whyNot) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return outcomes;
}

function whyNot(error: unknown): readonly string[] {
  if (!(error instanceof ApiProblem)) return [error instanceof Error ? error.message : String(error)];
  return error.reasons.length > 0 ? error.reasons.map(({ text }) => text) : [error.details.detail];
}
