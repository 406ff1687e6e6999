import type { JsonObject } from '#kernel';
import { EVENT_PATTERN, FIELD_NAME, OBJECT_KEY, PIPELINE_KEY, ROLE_KEY, STATE_KEY, STEP_KIND } from './names.js';
import { FIELD_KINDS, VAR_KINDS } from './parse-fields.js';

const SHORT = { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' };
const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });
const listOf = (items: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'array', maxItems: 1000, items, ...more });
const object = (properties: JsonObject, required: readonly string[] = [], more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  additionalProperties: false,
  ...more,
});
const named = (form: RegExp): JsonObject => ({ type: 'string', pattern: form.source });
const mapOf = (form: RegExp, values: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  propertyNames: { pattern: form.source },
  additionalProperties: values,
  ...more,
});

const DURATION = '^P(?=.)(?:\\d{1,4}Y)?(?:\\d{1,5}M)?(?:\\d{1,5}W)?(?:\\d{1,6}D)?(?:T(?=.)(?:\\d{1,7}H)?(?:\\d{1,8}M)?(?:\\d{1,9}(?:[.,]\\d{1,3})?S)?)?$';

const STATE_ID_LIST: JsonObject = { anyOf: [ref('stateId'), listOf(ref('stateId'), { minItems: 1 })] };

const TRANSITION = {
  target: { ...STATE_ID_LIST, description: 'A state id, or several in parallel regions; absent = actions only.' },
  title: ref('text'),
  when: { ...ref('rule'), description: 'Taken only while this rule holds; the first whose rule holds is the candidate.' },
  actions: ref('actions'),
  reenter: { type: 'boolean', description: 'Leave and enter the source again even when the target is inside it.' },
};

const DEFS: JsonObject = {
  text: object(
    { en: { type: 'string', minLength: 1, maxLength: 500, pattern: '\\S' }, 'zh-CN': { type: 'string', minLength: 1, maxLength: 500, pattern: '\\S' } },
    ['en'],
    { description: 'A sentence or title in the languages of the product.' },
  ),
  longText: object(
    { en: { type: 'string', minLength: 1, maxLength: 5000, pattern: '\\S' }, 'zh-CN': { type: 'string', minLength: 1, maxLength: 5000, pattern: '\\S' } },
    ['en'],
  ),
  stateKey: named(STATE_KEY),
  stateId: { type: 'string', minLength: 1 },
  duration: { type: 'string', pattern: DURATION, description: 'ISO 8601, such as P14D or PT8H.' },
  delay: {
    anyOf: [
      ref('duration'),
      object({ business: ref('duration'), calendar: { type: 'string', minLength: 1, maxLength: 80, pattern: '\\S' } }, ['business', 'calendar']),
    ],
    description: 'A length, or working time of a calendar.',
  },
  rule: { description: 'JSON Logic over record, event, vars, actor and now; also { "in": STATE }.' },
  template: { description: 'A literal, a JSON Logic object, or a text with {{path}} holes.' },
  input: { type: 'object', description: 'What a step is given: members are templates.' },
  retry: object({
    attempts: { type: 'integer', minimum: 1, maximum: 20, default: 5 },
    backoff: { ...ref('duration'), default: 'PT30S' },
    timeout: { ...ref('duration'), default: 'PT20S' },
  }),
  delivery: { enum: ['at-least-once', 'at-most-once'], default: 'at-least-once' },
  action: object({ do: named(STEP_KIND), with: ref('input'), if: ref('rule'), retry: ref('retry'), delivery: ref('delivery') }, ['do']),
  actions: listOf(ref('action')),
  // Only who sends an event can be asked for fields and roles.
  sent: object({
    ...TRANSITION,
    requires: listOf(named(FIELD_NAME), { uniqueItems: true, description: 'Fields that must be filled before.' }),
    by: listOf(named(ROLE_KEY), { uniqueItems: true, description: 'Roles that may send the event; absent = any role that may edit the record.' }),
  }),
  sentList: { anyOf: [ref('stateId'), ref('sent'), listOf(ref('sent'), { minItems: 1 })] },
  unsent: object(TRANSITION),
  unsentList: { anyOf: [ref('stateId'), ref('unsent'), listOf(ref('unsent'), { minItems: 1 })] },
  after: object(
    {
      in: ref('delay'),
      target: TRANSITION.target,
      title: ref('text'),
      when: ref('rule'),
      actions: ref('actions'),
      pausedIn: listOf(ref('stateId'), { minItems: 1, description: 'The clock stops while one of these is active.' }),
      late: { enum: ['fire', 'skip'], default: 'fire' },
    },
    ['in'],
  ),
  forEach: object(
    {
      items: { anyOf: ['array', 'object', 'string', 'null'].map((type) => ({ type })), description: 'A list, a rule or a path hole.' },
      as: named(FIELD_NAME),
      join: { anyOf: [{ enum: ['all', 'any'] }, { type: 'integer', minimum: 1, maximum: 1000 }], default: 'all' },
    },
    ['items', 'as'],
  ),
  invoke: object(
    {
      id: ref('stateKey'),
      step: named(STEP_KIND),
      with: ref('input'),
      retry: ref('retry'),
      delivery: ref('delivery'),
      forEach: ref('forEach'),
      until: { ...ref('rule'), description: 'Step "wait" only: done as soon as the rule holds.' },
      onDone: ref('unsentList'),
      onError: ref('unsentList'),
    },
    ['id', 'step'],
  ),
  field: object(
    {
      type: { enum: FIELD_KINDS },
      title: ref('text'),
      options: listOf(object({ value: SHORT, title: ref('text') }, ['value', 'title'])),
      object: named(OBJECT_KEY),
      personal: { type: 'boolean', description: 'Says something about a person.' },
      required: { type: 'boolean' },
      unique: { type: 'boolean' },
      indexed: { type: 'boolean' },
      schema: { type: 'object' },
    },
    ['type', 'title'],
  ),
  variable: object({ type: { enum: VAR_KINDS }, title: ref('text'), default: true }, ['type']),
};

