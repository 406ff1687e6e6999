import { inLocale, pointer, type Locale } from '#kernel';
import { ROOT, type StateEntry, type StateTree } from '../tree/state-tree.js';
import { invokesOf, readSlot, slotsOf, targetsOf, transitionId, transitionPointer, type AnyTransition, type Slot } from '../tree/transitions.js';
import type { EdgeKind, GraphEdge } from './graph.js';
import type { RuleMarks } from './rule-marks.js';
import { EDGE_WORDS, sayDelay } from './words.js';

/** What the edges of a state are made from. */
export interface EdgeSource {
  readonly entry: StateEntry;
  readonly tree: StateTree;
  readonly marks: RuleMarks;
  readonly locale: Locale;
}

const NONE: readonly string[] = [];

/** Every transition of one state as edges, those without a target included, in the order in which they are looked at. */
export function edgesOf(source: EdgeSource): readonly GraphEdge[] {
  const { state } = source.entry;
  if (source.entry.kind === 'history') return historyDefaults(source);
  return slotsOf(state).flatMap((slot) => {
    const list = readSlot(state, slot);
    return list.flatMap((transition, index) => transitionEdges(source, slot, transition, index, list.length));
  });
}

const KINDS = {
  on: 'event',
  always: 'always',
  after: 'after',
  done: 'done',
  'invoke-done': 'invoke-done',
  'invoke-error': 'invoke-error',
} as const satisfies Record<Slot['kind'], EdgeKind>;

function transitionEdges(source: EdgeSource, slot: Slot, transition: AnyTransition, order: number, count: number): readonly GraphEdge[] {
  const { entry, tree, marks, locale } = source;
  const place = { state: entry.id, slot, index: order };
  const id = transitionId(place);
  const event = slot.kind === 'on' ? slot.event : null;
  const shared = {
    place,
    at: transitionPointer(entry.state, entry.at, slot, order),
    kind: KINDS[slot.kind],
    source: entry.id,
    event,
    delay: transition.in ?? null,
    label: transition.title ? inLocale(transition.title, locale) : labelOf(source, slot, transition),
    condition: transition.when ?? null,
    requires: transition.requires ?? NONE,
    roles: transition.by ?? null,
    steps: transition.actions?.map((action) => action.do) ?? NONE,
    reenter: transition.reenter === true,
    order,
    count,
    rules: marks.ofEvent(event),
  };
  const targets = targetsOf(transition);
  if (targets.length === 0) return [{ ...shared, id, target: null, isBroken: false, isSelf: false }];
  return targets.map((target, n) => ({
    ...shared,
    id: n === 0 ? id : `${id}:${n}`,
    target,
    isBroken: !tree.has(target) || target === ROOT,
    isSelf: target === entry.id,
  }));
}

function labelOf({ entry, locale }: EdgeSource, slot: Slot, transition: AnyTransition): string {
  const words = EDGE_WORDS[locale];
  const invoke = (n: number): string => invokesOf(entry.state)[n]?.id ?? '';
  switch (slot.kind) {
    case 'on':
      return slot.event;
    case 'always':
    case 'done':
      return words[slot.kind];
    case 'after':
      return words.after(sayDelay(transition.in ?? '', locale));
    case 'invoke-done':
      return words.invokeDone(invoke(slot.invoke));
    case 'invoke-error':
      return words.invokeError(invoke(slot.invoke));
  }
}

function historyDefaults({ entry, tree, locale }: EdgeSource): readonly GraphEdge[] {
  return targetsOf(entry.state).map((target, n) => ({
    id: n === 0 ? `${entry.id}/history-default` : `${entry.id}/history-default:${n}`,
    place: null,
    at: pointer(entry.at, 'target'),
    kind: 'history-default',
    source: entry.id,
    target,
    isBroken: !tree.has(target),
    isSelf: target === entry.id,
    event: null,
    delay: null,
    label: EDGE_WORDS[locale].historyDefault,
    condition: null,
    requires: NONE,
    roles: null,
    steps: NONE,
    reenter: false,
    order: 0,
    count: 1,
    rules: [],
  }));
}
