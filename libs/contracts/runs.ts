import { z } from 'zod';
import { operation } from './operation.js';
import { byId, count, eventName, instant, json, jsonObject, key, list, page, pageQuery, text, uuid } from './shapes.js';

const group = 'Runs';
const snapshot = z.object({
  status: z.enum(['active', 'done']),
  configuration: z.array(z.string()),
  history: jsonObject,
  vars: jsonObject,
  outcome: z.string().nullable(),
  waits: z.array(json),
});
export const run = z
  .object({
    id: uuid,
    recordId: uuid,
    pipeline: z.string(),
    version: z.number().int(),
    seq: z.number().int(),
    snapshot,
    stage: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
    updatedAt: instant,
  })
  .meta({ id: 'Run' });
const runExample = {
  id: '01920000-0000-7000-8000-00000000000b',
  recordId: '01920000-0000-7000-8000-00000000000a',
  pipeline: 'b2b-sales',
  version: 1,
  seq: 1,
  snapshot: { status: 'active', configuration: ['prospecting'], history: {}, vars: {}, outcome: null, waits: [] },
  stage: 'prospecting',
  startedAt: '2026-01-31T09:00:00.000Z',
  endedAt: null,
  updatedAt: '2026-01-31T09:00:00.000Z',
};
const reason = z
  .object({ code: z.string(), text, at: z.string().nullable(), fields: z.array(z.string()).optional(), read: jsonObject.optional() })
  .meta({ id: 'Reason', description: 'Why the pipeline refuses, with the values it saw.' });
/** As `Reason`, in the reader's language. */
const saidReason = reason.extend({ text: z.string() }).meta({ id: 'SaidReason', description: 'Why the pipeline refuses, in the language asked for.' });

const sent = {
  event: eventName,
  payload: json.optional(),
  /** Saved to the record in the same step, before conditions and required fields are looked at. */
  fields: jsonObject.optional(),
  /** When it happened, if that was earlier: not before the run’s last event. Nothing external is sent for it. */
  occurredAt: instant.optional(),
};

