import { z } from 'zod';
import { operation } from './operation.js';
import { count, flag, instant, jsonObject, key, list, page, pageQuery, title, uuid } from './shapes.js';

const group = 'Records';
export const ofObject = z.strictObject({ object: key });
export const ofRecord = z.strictObject({ object: key, id: uuid });
const tag = z.string().trim().min(1).max(80);

/** Field names are checked against the object, not here. */
const fields = jsonObject;
export const record = z
  .object({
    id: uuid,
    object: z.string(),
    fields,
    ownerId: z.string().nullable(),
    externalKey: z.string().nullable(),
    tags: z.array(z.string()),
    version: z.number().int(),
    createdAt: instant,
    updatedAt: instant,
    deletedAt: instant.nullable(),
    /** The record that this one was merged into. */
    mergedInto: uuid.nullable(),
    /** Newest run of each pipeline, newest first. */
    runs: z.array(
      z.object({
        id: uuid,
        pipeline: z.string(),
        version: z.number().int(),
        stage: z.string().nullable(),
        configuration: z.array(z.string()),
        outcome: z.string().nullable(),
        startedAt: instant,
        endedAt: instant.nullable(),
        cycleDays: z.number().nullable(),
        updatedAt: instant,
      }),
    ),
  })
  .meta({ id: 'Record' });
export const recordExample = {
  id: '01920000-0000-7000-8000-00000000000a',
  object: 'deal',
  fields: { name: 'Acme, 20 seats', close_value: 5400, currency: 'USD' },
  ownerId: null,
  externalKey: null,
  tags: [],
  version: 1,
  createdAt: '2026-01-31T09:00:00.000Z',
  updatedAt: '2026-01-31T09:00:00.000Z',
  deletedAt: null,
  mergedInto: null,
  runs: [],
};
const listed = record.extend({
  work: z
    .object({
      nextTask: z.object({ id: z.string(), title: z.string(), due: instant.nullable() }).nullable(),
      /** The last event that came from outside; null without a run. */
      activeAt: instant.nullable(),
    })
    .optional()
    .meta({ description: 'asked for by `with=work`: the open task due first, and when somebody last did something' }),
});
const selection = {
  filter: z.string().min(1).max(8000).optional().meta({
    description: 'conditions with `;` between them: `close_value>1000;stage=engaging,prospecting;account.sector=retail;name~acme;lost_reason=`',
  }),
  q: z.string().min(1).max(500).optional().meta({ description: 'words that must all occur in the record’s texts' }),
  pipeline: key.optional().meta({ description: 'the pipeline whose run `stage`, `outcome`, `startedAt`, `endedAt`, `cycleDays` mean' }),
  deleted: flag.optional().meta({ description: '`true`: only what is in the bin' }),
};

