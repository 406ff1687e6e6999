import type { JsonPointer } from '#kernel';
import type { State, Transition } from '../definition/index.js';
import { hears, isWildcard } from '../definition/event-descriptor.js';
import { triggerKey } from './explore.js';
import type { VerifyContext } from './context.js';

/** Transitions of one state that answer the same thing; the first whose condition holds is taken. */
export interface Choice {
  readonly state: State;
  readonly candidates: readonly Transition[];
  /** Where the list stands in the document. */
  readonly at: JsonPointer;
}

export function choicesOf(state: State): readonly Choice[] {
  const groups = new Map<string, Transition[]>();
  for (const transition of state.transitions) {
    const key = triggerKey(transition.trigger);
    groups.set(key, [...(groups.get(key) ?? []), transition]);
  }
  return [...groups.values()].map((candidates) => ({ state, candidates, at: (candidates[0]?.id ?? '').replace(/\/\d+$/, '') }));
}

/** Who else takes the event when no candidate does: wildcards beside them, and the states around. */
export function fallbacksOf(context: VerifyContext, { state, candidates }: Choice): readonly Transition[] {
  const [first] = candidates;
  if (first?.trigger.kind !== 'event') return [];
  const { event } = first.trigger;
  const node = context.chart.of(state.id);
  const around = node ? context.chart.upwards(node.n).map((n) => context.chart.at(n).state) : [state];
  return around.flatMap((s) =>
    s.transitions.filter(
      (t) => t.trigger.kind === 'event' && !candidates.includes(t) && hears(t.trigger.event, event) && (s !== state || isWildcard(t.trigger.event)),
    ),
  );
}
