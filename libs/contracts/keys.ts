import { z } from 'zod';
import { operation } from './operation.js';
import { role } from './session.js';
import { byId, instant, json, key, list, page, pageQuery, title, uuid } from './shapes.js';

const apiKey = z.object({
  id: uuid,
  name: z.string(),
  /** The first characters, to recognise it by. */
  prefix: z.string(),
  role,
  pipelineRoles: z.array(z.string()),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export const listKeys = operation({
  id: 'keys.list',
  method: 'GET',
  path: '/api/v1/keys',
  group: 'API keys',
  summary: 'The API keys of the workspace',
  permission: 'key.edit',
  answer: list(apiKey),
});
export const createKey = operation({
  id: 'keys.create',
  method: 'POST',
  path: '/api/v1/keys',
  group: 'API keys',
  summary: 'Make an API key; the key itself is shown in this answer only',
  description:
    'Send it as `Authorization: Bearer <key>`. A key has one role, at most your own. Repeated with the same Idempotency-Key the answer has `key: null`.',
  permission: 'key.edit',
  body: z.strictObject({ name: title, role, pipelineRoles: z.array(key).max(50).optional() }),
  answer: apiKey.extend({ key: z.string().nullable() }),
  status: 201,
  bodyExample: { name: 'Website form', role: 'agent', pipelineRoles: ['sales'] },
});
export const revokeKey = operation({
  id: 'keys.revoke',
  method: 'DELETE',
  path: '/api/v1/keys/{id}',
  group: 'API keys',
  summary: 'Revoke an API key at once',
  permission: 'key.edit',
  params: byId,
  status: 204,
  refusals: [404],
});

const auditRow = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.object({ kind: z.string(), id: z.string() }),
  action: z.string(),
  target: z.string(),
  detail: json,
  hash: z.string(),
});
export const listAudit = operation({
  id: 'audit.list',
  method: 'GET',
  path: '/api/v1/audit',
  group: 'Audit',
  summary: 'What was done, newest first',
  permission: 'audit.read',
  query: z.strictObject(pageQuery),
  answer: page(auditRow),
});
export const verifyAudit = operation({
  id: 'audit.verify',
  method: 'GET',
  path: '/api/v1/audit/verify',
  group: 'Audit',
  summary: 'Recompute the hash chain; names the first row that was changed, removed or reordered',
  permission: 'audit.read',
  answer: z.object({
    intact: z.boolean(),
    rows: z.number().int(),
    firstBad: z.object({ seq: z.number().int(), why: z.enum(['changed', 'removed', 'reordered']) }).nullable(),
  }),
  answerExample: { intact: true, rows: 128, firstBad: null },
});