export const listRecords = operation({
  id: 'records.list',
  method: 'GET',
  path: '/api/v1/records/{object}',
  group,
  summary: 'Records of an object: filter, sort, page by page',
  permission: 'record.read',
  params: ofObject,
  query: z.strictObject({
    ...pageQuery,
    ...selection,
    with: z
      .enum(['names', 'work', 'names,work'])
      .optional()
      .meta({ description: '`names`: the names of referenced records and people; `work`: the next task and the last activity of each record' }),
    sort: z.string().min(1).max(200).optional().meta({ description: 'fields by commas, `-` before a field for falling order: `-close_value,name`' }),
  }),
  answer: page(listed).extend({ names: z.record(z.string(), z.string()).optional().meta({ description: 'by id, asked for by `with=names`' }) }),
  refusals: [404],
});
export const searchRecords = operation({
  id: 'records.search',
  method: 'GET',
  path: '/api/v1/search',
  group,
  summary: 'Records of any object whose texts hold all the words',
  permission: 'record.read',
  query: z.strictObject({ q: z.string().min(1).max(500), limit: count(1, 20).optional().meta({ description: 'of each object, default 5' }) }),
  answer: list(z.object({ object: z.string(), id: uuid, name: z.string().nullable() })),
  answerExample: { items: [{ object: 'deal', id: '01920000-0000-7000-8000-00000000000a', name: 'Acme, 20 seats' }] },
});
export const createRecord = operation({
  id: 'records.create',
  method: 'POST',
  path: '/api/v1/records/{object}',
  group,
  summary: 'Create a record, and start a run of it when a pipeline is named',
  permission: 'record.write',
  params: ofObject,
  body: z.strictObject({ fields, ownerId: uuid.nullable().optional(), externalKey: z.string().min(1).max(200).optional(), pipeline: key.optional() }),
  answer: record.extend({ runId: uuid.nullable() }),
  status: 201,
  bodyExample: { fields: { name: 'Acme, 20 seats', close_value: 5400 }, pipeline: 'b2b-sales' },
  answerExample: { ...recordExample, runId: null },
  refusals: [404, 409],
});
export const summarise = operation({
  id: 'records.summary',
  method: 'GET',
  path: '/api/v1/records/{object}/summary',
  group,
  summary: 'Count, sum, average or median, grouped',
  permission: 'record.read',
  params: ofObject,
  query: z.strictObject({
    ...selection,
    group: z.string().min(1).max(300).optional().meta({ description: 'fields, or the run’s own: `outcome`; dates by `close_date:month`' }),
    measure: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .meta({ description: '`count` (default), `sum:close_value`, `avg:cycleDays`, `median:cycleDays`, several with `,`' }),
    field: key.optional().meta({ description: 'the field of a measure that names none' }),
    timeZone: z.string().min(1).max(60).optional(),
  }),
  answer: z.object({
    object: z.string(),
    pipeline: z.string().nullable(),
    groups: z.array(z.object({ group: jsonObject, values: jsonObject, currency: z.string().optional() })),
    cut: z.boolean(),
  }),
  answerExample: {
    object: 'deal',
    pipeline: 'b2b-sales',
    groups: [{ group: { outcome: 'won' }, values: { count: 4238, 'sum:close_value': 10005534 }, currency: 'USD' }],
    cut: false,
  },
  refusals: [404],
});
export const getRecord = operation({
  id: 'records.get',
  method: 'GET',
  path: '/api/v1/records/{object}/{id}',
  group,
  summary: 'One record; `ETag` is its version',
  permission: 'record.read',
  params: ofRecord,
  answer: record,
  answerExample: recordExample,
  refusals: [404],
});
export const changeRecord = operation({
  id: 'records.change',
  method: 'PATCH',
  path: '/api/v1/records/{object}/{id}',
  group,
  summary: 'Change fields; the record’s runs see it as the event `changed`',
  permission: 'record.write',
  params: ofRecord,
  body: z.strictObject({ fields, ownerId: uuid.nullable().optional() }),
  answer: record,
  ifMatch: 'optional',
  bodyExample: { fields: { close_value: 6000 } },
  answerExample: recordExample,
  refusals: [404, 409, 412],
});
export const deleteRecord = operation({
  id: 'records.delete',
  method: 'DELETE',
  path: '/api/v1/records/{object}/{id}',
  group,
  summary: 'Put a record into the bin',
  permission: 'record.delete',
  params: ofRecord,
  status: 204,
  ifMatch: 'optional',
  refusals: [404, 412],
});
export const restoreRecord = operation({
  id: 'records.restore',
  method: 'POST',
  path: '/api/v1/records/{object}/{id}/restore',
  group,
  summary: 'Take a record out of the bin',
  permission: 'record.delete',
  params: ofRecord,
  answer: record,
  refusals: [404],
});
export const tagRecord = operation({
  id: 'records.tag',
  method: 'POST',
  path: '/api/v1/records/{object}/{id}/tags',
  group,
  summary: 'Add and remove tags',
  permission: 'record.write',
  params: ofRecord,
  body: z.strictObject({ add: z.array(tag).max(50).optional(), remove: z.array(tag).max(50).optional() }),
  answer: record,
  bodyExample: { add: ['priority'], remove: [] },
  refusals: [404],
});
export const addNote = operation({
  id: 'records.note',
  method: 'POST',
  path: '/api/v1/records/{object}/{id}/notes',
  group,
  summary: 'Add a note',
  permission: 'record.write',
  params: ofRecord,
  body: z.strictObject({ text: z.string().trim().min(1).max(20_000) }),
  answer: z.object({ id: z.string() }),
  status: 201,
  bodyExample: { text: 'Called; wants the offer by Friday.' },
  refusals: [404],
});
export const timeline = operation({
  id: 'records.timeline',
  method: 'GET',
  path: '/api/v1/records/{object}/{id}/timeline',
  group,
  summary: 'What happened to the record: moves, changes of fields with the values before and after, refused attempts, notes, tasks, steps; newest first',
  permission: 'record.read',
  params: ofRecord,
  query: z.strictObject(pageQuery),
  answer: page(z.looseObject({ kind: z.string(), at: instant, id: z.string() })),
  refusals: [404],
});

