import type { Format } from '../i18n/format.js';

/** A state as its pipeline titles it. */
export interface StateWords {
  readonly id: string;
  readonly title: string;
  /** A column of the board. */
  readonly isStage: boolean;
  /** `won`, `lost`, ...; null where the state ends nothing. */
  readonly outcome: string | null;
  /** 0 to 1; null where none is given. */
  readonly probability: number | null;
  readonly parent: string | null;
  /** What a state leads to by events, timers and results: ids of states in document order. */
  readonly targets: readonly string[];
}

/** An event as the transitions title it. */
export interface EventWords {
  readonly name: string;
  readonly title: string;
  readonly states: ReadonlySet<string | null>;
}

/** The words of one version of a pipeline: what its states and events are called. */
export interface PipelineWords {
  readonly key: string;
  readonly version: number;
  readonly object: string;
  readonly title: string;
  readonly states: ReadonlyMap<string, StateWords>;
  /** In document order. */
  readonly stages: readonly StateWords[];
  /** Every event that somebody may send, with the states in which it is expected; `null` = in any. */
  readonly events: readonly EventWords[];
  /** Outcomes in document order: the first one is what the pipeline strives for. */
  readonly outcomes: readonly string[];
  /** The title of a state, else its id as words. */
  stateTitle(id: string): string;
  /** The title of an event where a transition gives one, else its name as words. */
  eventTitle(name: string): string;
  /** The stage that a state stands in. */
  stageOf(id: string): string | null;
  /** What a JSON pointer of the document names; undefined where there is nothing. */
  partAt(pointer: string): unknown;
}

/** A part of a pipeline document. */
export type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads titles out of a pipeline document, which a published version keeps for good. */
export function wordsOf(key: string, version: number, document: Part, format: Pick<Format, 'text'>): PipelineWords {
  const states = new Map<string, StateWords>();
  const events = new Map<string, Found>();
  collect(document, null, { states, events, titleOf: (value, other) => titleOf(value, other, format) });
  const all = [...states.values()];
  const stageOf = (id: string): string | null => {
    const state = states.get(id);
    return state === undefined ? null : state.isStage ? id : state.parent === null ? null : stageOf(state.parent);
  };
  return {
    key,
    version,
    object: String(document['object'] ?? ''),
    title: titleOf(document['title'], key, format),
    states,
    stages: all.filter(({ isStage }) => isStage),
    events: [...events].map(([name, { title, states: where }]) => ({ name, title: title ?? humanized(name), states: where })),
    outcomes: [...new Set(all.flatMap(({ outcome }) => (outcome === null ? [] : [outcome])))],
    stateTitle: (id) => states.get(id)?.title ?? humanized(id),
    eventTitle: (name) => events.get(name)?.title ?? humanized(name),
    stageOf,
    partAt: (pointer) => partAt(document, pointer),
  };
}

const partAt = (document: Part, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((part, step) => (typeof part === 'object' && part !== null && Object.hasOwn(part, step) ? (part as Part)[step] : undefined), document);

interface Found {
  readonly title: string | null;
  readonly states: Set<string | null>;
}
interface Collected {
  readonly states: Map<string, StateWords>;
  readonly events: Map<string, Found>;
  titleOf(value: unknown, other: string): string;
}

function collect(node: Part, parent: string | null, into: Collected): void {
  collectEvents(node, parent, into);
  const states = isPart(node['states']) ? node['states'] : {};
  for (const [id, state] of Object.entries(states)) {
    if (!isPart(state)) continue;
    into.states.set(id, {
      id,
      title: into.titleOf(state['title'], id),
      isStage: state['stage'] === true,
      outcome: typeof state['outcome'] === 'string' ? state['outcome'] : null,
      probability: typeof state['probability'] === 'number' ? state['probability'] : null,
      parent,
      targets: targetsOf(state),
    });
    collect(state, id, into);
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const targetOf = (transition: unknown): readonly string[] =>
  listOf(isPart(transition) ? transition['target'] : transition).filter((target): target is string => typeof target === 'string');

function targetsOf(state: Part): readonly string[] {
  const on = isPart(state['on']) ? Object.values(state['on']) : [];
  const invoke = listOf(state['invoke']).filter(isPart);
  const results = invoke.flatMap((one) => [one['onDone'], one['onError']]);
  const transitions = [...on, state['always'], state['after'], state['onDone'], ...results].flatMap(listOf);
  return [...new Set(transitions.flatMap(targetOf))];
}

function collectEvents(node: Part, state: string | null, { events, titleOf }: Collected): void {
  const on = isPart(node['on']) ? node['on'] : {};
  for (const [name, given] of Object.entries(on)) {
    if (name.includes('*')) continue;
    const titled = listOf(given).find((one) => isPart(one) && one['title'] !== undefined);
    const found = events.get(name);
    const title = found?.title ?? (isPart(titled) ? titleOf(titled['title'], name) : null);
    events.set(name, { title, states: (found?.states ?? new Set<string | null>()).add(state) });
  }
}

function titleOf(value: unknown, other: string, format: Pick<Format, 'text'>): string {
  if (typeof value === 'string' && value !== '') return value;
  return isPart(value) && typeof value['en'] === 'string' ? format.text(value as { en: string }) : humanized(other);
}

/** An id as words: `close_plan` reads "Close plan". */
export const humanized = (id: string): string => {
  const words = id.replace(/[_-]+/g, ' ').trim();
  return words === '' ? id : words.charAt(0).toUpperCase() + words.slice(1);
};
