import type { Stage } from './stage.js';

/** An event to be sent while a record is brought to where a journey begins. */
export interface Sent {
  readonly event: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Given {
  readonly id: string;
  readonly runId: string;
  readonly path: string;
}

// Tests read answers of every shape.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

/** Asks the engine as the owner. What is not answered with success is an error with the answer in it. */
export async function asOwner({ api }: Stage, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Body> {
  const answer = await api.ask(path, api.owner.cookie, { method, ...(body === undefined ? {} : { body }) });
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A deal of its own for one journey, brought to where it begins by these events. */
export async function givenDeal(stage: Stage, name: string, fields: Readonly<Record<string, unknown>> = {}, events: readonly Sent[] = []): Promise<Given> {
  const made = await asOwner(stage, '/api/v1/records/deal', { fields: { name, ...fields }, pipeline: 'b2b-sales' });
  for (const sent of events) await asOwner(stage, `/api/v1/runs/${made.runId}/events`, sent);
  return { id: made.id, runId: made.runId, path: `/records/deal/${made.id}` };
}

/** Some account of the sample. */
export const someAccount = async (stage: Stage): Promise<string> => (await asOwner(stage, '/api/v1/records/account?limit=1')).items[0].id;
