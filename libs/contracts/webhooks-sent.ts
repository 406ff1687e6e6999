import { z } from 'zod';
import { operation } from './operation.js';
import { count, instant, key, list, uuid } from './shapes.js';

const group = 'Outgoing webhooks';

/** One message of the step `webhook.send`: where it went and what became of it, never what it said. */
const sentWebhook = z.object({
  /** Also its `webhook-id`. */
  id: z.string(),
  runId: uuid,
  recordId: uuid,
  pipeline: z.string(),
  /** Without a query, which can hold values of the record or a key. */
  url: z.string().nullable(),
  type: z.string().nullable(),
  /** `waiting`: to be sent, or to be sent again. `failed`: for good; the run has an incident or went its way for errors. */
  status: z.enum(['waiting', 'sent', 'failed', 'cancelled']),
  attempts: z.number().int(),
  /** Of the last attempt, where that failed. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instant,
  updatedAt: instant,
});

export const listSentWebhooks = operation({
  id: 'webhooks.sent',
  method: 'GET',
  path: '/api/v1/webhooks/sent',
  group,
  summary: 'The newest messages that rules and steps sent to other systems, and what became of them',
  description:
    'Where each went (the address without its query) and how it ended; not what it said. Kept as long as the work of the run: 90 days after its end.',
  permission: 'webhook.edit',
  query: z.strictObject({ limit: count(1, 200).optional().meta({ description: 'how many, 1 to 200, default 50' }) }),
  answer: list(sentWebhook),
});

export const testWebhook = operation({
  id: 'webhooks.test',
  method: 'POST',
  path: '/api/v1/webhooks/test',
  group,
  summary: 'Send a signed test message now, as `webhook.send` would',
  description:
    'The message says `"data": { "test": true }` and names no record and no run. It leaves by the same way as a real one: public addresses only unless an admin listed the host, and only to hosts that the secret was made for. What the other system says is no error of this request. At most five at once, then one in two seconds.',
  permission: 'webhook.edit',
  body: z.strictObject({
    url: z.string().min(1).max(4000).meta({ description: 'http or https' }),
    secret: key.meta({ description: 'name of the secret to sign with' }),
    type: z.string().trim().min(1).max(200),
  }),
  answer: z.object({
    /** The `webhook-id` it was sent with. */
    id: z.string(),
    /** `delivered`: answered below 400. `refused`: answered 400 or above. `unreachable`: no answer. */
    outcome: z.enum(['delivered', 'refused', 'unreachable']),
    /** Null when there was no answer. */
    status: z.number().int().nullable(),
    /** Why there was no answer. */
    reason: z.string().nullable(),
  }),
  bodyExample: { url: 'https://hooks.example.com/millrace', secret: 'partner', type: 'deal.moved' },
  answerExample: { id: 'test.01920000-0000-7000-8000-000000000001', outcome: 'delivered', status: 204, reason: null },
  refusals: [422],
});
