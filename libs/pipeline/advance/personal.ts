import { isJsonObject, type Json, type JsonObject } from '#kernel';
import type { Compiled } from '../compile/compile.js';
import { templatePaths } from '../rules/index.js';
import type { Action, Invoke } from '../definition/index.js';
import type { Decision, JournalEntry, ResolvedAction, RunEvent } from './run.js';

/** Stands in a journal row where a personal value was; `n` is its place in `JournalEntry.personal`. */
interface PersonalMark {
  readonly $personal: number;
}
const isMark = (value: unknown): value is PersonalMark => isJsonObject(value) && typeof value['$personal'] === 'number' && Object.keys(value).length === 1;

/** A value of the user's that looks like a mark is kept apart too, so that joining never mistakes it for one. */
const holdsMark = (value: unknown): boolean => isMark(value) || (typeof value === 'object' && value !== null && Object.values(value).some(holdsMark));

/**
 * Takes the values that say something about a person out of a journal row, so that they can be encrypted and erased
 * without touching the rest. Free-form contents (payloads, step results) count as personal.
 */
export function splitPersonal(compiled: Compiled, entry: JournalEntry): JournalEntry {
  const split = new Split(compiled);
  const event = split.event(entry.event);
  const decisions = entry.decisions.map((d) => split.decision(d));
  const actions = entry.actions.map((a) => split.action(a));
  return { ...entry, event, decisions, actions, personal: split.values };
}

class Split {
  readonly values: Json[] = [];
  constructor(private readonly compiled: Compiled) {}

  event(event: RunEvent): RunEvent {
    switch (event.kind) {
      case 'sent':
        return { ...event, payload: this.freeForm(event.payload), fields: this.fields(event.fields) };
      case 'changed':
        return { ...event, fields: this.fields(event.fields) };
      case 'result':
        return event.outcome.ok ? { ...event, outcome: { ok: true, output: this.freeForm(event.outcome.output) } } : event;
      default:
        return event;
    }
  }
  decision(decision: Decision): Decision {
    const entries = Object.entries(decision.read);
    const apart = ([path, value]: [string, Json]): boolean => this.isPersonal(path) || holdsMark(value);
    if (!entries.some(apart)) return decision;
    return { ...decision, read: Object.fromEntries(entries.map((e) => [e[0], apart(e) ? this.mark(e[1]) : e[1]])) };
  }
  action(action: ResolvedAction): ResolvedAction {
    return this.isPersonalAction(action) ? { ...action, input: this.mark(action.input) } : action;
  }

  private isPersonalAction(action: ResolvedAction): boolean {
    const source = personalActions(this.compiled).get(action.at);
    const names = isJsonObject(action.input) ? Object.keys(action.input) : [];
    return source === true || holdsMark(action.input) || names.some((name) => this.isPersonal(`record.${name}`));
  }
  private fields(fields: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, this.isPersonal(`record.${name}`) || holdsMark(value) ? this.mark(value) : value]),
    );
  }
  private freeForm(value: Json): Json {
    return value === null || typeof value === 'boolean' || typeof value === 'number' ? value : this.mark(value);
  }
  private mark(value: Json): Json {
    return value === null ? null : { $personal: this.values.push(value) - 1 };
  }
  private isPersonal(path: string): boolean {
    return isPersonalPath(this.compiled, path);
  }
}

/** `record.contact.name` where `name` of a contact is personal; free-form parts of events are, too. */
function isPersonalPath(compiled: Compiled, path: string): boolean {
  if (path.startsWith('event.payload') || path.startsWith('event.output') || path.startsWith('event.fields')) return true;
  return compiled.personalPaths.has(path);
}

const known = new WeakMap<Compiled, ReadonlyMap<string, boolean>>();

/** By place: whether what an action is told may come from personal values. */
function personalActions(compiled: Compiled): ReadonlyMap<string, boolean> {
  const cached = known.get(compiled);
  if (cached) return cached;
  const { root, states } = compiled.definition;
  const all = [root, ...states.values()];
  const actions: (Pick<Action, 'at' | 'with'> | Invoke)[] = [
    ...all.flatMap((s) => [...s.entry, ...s.exit, ...s.transitions.flatMap((t) => t.actions)]),
    ...all.flatMap((s) => s.invokes),
    ...compiled.rules.flatMap((r) => r.do),
  ];
  const map = new Map(actions.map((a) => [a.at, pathsInto(a).some((path) => isPersonalPath(compiled, path))]));
  known.set(compiled, map);
  return map;
}

/** What an action is told from; `with` of a fan-out sees the items, too. */
function pathsInto(action: Pick<Action, 'with'> | Invoke): readonly string[] {
  const items = 'forEach' in action && action.forEach ? templatePaths(action.forEach.items, 'template') : [];
  return [...templatePaths(action.with, 'input'), ...items];
}

/** Puts the personal values back; those that were erased come back as null. A row without marks is returned as it is. */
export function joinPersonal(entry: JournalEntry): JournalEntry {
  if (!entry.personal.length) return entry;
  const join = (value: unknown): unknown => {
    if (isMark(value)) return entry.personal[value.$personal] ?? null;
    if (Array.isArray(value)) return value.map(join);
    if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, join(v)]));
    return value;
  };
  const { event, decisions, actions } = join({ event: entry.event, decisions: entry.decisions, actions: entry.actions }) as Pick<
    JournalEntry,
    'event' | 'decisions' | 'actions'
  >;
  return { ...entry, event, decisions, actions, personal: [] };
}