const task = z.object({
  id: z.string(),
  recordId: uuid,
  runId: uuid.nullable(),
  title: z.string(),
  due: instant.nullable(),
  assignee: jsonObject.nullable(),
  /** The events that its answers send; null for a plain task. */
  approval: z.object({ approve: z.string(), reject: z.string() }).nullable(),
  status: z.enum(['open', 'done']),
  answer: z.string().nullable(),
  createdAt: instant,
  closedAt: instant.nullable(),
  record: z.object({ object: z.string(), name: z.string().nullable() }),
});
const taskId = z.strictObject({ id: z.string().regex(/^[0-9a-f-]{36}(\.\d{1,9}\.\d{1,9})?$/, 'is not such an id') });
export const listTasks = operation({
  id: 'tasks.list',
  method: 'GET',
  path: '/api/v1/tasks',
  group: 'Tasks and approvals',
  summary: 'Tasks, those due first',
  permission: 'task.read',
  query: z.strictObject({
    ...pageQuery,
    status: z.enum(['open', 'done', 'all']).optional().meta({ description: 'default `open`' }),
    kind: z.enum(['task', 'approval']).optional(),
    record: uuid.optional(),
    dueBefore: instant.optional(),
    mine: z.enum(['true']).optional().meta({ description: 'given to me, or to a role that I have' }),
  }),
  answer: page(task),
});
export const createTask = operation({
  id: 'tasks.create',
  method: 'POST',
  path: '/api/v1/tasks',
  group: 'Tasks and approvals',
  summary: 'Create a task on a record',
  permission: 'task.write',
  body: z.strictObject({ recordId: uuid, title, due: instant.nullable().optional(), assignee: uuid.nullable().optional() }),
  answer: task,
  status: 201,
  bodyExample: { recordId: recordExample.id, title: 'Send the offer', due: '2026-02-03T09:00:00Z' },
  refusals: [404],
});
export const changeTask = operation({
  id: 'tasks.change',
  method: 'PATCH',
  path: '/api/v1/tasks/{id}',
  group: 'Tasks and approvals',
  summary: 'Change a task',
  permission: 'task.write',
  params: taskId,
  body: z.strictObject({ title: title.optional(), due: instant.nullable().optional(), assignee: uuid.nullable().optional() }),
  answer: task,
  bodyExample: { due: '2026-02-04T09:00:00Z' },
  refusals: [404, 409],
});
export const completeTask = operation({
  id: 'tasks.complete',
  method: 'POST',
  path: '/api/v1/tasks/{id}/complete',
  group: 'Tasks and approvals',
  summary: 'Complete a task, or approve or reject; the answer becomes an event of the run',
  permission: 'task.write',
  params: taskId,
  body: z.strictObject({ answer: z.enum(['done', 'approve', 'reject']), comment: z.string().max(5000).nullable().optional() }),
  answer: task,
  bodyExample: { answer: 'approve', comment: 'Fine by me.' },
  refusals: [404, 409],
});
