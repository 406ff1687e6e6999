import { z } from 'zod';
import { operation } from './operation.js';

const group = 'Service';
const health = z.object({
  /** `degraded`: everything is accepted and done, but wake-ups do not reach other processes. `reduced`: what is accepted may be lost by the database. */
  status: z.enum(['ok', 'degraded', 'reduced']),
  /** Whether "accepted" really is "on disk" on this database. */
  durability: z.object({ reduced: z.boolean(), why: z.string().nullable() }),
  /** What carries wake-ups between processes; losing it loses nothing. */
  wakeups: z.object({ carrier: z.enum(['in-process', 'bullmq']), connected: z.boolean() }),
  role: z.enum(['all', 'api', 'worker']),
  version: z.string(),
  database: z.object({ embedded: z.boolean(), latencyMs: z.number() }),
});
export const alive = operation({
  id: 'service.alive',
  method: 'GET',
  path: '/healthz',
  group,
  summary: 'The process is alive',
  permission: 'anyone',
  answer: z.object({ status: z.literal('ok') }),
  answerExample: { status: 'ok' },
});
export const ready = operation({
  id: 'service.ready',
  method: 'GET',
  path: '/readyz',
  group,
  summary: 'The database answers: ready for work; 503 otherwise',
  permission: 'anyone',
  answer: z.object({ status: z.literal('ready') }),
  answerExample: { status: 'ready' },
});
export const getHealth = operation({
  id: 'service.health',
  method: 'GET',
  path: '/api/v1/health',
  group,
  summary: 'Health with durability and wake-up carrier',
  permission: 'workspace.read',
  answer: health,
  answerExample: {
    status: 'ok',
    durability: { reduced: false, why: null },
    wakeups: { carrier: 'in-process', connected: true },
    role: 'all',
    version: '0.1.0',
    database: { embedded: true, latencyMs: 1 },
  },
});
export const metrics = operation({
  id: 'service.metrics',
  method: 'GET',
  path: '/metrics',
  group,
  summary: 'Prometheus metrics',
  permission: 'metrics.read',
  mediaType: 'text/plain',
  answer: z.string(),
});
export const openApi = operation({
  id: 'service.openapi',
  method: 'GET',
  path: '/api/openapi.json',
  group,
  summary: 'This document',
  permission: 'anyone',
  answer: z.record(z.string(), z.unknown()),
});

export const liveStream = operation({
  id: 'live.stream',
  method: 'GET',
  path: '/api/v1/live',
  group: 'Live',
  summary: 'Server-sent events: which runs and records changed, and how',
  description:
    '`changed` tells of a run, `edited` of a record outside of any run (created, changed, tagged, noted, deleted, restored; names of fields, no values). Each event has an id; reconnect with `Last-Event-ID` and nothing is missed. `reset` means the gap was too long: read again. A comment line comes every 15 seconds.',
  permission: 'live.read',
  query: z.strictObject({ lastEventId: z.string().max(100).optional() }),
  mediaType: 'text/event-stream',
  answer: z.string(),
  answerExample:
    'id: 42\nevent: changed\ndata: {"runId":"01920000-0000-7000-8000-00000000000b","recordId":"01920000-0000-7000-8000-00000000000a","seq":2,"event":{"kind":"sent","name":"engage"},"from":["prospecting"],"to":["engaging"],"at":"2026-01-31T09:00:00.000Z"}\n\n',
});