const STATE = {
  title: ref('text'),
  description: ref('longText'),
  entry: ref('actions'),
  exit: ref('actions'),
  invoke: { anyOf: [ref('invoke'), listOf(ref('invoke'))] },
  on: mapOf(EVENT_PATTERN, ref('sentList'), { description: 'Event name (also a.* and *) to transitions.' }),
  always: ref('unsentList'),
  after: listOf(ref('after')),
  states: mapOf(STATE_KEY, ref('state'), { minProperties: 1, maxProperties: 500 }),
  initial: { ...STATE_ID_LIST, description: 'Where entering leads; needed wherever there are states inside, but not on parallel ones.' },
};

const state: JsonObject = object({
  ...STATE,
  id: { ...ref('stateKey'), description: 'Needed only where two states have the same key.' },
  type: { enum: ['parallel', 'final', 'history'] },
  history: { enum: ['shallow', 'deep'], default: 'shallow' },
  target: { ...STATE_ID_LIST, description: 'History states: where to go without history.' },
  stage: { type: 'boolean', description: 'A column of the board.' },
  probability: { type: 'number', minimum: 0, maximum: 1 },
  outcome: { type: 'string', minLength: 1, maxLength: 80, pattern: '\\S', description: 'Final states: how the run ended.' },
  onDone: ref('unsentList'),
});

/**
 * JSON Schema (2020-12) of a pipeline document of format 1: what editors complete and check while typing. `parsePipeline`
 * accepts nothing that this refuses; it refuses more (names that do not resolve, rules, members on the wrong kind of state).
 */
export const PIPELINE_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:millrace:pipeline:1',
  title: 'Millrace pipeline, format 1',
  ...object(
    {
      ...STATE,
      $schema: { type: 'string' },
      format: { const: 'millrace/1' },
      key: named(PIPELINE_KEY),
      object: named(OBJECT_KEY),
      type: { const: 'parallel' },
      fields: mapOf(FIELD_NAME, ref('field')),
      vars: mapOf(FIELD_NAME, ref('variable')),
      roles: listOf(named(ROLE_KEY), { uniqueItems: true }),
      timeZone: { type: 'string', minLength: 1 },
      layout: { type: 'object', additionalProperties: { type: 'object' } },
      notes: listOf({ type: 'object' }),
    },
    ['format', 'key', 'object', 'title', 'states'],
  ),
  $defs: { ...DEFS, state },
};

const trigger = (properties: JsonObject): JsonObject => object(properties, Object.keys(properties));

/** JSON Schema (2020-12) of an attached rule. */
export const ATTACHED_RULE_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:millrace:attached-rule:1',
  title: 'Millrace attached rule',
  ...object(
    {
      $schema: SHORT,
      key: named(PIPELINE_KEY),
      pipeline: named(PIPELINE_KEY),
      title: ref('text'),
      on: {
        anyOf: [
          trigger({ enter: ref('stateKey') }),
          trigger({ leave: ref('stateKey') }),
          trigger({ event: named(EVENT_PATTERN) }),
          trigger({ changed: listOf(named(FIELD_NAME), { minItems: 1, uniqueItems: true }) }),
          trigger({ idle: ref('duration'), in: ref('stateKey') }),
          trigger({ every: { type: 'string', minLength: 1, maxLength: 500 }, timeZone: { type: 'string', minLength: 1 } }),
        ],
      },
      when: ref('rule'),
      do: ref('actions'),
      refuse: ref('text'),
      enabled: { type: 'boolean', default: true },
    },
    ['key', 'pipeline', 'title', 'on'],
  ),
  $defs: Object.fromEntries(
    ['text', 'stateKey', 'duration', 'rule', 'input', 'retry', 'delivery', 'action', 'actions'].map((name) => [name, DEFS[name] as JsonObject]),
  ),
};
