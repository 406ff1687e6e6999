import { isJsonObject, type Json } from '#kernel';
import type { Action, AttachedRule, Definition, State } from '../definition/index.js';
import { recordPaths } from './compile.js';

/**
 * The fields that a pipeline and its rules name, as paths (`close_value`, `account.sector`): read in a condition or an
 * input, required by a transition, set by a step, watched by a rule, or given to a step by their name.
 */
export function namedFields(definition: Definition | null, rules: readonly AttachedRule[]): ReadonlySet<string> {
  const states = definition ? [definition.root, ...definition.states.values()] : [];
  const named = new Set(recordPaths(states, rules));
  const with_ = [...states.flatMap(inputsOf), ...rules.flatMap(({ do: actions }) => actions.map((action) => action.with))];
  for (const input of with_) wordsIn(input, named);
  for (const { on } of rules) if ('changed' in on) on.changed.forEach((name) => named.add(name));
  return named;
}

const inputsOf = ({ entry, exit, transitions, invokes }: State): readonly Json[] =>
  [...entry, ...exit, ...transitions.flatMap(({ actions }) => actions), ...invokes].map((each: Pick<Action, 'with'>) => each.with);

/** Members and whole texts: `record.set` names fields by the one, `text.classify` and scores by the other. */
function wordsIn(value: Json, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) value.forEach((item: Json) => wordsIn(item, into));
  else if (isJsonObject(value))
    for (const [name, inner] of Object.entries(value)) {
      into.add(name);
      wordsIn(inner, into);
    }
}
