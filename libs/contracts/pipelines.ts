import { z } from 'zod';
import { operation } from './operation.js';
import { count, instant, json, jsonObject, key, list, text, uuid } from './shapes.js';

const group = 'Pipelines';
const byKey = z.strictObject({ key });
const foundProblem = z
  .object({ code: z.string(), at: z.string(), text, severity: z.enum(['error', 'warning']).optional(), got: json.optional(), expected: json.optional() })
  .meta({ id: 'Finding', description: 'One thing wrong with a document: stable code, JSON pointer, sentence.' });
const summary = z.object({ key: z.string(), object: z.string(), title: text, version: z.number().int().nullable(), hasDraft: z.boolean(), updatedAt: instant });
const draft = z.object({ document: jsonObject, revision: z.number().int(), updatedAt: instant, updatedBy: z.string().nullable() });
const version = z.object({ version: z.number().int(), publishedAt: instant, publishedBy: z.string().nullable(), note: z.string().nullable() });
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

export const listPipelines = operation({ id: 'pipelines.list', method: 'GET', path: '/api/v1/pipelines', group, summary: 'The pipelines of the workspace', permission: 'pipeline.read', answer: list(summary) });
export const getDraft = operation({ id: 'pipelines.draft.get', method: 'GET', path: '/api/v1/pipelines/{key}/draft', group, summary: 'The draft; `ETag` is its revision', permission: 'pipeline.read', params: byKey, answer: draft, refusals: [404] });
export const putDraft = operation({
  id: 'pipelines.draft.put',
  method: 'PUT',
  path: '/api/v1/pipelines/{key}/draft',
  group,
  summary: 'Save the draft; makes the pipeline when there is none',
  description: 'A draft may still have problems: they come back with the answer. `If-Match` names the revision you edited (`0` or no header for a new pipeline); a draft somebody else changed is 412.',
  permission: 'pipeline.edit',
  params: byKey,
  body: z.strictObject({ document: jsonObject }),
  answer: draft.extend({ problems: z.array(foundProblem) }),
  ifMatch: 'optional',
  bodyExample: { document: documentExample },
  refusals: [412, 422],
});
export const checkPipeline = operation({
  id: 'pipelines.check',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/check',
  group,
  summary: 'Check a document (or the draft) without saving: everything that can be proved before publishing',
  permission: 'pipeline.read',
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
  answer: version,
  status: 201,
  ifMatch: 'optional',
  bodyExample: { note: 'First version' },
  refusals: [404, 412, 422],
});
export const listVersions = operation({ id: 'pipelines.versions', method: 'GET', path: '/api/v1/pipelines/{key}/versions', group, summary: 'Published versions, newest first', permission: 'pipeline.read', params: byKey, answer: list(version), refusals: [404] });
export const getVersion = operation({
  id: 'pipelines.version',
  method: 'GET',
  path: '/api/v1/pipelines/{key}/versions/{version}',
  group,
  summary: 'The document of a version',
  permission: 'pipeline.read',
  params: z.strictObject({ key, version: count(1, 1_000_000) }),
  answer: version.extend({ document: jsonObject }),
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
  answer: z.object({ changes: z.array(json) }),
  refusals: [404],
});
const rule = z.object({ key: z.string(), document: jsonObject, revision: z.number().int() });
export const listRules = operation({ id: 'pipelines.rules.list', method: 'GET', path: '/api/v1/pipelines/{key}/rules', group, summary: 'Rules attached to the pipeline', permission: 'pipeline.read', params: byKey, answer: list(rule), refusals: [404] });
export const putRule = operation({
  id: 'pipelines.rules.put',
  method: 'PUT',
  path: '/api/v1/pipelines/{key}/rules/{rule}',
  group,
  summary: 'Attach or change a rule; it applies to open runs at once, as a journaled event',
  permission: 'pipeline.publish',
  params: z.strictObject({ key, rule: key }),
  body: z.strictObject({ document: jsonObject }),
  answer: rule,
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
  refusals: [404, 422],
});
export const removeRule = operation({ id: 'pipelines.rules.remove', method: 'DELETE', path: '/api/v1/pipelines/{key}/rules/{rule}', group, summary: 'Take a rule off', permission: 'pipeline.publish', params: z.strictObject({ key, rule: key }), status: 204, refusals: [404] });

const impact = z.object({
  toVersion: z.number().int(),
  counts: z.object({ same: z.number().int(), mapped: z.number().int(), needsChoice: z.number().int(), refused: z.number().int() }),
  runs: z.array(z.object({ runId: uuid, verdict: z.enum(['same', 'mapped', 'needs-choice', 'refused']), detail: json })),
});
const moving = { toVersion: z.number().int().min(1), mapping: mapping.optional() };
export const impactOf = operation({
  id: 'pipelines.impact',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/impact',
  group,
  summary: 'What moving the open runs to a version would do to each',
  permission: 'pipeline.read',
  params: byKey,
  body: z.strictObject(moving),
  answer: impact,
  bodyExample: { toVersion: 2, mapping: {} },
  refusals: [404],
});
export const migrateRuns = operation({
  id: 'pipelines.migrate',
  method: 'POST',
  path: '/api/v1/pipelines/{key}/migrate',
  group,
  summary: 'Move open runs to a version: all of them, or those named',
  permission: 'run.migrate',
  params: byKey,
  body: z.strictObject({ ...moving, runs: z.array(uuid).max(500).optional() }),
  answer: z.object({ moved: z.number().int(), refused: z.array(z.object({ runId: uuid, detail: json })) }),
  bodyExample: { toVersion: 2, mapping: {} },
  refusals: [404, 422],
});
export const pipelineSchema = operation({ id: 'pipelines.schema', method: 'GET', path: '/api/v1/schemas/pipeline', group, summary: 'JSON Schema of the pipeline document', permission: 'pipeline.read', answer: jsonObject });

const stepKind = z.object({
  kind: z.string(),
  title: text,
  description: text,
  mode: z.enum(['transactional', 'external', 'computed', 'wait']),
  input: jsonObject,
  output: jsonObject.nullable(),
  usable: z.object({ invoke: z.boolean(), action: z.boolean() }),
});
export const listSteps = operation({ id: 'steps.list', method: 'GET', path: '/api/v1/steps', group: 'Steps', summary: 'The catalogue of step kinds with their schemas', permission: 'pipeline.read', answer: list(stepKind) });

const calendar = z.object({ key: z.string(), document: jsonObject });
export const listCalendars = operation({ id: 'calendars.list', method: 'GET', path: '/api/v1/calendars', group: 'Calendars', summary: 'Working-time calendars', permission: 'calendar.read', answer: list(calendar) });
export const getCalendar = operation({ id: 'calendars.get', method: 'GET', path: '/api/v1/calendars/{key}', group: 'Calendars', summary: 'One calendar', permission: 'calendar.read', params: byKey, answer: calendar, refusals: [404] });
export const putCalendar = operation({
  id: 'calendars.put',
  method: 'PUT',
  path: '/api/v1/calendars/{key}',
  group: 'Calendars',
  summary: 'Make or change a calendar',
  permission: 'calendar.edit',
  params: byKey,
  body: z.strictObject({ document: jsonObject }),
  answer: calendar,
  refusals: [422],
});
export const removeCalendar = operation({ id: 'calendars.remove', method: 'DELETE', path: '/api/v1/calendars/{key}', group: 'Calendars', summary: 'Remove a calendar that no pipeline uses', permission: 'calendar.edit', params: byKey, status: 204, refusals: [404, 409] });
