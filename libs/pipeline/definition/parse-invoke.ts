import { pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer } from '#kernel';
import { checkTemplateShape } from '../rules/index.js';
import type { Invoke, Transition } from './definition.js';
import { FIELD_NAME, FIELD_NAME_RULE, STATE_KEY, STATE_KEY_RULE, STEP_KIND, STEP_KIND_RULE } from './names.js';
import { parseCondition, parseDelivery, parseInput, parseRetry } from './parse-action.js';
import { parseTransitions, type Source } from './parse-transition.js';
import type { Reader } from './reader.js';

const INVOKE = ['id', 'step', 'with', 'retry', 'delivery', 'forEach', 'until', 'onDone', 'onError'];
const MAX_FAN_OUT = 1000;

export interface Invoked {
  readonly invoke: Invoke;
  readonly transitions: readonly Transition[];
}

/** The steps whose result a state waits for: one, or a list. */
export function parseInvokes(value: Json | undefined, at: JsonPointer, source: Source): readonly Invoked[] {
  if (value === undefined) return [];
  const several: readonly Json[] | null = Array.isArray(value) ? value : null;
  const places = several ? several.map((invoke, i) => [invoke, pointer(at, i)] as const) : [[value as Json, at] as const];
  return places.flatMap(([invoke, place]) => {
    const parsed = parseInvoke(invoke, place, source);
    return parsed ? [parsed] : [];
  });
}

function parseInvoke(value: Json, at: JsonPointer, source: Source): Invoked | null {
  const { reader } = source;
  const object = reader.object(value, at, INVOKE, ['id', 'step']);
  if (!object) return null;
  const id = object['id'] === undefined ? '' : reader.name(object['id'], pointer(at, 'id'), STATE_KEY, STATE_KEY_RULE);
  const step = object['step'] === undefined ? '' : reader.name(object['step'], pointer(at, 'step'), STEP_KIND, STEP_KIND_RULE);
  if (object['until'] !== undefined && step !== 'wait' && step !== '')
    reader.add('invoke.until-not-here', pointer(at, 'until'), '"until" belongs to the step "wait" only.', '“until”只用于步骤“wait”。', {
      got: step,
      expected: 'wait',
    });
  const invoke: Invoke = {
    id,
    at,
    step,
    with: parseInput(object['with'], pointer(at, 'with'), reader),
    retry: parseRetry(object['retry'], pointer(at, 'retry'), reader),
    delivery: parseDelivery(object['delivery'], pointer(at, 'delivery'), reader),
    forEach: parseForEach(object['forEach'], pointer(at, 'forEach'), reader),
    until: parseCondition(object['until'], pointer(at, 'until'), reader),
    handlesError: object['onError'] !== undefined,
  };
  const transitions = [
    ...parseTransitions(object['onDone'], pointer(at, 'onDone'), { kind: 'invoke-done', invoke: id }, source),
    ...parseTransitions(object['onError'], pointer(at, 'onError'), { kind: 'invoke-error', invoke: id }, source),
  ];
  return { invoke, transitions };
}

function parseForEach(value: Json | undefined, at: JsonPointer, reader: Reader): Invoke['forEach'] {
  const object = value === undefined ? null : reader.object(value, at, ['items', 'as', 'join'], ['items', 'as']);
  if (!object) return null;
  const items = object['items'] ?? [];
  reader.addAll(checkTemplateShape(items, pointer(at, 'items')));
  if (typeof items === 'number' || typeof items === 'boolean')
    reader.wrongKind(items, pointer(at, 'items'), 'a list, a rule or a path hole', '列表、规则或路径占位符');
  return {
    items,
    as: object['as'] === undefined ? '' : reader.name(object['as'], pointer(at, 'as'), FIELD_NAME, FIELD_NAME_RULE),
    join: parseJoin(object, pointer(at, 'join'), reader),
  };
}

function parseJoin(object: JsonObject, at: JsonPointer, reader: Reader): 'all' | 'any' | number {
  const join = object['join'];
  if (typeof join === 'number') return reader.number(join, at, 1, MAX_FAN_OUT, true) ?? 'all';
  return reader.choice<'all' | 'any'>(join, at, ['all', 'any'], 'all');
}
