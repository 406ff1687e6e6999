import { isJsonObject, parseDuration, pointer } from '#kernel';
import type { Json, JsonPointer } from '#kernel';
import { checkTemplateShape, parseRule } from '../rules/index.js';
import type { Action, Delivery, Retry } from './definition.js';
import type { Rule, Template } from './document.js';
import { EVENT_NAME, EVENT_RULE, STEP_KIND, STEP_KIND_RULE } from './names.js';
import type { Reader } from './reader.js';

export const DEFAULT_RETRY: Retry = Object.freeze({ attempts: 5, backoffMs: 30_000, timeoutMs: 20_000 });
const MAX_ATTEMPTS = 20;

const ACTION = ['do', 'with', 'if', 'retry', 'delivery'];

/** A list of actions; those that cannot be read are left out and reported. */
export function parseActions(value: Json | undefined, at: JsonPointer, reader: Reader): readonly Action[] {
  return reader.list(value, at).flatMap((action, i) => {
    const parsed = parseAction(action, pointer(at, i), reader);
    return parsed ? [parsed] : [];
  });
}

function parseAction(value: unknown, at: JsonPointer, reader: Reader): Action | null {
  const action = reader.object(value, at, ACTION, ['do']);
  if (!action) return null;
  const kind = action['do'] === undefined ? '' : reader.name(action['do'], pointer(at, 'do'), STEP_KIND, STEP_KIND_RULE);
  if (kind === 'raise') checkRaise(action['with'], pointer(at, 'with'), reader);
  return {
    at,
    do: kind,
    with: parseInput(action['with'], pointer(at, 'with'), reader),
    if: parseCondition(action['if'], pointer(at, 'if'), reader),
    retry: parseRetry(action['retry'], pointer(at, 'retry'), reader),
    delivery: parseDelivery(action['delivery'], pointer(at, 'delivery'), reader),
  };
}

/** `raise` takes the literal name of an event and a payload. */
function checkRaise(value: Json | undefined, at: JsonPointer, reader: Reader): void {
  const input = reader.object(value ?? {}, at, ['event', 'payload'], ['event']);
  if (input?.['event'] !== undefined) reader.name(input['event'], pointer(at, 'event'), EVENT_NAME, EVENT_RULE);
}

/** What a step is given: an object whose members are templates; nothing = {}. */
export function parseInput(value: Json | undefined, at: JsonPointer, reader: Reader): Template {
  if (value === undefined) return {};
  if (!isJsonObject(value)) {
    reader.wrongKind(value, at, 'an object', '对象');
    return {};
  }
  reader.addAll(checkTemplateShape(value, at, 'input'));
  return value;
}

export function parseCondition(value: Json | undefined, at: JsonPointer, reader: Reader): Rule | null {
  if (value === undefined) return null;
  reader.addAll(parseRule(value, at));
  return value;
}

export function parseRetry(value: Json | undefined, at: JsonPointer, reader: Reader): Retry {
  const retry = value === undefined ? null : reader.object(value, at, ['attempts', 'backoff', 'timeout']);
  if (!retry) return DEFAULT_RETRY;
  return {
    attempts: reader.number(retry['attempts'], pointer(at, 'attempts'), 1, MAX_ATTEMPTS, true) ?? DEFAULT_RETRY.attempts,
    backoffMs: exactMs(retry['backoff'], pointer(at, 'backoff'), DEFAULT_RETRY.backoffMs, reader),
    timeoutMs: exactMs(retry['timeout'], pointer(at, 'timeout'), DEFAULT_RETRY.timeoutMs, reader),
  };
}

const DAY_MS = 86_400_000;

/** Milliseconds of a duration without years and months, more than nothing. */
function exactMs(value: Json | undefined, at: JsonPointer, fallback: number, reader: Reader): number {
  if (value === undefined) return fallback;
  const length = parseDuration(reader.duration(value, at));
  if (!length) return fallback;
  const ms = length.days * DAY_MS + length.exactMs;
  if (length.years === 0 && length.months === 0 && ms > 0) return ms;
  reader.add(
    'duration.inexact',
    at,
    'This must be a length of days, hours, minutes or seconds, more than nothing.',
    '此处须为以天、时、分、秒表示且大于零的时长。',
    { got: value },
  );
  return fallback;
}

export const parseDelivery = (value: Json | undefined, at: JsonPointer, reader: Reader): Delivery =>
  reader.choice<Delivery>(value, at, ['at-least-once', 'at-most-once'], 'at-least-once');
