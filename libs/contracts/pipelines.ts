import { z } from 'zod';
import { operation } from './operation.js';
import { count, instant, json, jsonObject, key, list, text, uuid } from './shapes.js';

const group = 'Pipelines';
const byKey = z.strictObject({ key });
const pipelineHead = z.object({
  key: z.string(),
  object: z.string(),
  title: jsonObject.nullable(),
  hasDraft: z.boolean(),
  draftRevision: z.number().int(),
  draftUpdatedAt: instant.nullable(),
  draftUpdatedBy: z.string().nullable(),
  /** 0 = never published. */
  latestVersion: z.number().int(),
  rulesRevision: z.number().int(),
  archivedAt: instant.nullable(),
  openRuns: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
});
const foundProblem = z
  .object({ code: z.string(), at: z.string(), text, severity: z.enum(['error', 'warning']).optional(), got: json.optional(), expected: json.optional() })
  .meta({ id: 'Finding', description: 'One thing wrong with a document: stable code, JSON pointer, sentence.' });
const draft = z.object({ head: pipelineHead, document: jsonObject });
const version = z.object({
  version: z.number().int(),
  hash: z.string(),
  note: z.string().nullable(),
  publishedAt: instant,
  publishedBy: z.string(),
  openRuns: z.number().int(),
});
const whichVersion = z.union([z.literal('draft'), count(1, 1_000_000)]);
const mapping = z.record(z.string().max(80), z.string().max(80));
const documentExample = {
  format: 'millrace/1',
  key: 'two-steps',
  object: 'deal',
  title: { en: 'Two steps', 'zh-CN': '两步' },
  initial: 'open',
  states: { open: { stage: true, on: { win: 'won' } }, won: { type: 'final', stage: true, outcome: 'won' } },
};

