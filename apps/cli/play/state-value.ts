import { ROOT_ID, type Definition, type State, type StateId } from '#pipeline';

/** How XState writes a configuration: a key, or keys with what is active inside them. */
export type StateValue = string | { readonly [key: string]: StateValue };

/** Every active state with its ancestors, sorted; the root is left out. */
export function activeStates(definition: Definition, configuration: readonly StateId[]): readonly StateId[] {
  const active = new Set<StateId>();
  for (const leaf of configuration) {
    for (let id: StateId | null = leaf; id !== null && id !== ROOT_ID; id = definition.states.get(id)?.parent ?? null) active.add(id);
  }
  return [...active].sort();
}

/** The configuration as XState's `state.value`, by the keys of the states. */
export function stateValue(definition: Definition, configuration: readonly StateId[]): StateValue {
  return valueOf(definition, new Set(activeStates(definition, configuration)), definition.root);
}

function valueOf(definition: Definition, active: ReadonlySet<StateId>, state: State): StateValue {
  const children = state.children.flatMap((id) => (active.has(id) ? [definition.states.get(id)] : [])).filter((child) => child !== undefined);
  const [only] = children;
  if (state.kind === 'compound' && only && only.children.length === 0) return only.key;
  return Object.fromEntries(children.map((child) => [child.key, valueOf(definition, active, child)]));
}