export const listRuns = operation({
  id: 'runs.list',
  method: 'GET',
  path: '/api/v1/runs',
  group,
  summary: 'Runs, last changed first',
  permission: 'run.read',
  query: z.strictObject({
    ...pageQuery,
    pipeline: key.optional(),
    record: uuid.optional(),
    status: z.enum(['active', 'done']).optional(),
    stage: z.string().max(80).optional(),
    outcome: z.string().max(80).optional(),
  }),
  answer: page(run),
});
export const startRun = operation({
  id: 'runs.start',
  method: 'POST',
  path: '/api/v1/runs',
  group,
  summary: 'Start a run of a record in a pipeline',
  description: '`at` begins in these states instead of the initial one; it needs the permission run.migrate.',
  permission: 'run.send',
  body: z.strictObject({ recordId: uuid, pipeline: key, vars: jsonObject.optional(), at: z.array(z.string().min(1).max(80)).max(50).optional() }),
  answer: run,
  status: 201,
  bodyExample: { recordId: runExample.recordId, pipeline: 'b2b-sales' },
  answerExample: runExample,
  refusals: [404, 409, 422],
});
export const getRun = operation({
  id: 'runs.get',
  method: 'GET',
  path: '/api/v1/runs/{id}',
  group,
  summary: 'One run',
  permission: 'run.read',
  params: byId,
  answer: run,
  answerExample: runExample,
  refusals: [404],
});
export const sendEvent = operation({
  id: 'runs.send',
  method: 'POST',
  path: '/api/v1/runs/{id}/events',
  group,
  summary: 'Send an event; answered after it is durable',
  description: 'A refusal is 409 with every reason and the values it saw. With an Idempotency-Key the same answer comes again for 30 days.',
  permission: 'run.send',
  params: byId,
  body: z.strictObject(sent),
  answer: run,
  bodyExample: { event: 'win', fields: { close_value: 5400, close_date: '2026-01-31' } },
  answerExample: runExample,
  refusals: [404, 409, 422],
});
export const sendEvents = operation({
  id: 'runs.sendMany',
  method: 'POST',
  path: '/api/v1/events',
  group,
  summary: 'Send up to 500 events; one answer for each, in the same order',
  description:
    'Each item stands alone: some may be applied and others refused. `key` is the idempotency key of the item; without one it is the request’s key and the item’s place.',
  permission: 'run.send',
  body: z.strictObject({
    items: z
      .array(z.strictObject({ runId: uuid, key: z.string().min(1).max(200).optional(), ...sent }))
      .min(1)
      .max(500),
  }),
  answer: z.object({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('applied'), run: run.nullable() }),
        z.object({ kind: z.literal('refused'), runId: uuid, reasons: z.array(saidReason) }),
        z.object({ kind: z.literal('failed'), status: z.number().int(), code: z.string(), detail: z.string() }),
      ]),
    ),
  }),
  bodyExample: { items: [{ runId: runExample.id, event: 'engage' }] },
});
const possibility = z.object({
  event: z.string(),
  title: text.nullable(),
  allowed: z.boolean(),
  targets: z.array(z.string()),
  missing: z.array(z.string()),
  reasons: z.array(reason),
});
export const explainRun = operation({
  id: 'runs.explain',
  method: 'GET',
  path: '/api/v1/runs/{id}/explain',
  group,
  summary: 'Every event that could be sent now: allowed, or refused with each reason; and the way to an outcome',
  permission: 'run.read',
  params: byId,
  query: z.strictObject({ toward: z.string().min(1).max(80).optional().meta({ description: 'an outcome such as `won`: the shortest allowed path to it' }) }),
  answer: z.object({
    possibilities: z.array(possibility),
    /** The shortest allowed way; null: none was found, or none was asked for. `cut`: the search stopped at its limit. */
    path: z
      .object({
        steps: z
          .array(z.object({ kind: z.enum(['event', 'timer', 'result']), name: z.string(), fill: z.array(z.string()), to: z.array(z.string()) }))
          .nullable(),
        cut: z.boolean(),
      })
      .nullable(),
  }),
  refusals: [404],
});
export const runJournal = operation({
  id: 'runs.journal',
  method: 'GET',
  path: '/api/v1/runs/{id}/journal',
  group,
  summary: 'The history of a run: each event with what it read, decided and did',
  permission: 'run.read',
  params: byId,
  query: z.strictObject({ from: count(1, 1_000_000).optional(), limit: count(1, 500).optional() }),
  answer: list(json),
  refusals: [404],
});
export const replayRun = operation({
  id: 'runs.replay',
  method: 'GET',
  path: '/api/v1/runs/{id}/replay',
  group,
  summary: 'The run as it was after an event or at a moment, folded from its journal',
  permission: 'run.read',
  params: byId,
  query: z.strictObject({ seq: count(1, 1_000_000).optional(), at: instant.optional() }),
  answer: z.object({ seq: z.number().int(), at: instant.nullable(), snapshot }),
  refusals: [404, 422],
});
export const undoRun = operation({
  id: 'runs.undo',
  method: 'POST',
  path: '/api/v1/runs/{id}/undo',
  group,
  summary: 'Take back the last event, within ten minutes and if nothing followed',
  permission: 'run.send',
  params: byId,
  answer: run,
  refusals: [404, 409],
});
export const reopenRun = operation({
  id: 'runs.reopen',
  method: 'POST',
  path: '/api/v1/runs/{id}/reopen',
  group,
  summary: 'Bring a finished run back to its last state that was not final',
  permission: 'run.send',
  params: byId,
  answer: run,
  refusals: [404, 409],
});

const incident = z.object({
  id: z.string(),
  runId: uuid,
  recordId: uuid,
  effect: z.string().nullable(),
  step: z.string().nullable(),
  input: json,
  reason: z.string(),
  status: z.enum(['open', 'resolved']),
  openedAt: instant,
});
export const listIncidents = operation({
  id: 'incidents.list',
  method: 'GET',
  path: '/api/v1/incidents',
  group: 'Incidents',
  summary: 'Runs that need a person',
  permission: 'incident.read',
  query: z.strictObject({ ...pageQuery, status: z.enum(['open', 'resolved']).optional() }),
  answer: page(incident),
});
export const resolveIncident = operation({
  id: 'incidents.resolve',
  method: 'POST',
  path: '/api/v1/incidents/{id}/resolve',
  group: 'Incidents',
  summary: 'Retry, skip, or edit the input and retry',
  permission: 'incident.resolve',
  params: z.strictObject({ id: z.string().min(1).max(120) }),
  body: z
    .strictObject({ action: z.enum(['retry', 'skip', 'edit']), input: json.optional() })
    .refine(({ action, input }) => (action === 'edit') === (input !== undefined), { path: ['input'], message: 'is given with `edit`, and only then' }),
  answer: incident,
  bodyExample: { action: 'retry' },
  refusals: [404, 409, 422],
});
