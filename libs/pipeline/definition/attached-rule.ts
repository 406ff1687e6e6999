import { fail, isJsonObject, ok, pointer } from '#kernel';
import type { Json, JsonObject, Problem, Result } from '#kernel';
import type { AttachedRule } from './definition.js';
import type { AttachedRuleDocument, RuleTrigger } from './document.js';
import { EVENT_PATTERN, EVENT_RULE, FIELD_NAME, FIELD_NAME_RULE, PIPELINE_KEY, PIPELINE_KEY_RULE, STATE_KEY, STATE_KEY_RULE } from './names.js';
import { parseActions, parseCondition } from './parse-action.js';
import { parseTimeZone } from './parse-pipeline.js';
import { copyPlainJson } from './plain-json.js';
import { Reader } from './reader.js';

const RULE = ['$schema', 'key', 'pipeline', 'title', 'on', 'when', 'do', 'refuse', 'enabled'];
const MAX_RULE_BYTES = 65_536;

/**
 * Reads an attached rule, or gives every problem with its place. Structural only: whether its states, fields and steps
 * exist is seen when it is woven into the pipeline. Pure, never throws.
 */
export function parseAttachedRule(input: unknown): Result<AttachedRule, readonly Problem[]> {
  const reader = new Reader();
  const copy = copyPlainJson(input, MAX_RULE_BYTES, reader);
  const document = copy ? reader.object(copy.value, '', RULE, ['key', 'pipeline', 'title', 'on']) : null;
  if (!document) return fail(reader.problems);
  const rule = readRule(document, reader);
  return reader.problems.length === 0 ? ok(rule) : fail(reader.problems);
}

function readRule(document: JsonObject, reader: Reader): AttachedRule {
  const key = document['key'] === undefined ? '' : reader.name(document['key'], '/key', PIPELINE_KEY, PIPELINE_KEY_RULE);
  const on = readTrigger(document['on'], reader);
  const refuse = reader.localized(document['refuse'], '/refuse');
  checkPurpose(document, on, reader);
  reader.flag(document['enabled'], '/enabled');
  if (document['$schema'] !== undefined) reader.text(document['$schema'], '/$schema');
  const actions = parseActions(document['do'], '/do', reader);
  return {
    document: document as unknown as AttachedRuleDocument,
    key,
    pipeline: document['pipeline'] === undefined ? '' : reader.name(document['pipeline'], '/pipeline', PIPELINE_KEY, PIPELINE_KEY_RULE),
    title: reader.localized(document['title'], '/title') ?? { en: key },
    on,
    when: parseCondition(document['when'], '/when', reader),
    do: actions.map((action) => ({ ...action, at: pointer('/rules', key) + action.at })),
    refuse,
  };
}

/** A rule either refuses an event, or does something. */
function checkPurpose(document: JsonObject, on: RuleTrigger, reader: Reader): void {
  const refuses = document['refuse'] !== undefined;
  const acts = Array.isArray(document['do']) && document['do'].length > 0;
  if (refuses && document['do'] !== undefined)
    reader.add('rule.two-purposes', '/do', 'A rule either refuses an event or does something, not both.', '规则要么拒绝事件，要么执行操作，不能两者兼有。');
  if (!refuses && !acts)
    reader.add('rule.no-purpose', '', 'The rule needs "do" with at least one action, or "refuse".', '规则需要至少含一个操作的“do”，或“refuse”。');
  if (refuses && !('event' in on))
    reader.add('rule.refuse-not-here', '/refuse', 'Only a rule on an event can refuse.', '只有针对事件的规则可以拒绝。', { expected: 'on.event' });
}

const NOTHING: RuleTrigger = { event: '' };
const TRIGGERS = ['enter', 'leave', 'event', 'changed', 'idle', 'every'] as const;

function readTrigger(value: Json | undefined, reader: Reader): RuleTrigger {
  if (value === undefined) return NOTHING;
  if (!isJsonObject(value)) {
    reader.wrongKind(value, '/on', 'an object', '对象');
    return NOTHING;
  }
  const kinds = TRIGGERS.filter((kind) => value[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    if (kind === undefined) for (const key of Object.keys(value)) if (key !== 'in' && key !== 'timeZone') reader.unknownMember(key, '/on', TRIGGERS);
    reader.add('rule.trigger', '/on', `"on" needs exactly one of ${TRIGGERS.join(', ')}.`, `“on”必须恰好含 ${TRIGGERS.join('、')} 之一。`, {
      got: [...kinds],
      expected: [...TRIGGERS],
    });
    return NOTHING;
  }
  return readKind(kind, value, reader);
}

function readKind(kind: (typeof TRIGGERS)[number], value: JsonObject, reader: Reader): RuleTrigger {
  const only = (...members: readonly string[]): void => void reader.object(value, '/on', members, members);
  switch (kind) {
    case 'enter':
      only('enter');
      return { enter: reader.name(value['enter'], '/on/enter', STATE_KEY, STATE_KEY_RULE) };
    case 'leave':
      only('leave');
      return { leave: reader.name(value['leave'], '/on/leave', STATE_KEY, STATE_KEY_RULE) };
    case 'event':
      only('event');
      return { event: reader.name(value['event'], '/on/event', EVENT_PATTERN, EVENT_RULE) };
    case 'changed':
      only('changed');
      return { changed: readFields(value['changed'], reader) };
    case 'idle':
      only('idle', 'in');
      return {
        idle: reader.duration(value['idle'], '/on/idle'),
        in: value['in'] === undefined ? '' : reader.name(value['in'], '/on/in', STATE_KEY, STATE_KEY_RULE),
      };
    case 'every':
      only('every', 'timeZone');
      return { every: readRecurrence(value['every'], reader), timeZone: parseTimeZone(value['timeZone'], '/on/timeZone', reader) ?? '' };
  }
}

function readFields(value: Json | undefined, reader: Reader): readonly string[] {
  const fields = reader.names(value, '/on/changed', FIELD_NAME, FIELD_NAME_RULE);
  if (Array.isArray(value) && value.length === 0) reader.add('list.empty', '/on/changed', 'Name at least one field.', '请至少指定一个字段。');
  return fields;
}

/** The form of an RFC 5545 rule; whether its parts make sense is the calendar's to say. */
function readRecurrence(value: Json | undefined, reader: Reader): string {
  const text = reader.text(value, '/on/every', 500);
  if (text !== '' && !/(?:^|[\n;:])FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY)(?:;|$|\n)/.test(text))
    reader.add(
      'recurrence.form',
      '/on/every',
      'This must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=9.',
      '此处须为重复规则，例如 FREQ=WEEKLY;BYDAY=MO;BYHOUR=9。',
      { got: text.slice(0, 200), expected: 'FREQ=WEEKLY;BYDAY=MO' },
    );
  return text;
}
