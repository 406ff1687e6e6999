import { z } from 'zod';
import { operation } from './operation.js';
import { token } from './session.js';
import { byId, eventName, instant, json, jsonObject, key, list, title, uuid } from './shapes.js';

const group = 'Incoming webhooks';
const place = z.string().regex(/^(\/[^/]{1,100}){1,10}$/, 'must be a JSON pointer, such as /data/id');

/** How a delivery becomes an event of a run, or a new record with a run. */
const mapping = {
  pipeline: key,
  /** Where the record is named in the payload, and by which field of the record; `external` is the key that an import or an earlier delivery gave it. */
  match: z.strictObject({ at: place, field: z.union([z.literal('external'), key]) }),
  /** A fixed event, or where the payload names it and which names it may take. */
  event: z.union([z.strictObject({ name: eventName }), z.strictObject({ at: place, names: z.record(z.string().max(200), eventName) })]),
  /** Record fields to save with the event, each from a place of the payload. */
  fields: z.record(key, place).optional(),
  /** When no record matches: make one (with `fields`, and the matched value as its external key) and start a run. Otherwise 404. */
  create: z.boolean().optional(),
};
const endpoint = z.object({
  id: uuid,
  title: z.string(),
  pipeline: z.string(),
  match: mapping.match,
  event: mapping.event,
  fields: z.record(z.string(), z.string()),
  create: z.boolean(),
  enabled: z.boolean(),
  createdAt: instant,
});
/** Shown when made and when the secret is rotated, then never again. */
const secrets = { url: z.string().nullable(), secret: z.string().nullable() };
const example = {
  title: 'Shop orders',
  pipeline: 'b2b-sales',
  match: { at: '/data/deal', field: 'external' },
  event: { at: '/type', names: { 'order.paid': 'win' } },
  fields: { close_value: '/data/amount' },
  create: false,
};

export const listWebhooks = operation({
  id: 'webhooks.list',
  method: 'GET',
  path: '/api/v1/webhooks',
  group,
  summary: 'Incoming webhook endpoints',
  permission: 'webhook.edit',
  answer: list(endpoint),
});
export const createWebhook = operation({
  id: 'webhooks.create',
  method: 'POST',
  path: '/api/v1/webhooks',
  group,
  summary: 'Make an endpoint; address and secret are shown in this answer only',
  permission: 'webhook.edit',
  body: z.strictObject({ title, ...mapping }),
  answer: endpoint.extend(secrets),
  status: 201,
  bodyExample: example,
  refusals: [422],
});
export const changeWebhook = operation({
  id: 'webhooks.change',
  method: 'PATCH',
  path: '/api/v1/webhooks/{id}',
  group,
  summary: 'Change an endpoint',
  permission: 'webhook.edit',
  params: byId,
  body: z.strictObject({ title, ...mapping, enabled: z.boolean() }).partial(),
  answer: endpoint,
  bodyExample: { enabled: false },
  refusals: [404],
});
export const rotateWebhook = operation({
  id: 'webhooks.rotate',
  method: 'POST',
  path: '/api/v1/webhooks/{id}/rotate',
  group,
  summary: 'Make a new secret; the one before stays valid until the next rotation',
  permission: 'webhook.edit',
  params: byId,
  answer: endpoint.extend(secrets),
  refusals: [404],
});
export const removeWebhook = operation({
  id: 'webhooks.remove',
  method: 'DELETE',
  path: '/api/v1/webhooks/{id}',
  group,
  summary: 'Remove an endpoint; its address answers 404 from now on',
  permission: 'webhook.edit',
  params: byId,
  status: 204,
  refusals: [404],
});

export const tryWebhook = operation({
  id: 'webhooks.try',
  method: 'POST',
  path: '/api/v1/webhooks/try',
  group,
  summary: 'What a delivery would do with this mapping; nothing is written or sent',
  permission: 'webhook.edit',
  body: z.strictObject({ ...mapping, payload: json }),
  answer: z.object({
    /** The matched value, as text. */
    value: z.string(),
    record: z.object({ id: uuid, name: z.string().nullable() }).nullable(),
    /** `event`: sent to the run. `create`: a record is made and a run started. `no-record`: 404. `no-run`: 409, the record has no open run. */
    outcome: z.enum(['event', 'create', 'no-record', 'no-run']),
    event: z.string(),
    runId: uuid.nullable(),
    /** What would be saved in the record. */
    fields: jsonObject,
    /** Fields of the mapping whose place the payload does not have. */
    missing: z.array(z.string()),
  }),
  bodyExample: {
    pipeline: 'b2b-sales',
    match: example.match,
    event: example.event,
    fields: example.fields,
    payload: { type: 'order.paid', data: { deal: 'D-1001', amount: 5400 } },
  },
  answerExample: {
    value: 'D-1001',
    record: { id: '01920000-0000-7000-8000-000000000001', name: 'Acme' },
    outcome: 'event',
    event: 'win',
    runId: '01920000-0000-7000-8000-000000000002',
    fields: { close_value: 5400 },
    missing: [],
  },
  refusals: [404, 422],
});

export const receiveWebhook = operation({
  id: 'webhooks.receive',
  method: 'POST',
  path: '/hooks/{token}',
  group,
  summary: 'Deliver a webhook (Standard Webhooks)',
  description:
    'Needs `webhook-id`, `webhook-timestamp` (at most five minutes off) and `webhook-signature`. `webhook-id` is the idempotency key: the same delivery twice is applied once and answered the same.',
  permission: 'anyone',
  params: z.strictObject({ token }),
  body: json,
  answer: z.object({ recordId: uuid.nullable(), runId: uuid.nullable() }),
  status: 202,
  bodyExample: { type: 'order.paid', data: { deal: 'D-1001', amount: 5400 } },
  refusals: [404, 409],
});
