import { isJsonObject, pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer } from '#kernel';
import type { StateId, StateTimer, Transition, Trigger } from './definition.js';
import type { DelayDocument } from './document.js';
import { FIELD_NAME, FIELD_NAME_RULE, ROLE_KEY, ROLE_KEY_RULE } from './names.js';
import { parseActions, parseCondition } from './parse-action.js';
import type { Reader } from './reader.js';
import type { StateReference } from './state-references.js';

/** What is being read, and where what it names is gathered. */
export interface Source {
  readonly state: StateId;
  readonly reader: Reader;
  readonly references: StateReference[];
}

const TRANSITION = ['target', 'title', 'when', 'requires', 'by', 'actions', 'reenter'];
const SENDER_ONLY = ['requires', 'by'];

/** A target alone, one transition, or a list of them, in order. */
export function parseTransitions(value: Json | undefined, at: JsonPointer, trigger: Trigger, source: Source): readonly Transition[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return one(value as Json, at, trigger, source);
  if (value.length === 0) source.reader.add('list.empty', at, 'A list of transitions needs at least one.', '转换列表至少需要一项。');
  return value.flatMap((transition: Json, i) => {
    if (isJsonObject(transition)) return one(transition, pointer(at, i), trigger, source);
    source.reader.wrongKind(transition, pointer(at, i), 'an object', '对象');
    return [];
  });
}

function one(value: Json, at: JsonPointer, trigger: Trigger, source: Source): Transition[] {
  if (typeof value === 'string') return [transition({}, at, trigger, targetsOf(value, at, source), source)];
  if (isJsonObject(value) && trigger.kind !== 'event') refuseSenderMembers(value, at, source.reader);
  const object = source.reader.object(value, at, TRANSITION);
  return object ? [transition(object, at, trigger, targetsOf(object['target'], pointer(at, 'target'), source), source)] : [];
}

/** Nobody sends what happens by itself, so nobody can be asked for fields or roles. */
function refuseSenderMembers(value: JsonObject, at: JsonPointer, reader: Reader): void {
  for (const key of SENDER_ONLY)
    if (value[key] !== undefined)
      reader.add(
        'transition.not-sent',
        pointer(at, key),
        `"${key}" has a meaning only on transitions under "on": nobody sends this one.`,
        `“${key}”只用于“on”下的转换：此转换不是由人发出的。`,
        { got: key },
      );
}

function transition(object: JsonObject, at: JsonPointer, trigger: Trigger, targets: readonly StateId[], source: Source): Transition {
  const { reader, state } = source;
  const isSent = trigger.kind === 'event';
  return {
    id: at,
    source: state,
    trigger,
    targets,
    title: reader.localized(object['title'], pointer(at, 'title')),
    when: parseCondition(object['when'], pointer(at, 'when'), reader),
    requires: isSent ? reader.names(object['requires'], pointer(at, 'requires'), FIELD_NAME, FIELD_NAME_RULE) : [],
    by: isSent && object['by'] !== undefined ? reader.names(object['by'], pointer(at, 'by'), ROLE_KEY, ROLE_KEY_RULE) : null,
    actions: parseActions(object['actions'], pointer(at, 'actions'), reader),
    reenter: reader.flag(object['reenter'], pointer(at, 'reenter')),
  };
}

/** One state id or a list of them, noted to be checked when all states are known. */
export function targetsOf(
  value: Json | undefined,
  at: JsonPointer,
  source: Source,
  use: StateReference['use'] = 'target',
  of = source.state,
): readonly StateId[] {
  if (value === undefined) return [];
  const isList = Array.isArray(value);
  if (isList && value.length === 0) source.reader.add('list.empty', at, 'A list of states needs at least one.', '状态列表至少需要一项。');
  const ids = (isList ? (value as readonly Json[]) : [value as Json]).map((id, i) => {
    if (typeof id === 'string' && id !== '') return id;
    source.reader.wrongKind(id, isList ? pointer(at, i) : at, 'the id of a state', '状态 id');
    return '';
  });
  source.references.push({ at, ids, isList, use, of });
  return ids.filter((id) => id !== '') as StateId[];
}

const AFTER = ['in', 'target', 'title', 'when', 'actions', 'pausedIn', 'late'];

export interface Delayed {
  readonly timer: StateTimer;
  readonly transition: Transition;
}

/** The delayed transitions of a state, each with its clock. */
export function parseAfter(value: Json | undefined, at: JsonPointer, source: Source): readonly Delayed[] {
  return source.reader.list(value, at).flatMap((entry, i) => {
    const place = pointer(at, i);
    const object = source.reader.object(entry, place, AFTER, ['in']);
    if (!object) return [];
    const timer: StateTimer = {
      id: place,
      delay: parseDelay(object['in'], pointer(place, 'in'), source.reader),
      pausedIn: targetsOf(object['pausedIn'], pointer(place, 'pausedIn'), listOnly(object['pausedIn'], pointer(place, 'pausedIn'), source), 'any'),
      late: source.reader.choice(object['late'], pointer(place, 'late'), ['fire', 'skip'], 'fire'),
    };
    const targets = targetsOf(object['target'], pointer(place, 'target'), source);
    return [{ timer, transition: transition({ ...object, reenter: false }, place, { kind: 'after', timer: place }, targets, source) }];
  });
}

function listOnly(value: Json | undefined, at: JsonPointer, source: Source): Source {
  if (value !== undefined && !Array.isArray(value)) source.reader.wrongKind(value, at, 'a list', '列表');
  return source;
}

/** An ISO duration, or working time of a named calendar. */
export function parseDelay(value: Json | undefined, at: JsonPointer, reader: Reader): DelayDocument {
  if (value === undefined) return '';
  if (!isJsonObject(value)) return reader.duration(value, at);
  const delay = reader.object(value, at, ['business', 'calendar'], ['business', 'calendar']);
  const business = delay?.['business'] === undefined ? '' : reader.duration(delay['business'], pointer(at, 'business'));
  const calendar = delay?.['calendar'] === undefined ? '' : reader.text(delay['calendar'], pointer(at, 'calendar'), 80);
  return { business, calendar };
}
