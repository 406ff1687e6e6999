import type { Text } from '#kernel';
import type { Compiled } from '../compile/compile.js';
import type { CompiledPipeline } from '../compile/compiled.js';
import type { StateId, Transition } from '../definition/index.js';
import { advance } from './advance.js';
import type { Possibility, RunState, World } from './run.js';

/**
 * What could be sent to the run now: every event that an active state listens to by name, allowed or refused with
 * each reason and the actual values. Nothing is changed.
 */
export function explain(pipeline: CompiledPipeline, run: RunState, world: World): readonly Possibility[] {
  const compiled = pipeline as Compiled;
  if (!run.snapshot || run.snapshot.status === 'done') return [];
  return [...eventsListenedTo(compiled, run.snapshot.configuration)].map(([event, transitions]) => possibility(compiled, run, world, event, transitions));
}

/** Event name -> transitions that listen to it, innermost states first. Wildcards name no event and are left out. */
export function eventsListenedTo(compiled: Compiled, configuration: readonly StateId[]): ReadonlyMap<string, readonly Transition[]> {
  const events = new Map<string, Transition[]>();
  const active = [...compiled.activeStates(configuration)].map((id) => compiled.state(id));
  for (const state of [...active, compiled.definition.root]) {
    for (const transition of state?.transitions ?? []) {
      const { trigger } = transition;
      if (trigger.kind !== 'event' || trigger.event === 'changed' || trigger.event.endsWith('*')) continue;
      events.set(trigger.event, [...(events.get(trigger.event) ?? []), transition]);
    }
  }
  return events;
}

function possibility(compiled: Compiled, run: RunState, world: World, event: string, transitions: readonly Transition[]): Possibility {
  const tried = advance(compiled, run, { kind: 'sent', name: event, payload: null, fields: {} }, world);
  const reasons = tried.kind === 'refused' ? tried.reasons : [];
  const taken =
    tried.kind === 'applied' ? transitions.find((t) => tried.entry.taken.includes(t.id)) : transitions.find((t) => reasons.some((r) => r.at?.startsWith(t.id)));
  const chosen = taken ?? transitions[0];
  return {
    event,
    title: titleOf(chosen),
    allowed: tried.kind === 'applied',
    targets: chosen?.targets ?? [],
    missing: reasons.flatMap((r) => r.fields ?? []),
    reasons,
  };
}

const titleOf = (transition: Transition | undefined): Text | null => transition?.title ?? null;