export const listPipelines = operation({
  id: 'pipelines.list',
  method: 'GET',
  path: '/api/v1/pipelines',
  group,
  summary: 'The pipelines of the workspace',
  permission: 'pipeline.read',
  answer: list(pipelineHead),
});
const template = z.object({
  key: z.string(),
  object: z.string(),
  title: text,
  description: text.nullable(),
  document: jsonObject,
  /** Attached rules that belong to it. */
  rules: z.array(jsonObject),
});
export const listTemplates = operation({
  id: 'pipelines.templates',
  method: 'GET',
  path: '/api/v1/templates',
  group,
  summary: 'The pipelines that come with the product, to begin from',
  permission: 'pipeline.read',
  answer: list(template),
});
export const getDraft = operation({
  id: 'pipelines.draft.get',
  method: 'GET',
  path: '/api/v1/pipelines/{key}/draft',
  group,
  summary: 'The draft; `ETag` is its revision',
  permission: 'pipeline.read',
  params: byKey,
  answer: draft,
  refusals: [404],
});
export const putDraft = operation({
  id: 'pipelines.draft.put',
  method: 'PUT',
  path: '/api/v1/pipelines/{key}/draft',
  group,
  summary: 'Save the draft; makes the pipeline when there is none',
  description:
    'A draft may still have problems: they come back with the answer. `If-Match` names the revision you edited (`0` or no header for a new pipeline); a draft somebody else changed is 412.',
  permission: 'pipeline.edit',
  params: byKey,
  body: z.strictObject({ document: jsonObject }),
  answer: draft.extend({ problems: z.array(foundProblem), publishable: z.boolean() }),
  ifMatch: 'optional',
  bodyExample: { document: documentExample },
  refusals: [409, 412, 422],
});
export const discardDraft = operation({
  id: 'pipelines.draft.discard',
  method: 'DELETE',
  path: '/api/v1/pipelines/{key}/draft',
  group,
  summary: 'Throw the draft away; a pipeline that was never published goes altogether',
  permission: 'pipeline.edit',
  params: byKey,
  status: 204,
  refusals: [404],
});
export const checkPipeline = operation({
  id: 'pipelines.check',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/check',
  group,
  summary: 'Check a document (or the draft) without saving: everything that can be proved before publishing',
  permission: 'pipeline.edit',
  params: byKey,
  body: z.strictObject({ document: jsonObject.optional() }),
  answer: z.object({ problems: z.array(foundProblem), publishable: z.boolean() }),
  bodyExample: { document: documentExample },
  answerExample: { problems: [], publishable: true },
  refusals: [404],
});
export const publishPipeline = operation({
  id: 'pipelines.publish',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/versions',
  group,
  summary: 'Publish the draft as the next version; it never changes again',
  permission: 'pipeline.publish',
  params: byKey,
  body: z.strictObject({ note: z.string().max(2000).optional() }),
  answer: z.object({ version: z.number().int(), warnings: z.array(foundProblem) }),
  status: 201,
  ifMatch: 'optional',
  bodyExample: { note: 'First version' },
  answerExample: { version: 1, warnings: [] },
  refusals: [404, 409, 412, 422],
});
export const archivePipeline = operation({
  id: 'pipelines.archive',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/archive',
  group,
  summary: 'Archive a pipeline: it starts no new runs',
  description: 'While runs are open this is 409, unless `withOpenRuns` says that they shall go on to their end.',
  permission: 'pipeline.publish',
  params: byKey,
  body: z.strictObject({ withOpenRuns: z.boolean().optional() }),
  answer: pipelineHead,
  bodyExample: { withOpenRuns: true },
  refusals: [404, 409],
});
export const restorePipeline = operation({
  id: 'pipelines.restore',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/restore',
  group,
  summary: 'Take a pipeline back from the archive: runs may start again',
  permission: 'pipeline.publish',
  params: byKey,
  answer: pipelineHead,
  refusals: [404],
});
export const listVersions = operation({
  id: 'pipelines.versions',
  method: 'GET',
  path: '/api/v1/pipelines/{key}/versions',
  group,
  summary: 'Published versions, newest first',
  permission: 'pipeline.read',
  params: byKey,
  answer: list(version),
  refusals: [404],
});
export const getVersion = operation({
  id: 'pipelines.version',
  method: 'GET',
  path: '/api/v1/pipelines/{key}/versions/{version}',
  group,
  summary: 'The document of a version',
  permission: 'pipeline.read',
  params: z.strictObject({ key, version: count(1, 1_000_000) }),
  answer: z.object({ version: z.number().int(), document: jsonObject }),
  refusals: [404],
});
export const diffVersions = operation({
  id: 'pipelines.diff',
  method: 'GET',
  path: '/api/v1/pipelines/{key}/diff',
  group,
  summary: 'What differs between two versions, or a version and the draft',
  permission: 'pipeline.read',
  params: byKey,
  query: z.strictObject({ from: whichVersion, to: whichVersion }),
  answer: z.object({ changes: json }),
  refusals: [404],
});
const rules = z.object({ revision: z.number().int(), items: z.array(z.object({ key: z.string(), document: jsonObject })) });
const rulesSaved = z.object({ revision: z.number().int(), warnings: z.array(foundProblem), runs: z.number().int() });
export const listRules = operation({
  id: 'pipelines.rules.list',
  method: 'GET',
  path: '/api/v1/pipelines/{key}/rules',
  group,
  summary: 'Rules attached to the pipeline; `ETag` is their revision',
  permission: 'pipeline.read',
  params: byKey,
  answer: rules,
  refusals: [404],
});
export const putRule = operation({
  id: 'pipelines.rules.put',
  method: 'PUT',
  path: '/api/v1/pipelines/{key}/rules/{rule}',
  group,
  summary: 'Attach or change a rule; it applies to open runs at once, as a journaled event',
  permission: 'pipeline.publish',
  params: z.strictObject({ key, rule: key }),
  body: z.strictObject({ document: jsonObject }),
  answer: rulesSaved,
  ifMatch: 'optional',
  bodyExample: {
    document: {
      key: 'big-deals',
      pipeline: 'two-steps',
      title: { en: 'Tag big deals', 'zh-CN': '标记大单' },
      on: { enter: 'won' },
      when: { '>': [{ var: 'record.close_value' }, 50000] },
      do: [{ do: 'tag.add', with: { tag: 'big' } }],
    },
  },
  answerExample: { revision: 1, warnings: [], runs: 0 },
  refusals: [404, 409, 412, 422],
});
export const removeRule = operation({
  id: 'pipelines.rules.remove',
  method: 'DELETE',
  path: '/api/v1/pipelines/{key}/rules/{rule}',
  group,
  summary: 'Take a rule off',
  permission: 'pipeline.publish',
  params: z.strictObject({ key, rule: key }),
  answer: rulesSaved,
  ifMatch: 'optional',
  refusals: [404, 412],
});

