import type { Duplex } from 'node:stream';
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
  const stream = streamOf(client);
  stream?.cork(); // else every statement is a write of its own, and each wakes the database
  const renewal = plansAreOld(client) ? [client.query('discard plans')] : [];
  const sent = calls.map(({ statement, values }) => client.query({ name: statement.name, text: statement.text, values: values as unknown[] }));
  stream?.uncork();
  const [answers] = await Promise.all([Promise.allSettled(sent), Promise.allSettled(renewal)]);
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value.rows as Rows;
  });
}

/** The socket of a connected client; pg has it, its types do not. */
const streamOf = (client: pg.ClientBase): Duplex | undefined => (client as { readonly connection?: { readonly stream?: Duplex } }).connection?.stream;

const FIRST_PLANS_MS = 50;
const OLDEST_PLANS_MS = 10_000;
const plans = new WeakMap<pg.ClientBase, { since: number; keepMs: number }>();

/**
 * A prepared plan is kept for seconds, not for ever: while a table is small every index looks the same to the planner,
 * and a plan made then would walk a whole workspace once the table has grown. Short at first, when tables grow fastest.
 */
function plansAreOld(client: pg.ClientBase): boolean {
  const now = performance.now();
  const state = plans.get(client);
  if (!state) plans.set(client, { since: now, keepMs: FIRST_PLANS_MS });
  if (!state || now - state.since < state.keepMs) return false;
  state.since = now;
  state.keepMs = Math.min(state.keepMs * 2, OLDEST_PLANS_MS);
  return true;
}
