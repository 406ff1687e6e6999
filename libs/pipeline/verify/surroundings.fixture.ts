import type { JsonObject } from '#kernel';
import type { FieldDefinition, FieldKind, StepDefinition, Surroundings } from '../definition/index.js';

/** For tests: an object, a few kinds of step, one calendar and one other pipeline. */
const field = (type: FieldKind, more: Partial<FieldDefinition> = {}): FieldDefinition => ({ type, title: { en: type }, ...more });

const DEAL: Readonly<Record<string, FieldDefinition>> = {
  amount: field('money', { title: { en: 'Amount', 'zh-CN': '金额' } }),
  score: field('number'),
  seats: field('integer'),
  region: field('choice', { title: { en: 'Region' }, options: ['eu', 'us', 'asia'].map((value) => ({ value, title: { en: value } })) }),
  checked: field('boolean'),
  due: field('date'),
  seen: field('datetime'),
  name: field('text'),
  scan: field('json'),
  former: field('text', { title: { en: 'Former', 'zh-CN': '旧字段' }, retired: true }),
};

const step = (kind: string, mode: StepDefinition['mode'], input: JsonObject, usable = { invoke: false, action: true }): StepDefinition => ({
  kind,
  title: { en: kind },
  description: { en: kind },
  mode,
  input,
  usable,
});
const members = (properties: JsonObject, ...required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length ? { required: [...required] } : {}),
  additionalProperties: false,
});
const text: JsonObject = { type: 'string', minLength: 1 };
const due: JsonObject = { anyOf: [{ type: 'string', pattern: '^P' }, members({ business: text, calendar: text }, 'business', 'calendar')] };

const STEPS: readonly StepDefinition[] = [
  step('record.set', 'transactional', { type: 'object', minProperties: 1, additionalProperties: true }),
  step('vars.set', 'transactional', { type: 'object', minProperties: 1, additionalProperties: true }),
  { ...step('task.create', 'transactional', members({ title: text, due, role: text }, 'title')), labels: { role: { en: 'Role' } } },
  {
    ...step('approval.ask', 'transactional', members({ role: text, approve: text, reject: text }), { invoke: true, action: true }),
    labels: { role: { en: 'Role' } },
  },
  step('note.add', 'transactional', members({ text }, 'text')),
  step('run.start', 'transactional', members({ pipeline: text }, 'pipeline')),
  step('run.signal', 'transactional', members({ pipeline: text, event: text }, 'pipeline', 'event')),
  step('score.custom', 'computed', members({ model: text }, 'model'), { invoke: true, action: true }),
  step('segment.assign', 'computed', members({ set: text }, 'set'), { invoke: true, action: true }),
  step('wait', 'wait', members({ for: text }), { invoke: true, action: false }),
  step('http.request', 'external', members({ url: text, auth: { type: 'object' }, retries: { type: 'integer', minimum: 0 } }, 'url'), {
    invoke: true,
    action: true,
  }),
];

export const SURROUNDINGS: Surroundings = {
  fieldsOf: (object) => (object === 'deal' ? DEAL : null),
  steps: { get: (kind) => STEPS.find((s) => s.kind === kind), all: () => STEPS },
  hasCalendar: (key) => key === 'support',
  hasSecret: (name) => name === 'crm',
  hasModel: (key) => key === 'churn',
  hasSegmentSet: (key) => key === 'buyers',
  hasPipeline: (key) => key === 'onboarding',
};