const fate = z.enum(['same', 'mapped', 'needs-choice', 'refused']);
const impact = z.object({
  pipeline: z.string(),
  to: z.union([z.number().int(), z.literal('draft')]),
  counts: z.object({ total: z.number().int(), same: z.number().int(), mapped: z.number().int(), 'needs-choice': z.number().int(), refused: z.number().int() }),
  /** States that hold open runs and have no place yet. */
  homeless: z.array(z.object({ state: z.string(), runs: z.number().int() })),
  runs: z.array(
    z.object({
      runId: uuid,
      recordId: uuid,
      name: z.string().nullable(),
      fromVersion: z.number().int(),
      from: z.array(z.string()),
      to: z.array(z.string()),
      fate,
      problem: foundProblem.nullable(),
    }),
  ),
  cut: z.boolean(),
});
export const impactOf = operation({
  id: 'pipelines.impact',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/impact',
  group,
  summary: 'What moving the open runs to a version, or the draft, would do to each; nothing is written',
  permission: 'pipeline.edit',
  params: byKey,
  body: z.strictObject({ to: z.union([z.literal('draft'), z.number().int().min(1).max(1_000_000)]), mapping: mapping.optional() }),
  answer: impact,
  bodyExample: { to: 2, mapping: {} },
  refusals: [404, 422],
});
export const migrateRuns = operation({
  id: 'pipelines.migrate',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/migrate',
  group,
  summary: 'Move open runs to a version: all of them, or those named; also back',
  permission: 'run.migrate',
  params: byKey,
  body: z.strictObject({ toVersion: z.number().int().min(1).max(1_000_000), mapping: mapping.optional(), runs: z.array(uuid).min(1).max(500).optional() }),
  answer: z.object({ moved: z.number().int(), already: z.number().int(), failed: z.array(z.object({ runId: uuid, problem: foundProblem })) }),
  bodyExample: { toVersion: 2, mapping: {} },
  answerExample: { moved: 12, already: 0, failed: [] },
  refusals: [404, 422],
});
export const pipelineSchema = operation({
  id: 'pipelines.schema',
  method: 'GET',
  path: '/api/v1/schemas/pipeline',
  group,
  summary: 'JSON Schema of the pipeline document',
  permission: 'pipeline.read',
  answer: jsonObject,
});

const stepKind = z.object({
  kind: z.string(),
  title: text,
  description: text,
  mode: z.enum(['transactional', 'external', 'computed', 'wait']),
  input: jsonObject,
  output: jsonObject.nullable(),
  usable: z.object({ invoke: z.boolean(), action: z.boolean() }),
});
export const listSteps = operation({
  id: 'steps.list',
  method: 'GET',
  path: '/api/v1/steps',
  group: 'Steps',
  summary: 'The catalogue of step kinds with their schemas',
  permission: 'pipeline.read',
  answer: list(stepKind),
});

const calendar = z.object({ key: z.string(), title: jsonObject, document: jsonObject, revision: z.number().int(), updatedAt: instant });
export const listCalendars = operation({
  id: 'calendars.list',
  method: 'GET',
  path: '/api/v1/calendars',
  group: 'Calendars',
  summary: 'Working-time calendars',
  permission: 'calendar.read',
  answer: list(calendar),
});
export const getCalendar = operation({
  id: 'calendars.get',
  method: 'GET',
  path: '/api/v1/calendars/{key}',
  group: 'Calendars',
  summary: 'One calendar',
  permission: 'calendar.read',
  params: byKey,
  answer: calendar,
  refusals: [404],
});
export const putCalendar = operation({
  id: 'calendars.put',
  method: 'PUT',
  path: '/api/v1/calendars/{key}',
  group: 'Calendars',
  summary: 'Make or change a calendar; open timers keep their due times',
  permission: 'calendar.edit',
  params: byKey,
  body: z.strictObject({ title: jsonObject, document: jsonObject }),
  answer: calendar,
  ifMatch: 'optional',
  bodyExample: {
    title: { en: 'Support hours', 'zh-CN': '支持时间' },
    document: { timeZone: 'Europe/Berlin', workingHours: { mon: [{ from: '09:00', to: '17:00' }] }, holidays: ['2026-12-25'] },
  },
  refusals: [412, 422],
});
export const removeCalendar = operation({
  id: 'calendars.remove',
  method: 'DELETE',
  path: '/api/v1/calendars/{key}',
  group: 'Calendars',
  summary: 'Remove a calendar that no pipeline uses',
  permission: 'calendar.edit',
  params: byKey,
  status: 204,
  refusals: [404, 409],
});
