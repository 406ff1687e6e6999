import type pg from 'pg';
import type { Statement } from '../statements/statement.js';

/** A statement with its parameters. */
export interface Call {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

export type Rows = readonly Record<string, unknown>[];

/** BEGIN and COMMIT as statements of a pipeline. */
export const begin: Call = { statement: { name: 'begin', text: 'begin' }, values: [] };
export const commit: Call = { statement: { name: 'commit', text: 'commit' }, values: [] };

/**
 * Sends all statements at once and waits for all answers: one round trip. The rows of each, in order; throws the first
 * error. Inside a transaction the statements after a failed one fail too, and a COMMIT among them rolls back.
 */
export async function pipelined(client: pg.ClientBase, calls: readonly Call[]): Promise<readonly Rows[]> {
  const sent = calls.map(({ statement, values }) => client.query({ ...statement, values: values as unknown[] }));
  const answers = await Promise.allSettled(sent);
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value.rows as Rows;
  });
}
