import { isJsonObject, type Json } from '#kernel';
import { operatorOf, type ActionDocument, type InvokeDocument, type PipelineDocument, type StateDocument } from '#pipeline';
import { ACTION_ORDER, INVOKE_ORDER, TRANSITION_ORDER, mapList, mapRecord, withMember } from './members.js';
import { mapStates } from './edit.js';
import { asTarget, readSlot, slotsOf, invokesOf, withInvokes, writeSlot, type AnyTransition } from './transitions.js';

/** What a name of a state becomes: itself, another name, or `null` where it goes away. */
export type Renaming = (id: string) => string | null;

/**
 * The document with every name of a state mapped: targets, defaults of history, `initial`, `pausedIn`, `{ "in": STATE }` in rules
 * and inputs. A target that goes away leaves its transition; a transition without any target left goes with it. Names that go
 * away stay in `initial` (see `repairInitial`) and in rules (the verifier reports them). Ids and keys are not touched.
 */
export const mapReferences = (document: PipelineDocument, rename: Renaming): PipelineDocument =>
  mapStates(document, (state) => mapStateReferences(state, rename));

/** As `mapReferences`, of one state without what is inside it. */
export function mapStateReferences(state: StateDocument, rename: Renaming): StateDocument {
  let next = state;
  if (state.initial !== undefined)
    next = withMember(
      next,
      'initial',
      sameForm(state.initial, (id) => rename(id) ?? id),
    );
  if (state.target !== undefined) next = withMember(next, 'target', sameForm(state.target, rename));
  if (state.entry) next = withMember(next, 'entry', mapActions(state.entry, rename));
  if (state.exit) next = withMember(next, 'exit', mapActions(state.exit, rename));
  if (state.invoke !== undefined)
    next = withInvokes(
      next,
      mapList(invokesOf(state), (invoke) => mapInvoke(invoke, rename)),
    );
  for (const slot of slotsOf(next)) {
    const before = readSlot(next, slot);
    const after = mapList(before, (transition) => mapTransition(transition, rename));
    if (after !== before) next = writeSlot(next, slot, after);
  }
  return next;
}

function mapTransition(transition: AnyTransition, rename: Renaming): AnyTransition | undefined {
  let next = transition;
  if (transition.target !== undefined) {
    const target = sameForm(transition.target, rename);
    if (target === undefined) return undefined;
    next = withMember(next, 'target', target);
  }
  if (transition.pausedIn) {
    const paused = mapList(transition.pausedIn, (id) => rename(id) ?? undefined);
    next = withMember(next, 'pausedIn', paused.length > 0 ? paused : undefined, TRANSITION_ORDER);
  }
  if (transition.when !== undefined) next = withMember(next, 'when', mapRule(transition.when, rename));
  if (transition.actions) next = withMember(next, 'actions', mapActions(transition.actions, rename));
  return next;
}

/** A name or a list of names, mapped, in the form it had. */
function sameForm(names: string | readonly string[], rename: Renaming): string | readonly string[] | undefined {
  if (typeof names === 'string') return rename(names) ?? undefined;
  const next = mapList(names, (id) => rename(id) ?? undefined);
  return next === names ? names : next.length === 0 ? undefined : asTarget([...new Set(next)]);
}

const mapActions = (actions: readonly ActionDocument[], rename: Renaming): readonly ActionDocument[] =>
  mapList(actions, (action) => {
    let next = action;
    if (action.if !== undefined) next = withMember(next, 'if', mapRule(action.if, rename), ACTION_ORDER);
    if (action.with !== undefined) next = withMember(next, 'with', mapInput(action.with, rename), ACTION_ORDER);
    return next;
  });

function mapInvoke(invoke: InvokeDocument, rename: Renaming): InvokeDocument {
  let next = invoke;
  if (invoke.with !== undefined) next = withMember(next, 'with', mapInput(invoke.with, rename), INVOKE_ORDER);
  if (invoke.until !== undefined) next = withMember(next, 'until', mapRule(invoke.until, rename), INVOKE_ORDER);
  if (invoke.forEach) next = withMember(next, 'forEach', withMember(invoke.forEach, 'items', mapTemplate(invoke.forEach.items, rename)), INVOKE_ORDER);
  return next;
}

/** The outermost object of an input is members, never a rule. */
const mapInput = (input: Json, rename: Renaming): Json => (isJsonObject(input) ? mapRecord(input, (member) => mapTemplate(member, rename)) : input);

function mapTemplate(template: Json, rename: Renaming): Json {
  if (Array.isArray(template)) return mapList(template as readonly Json[], (member) => mapTemplate(member, rename));
  if (!isJsonObject(template)) return template;
  return operatorOf(template) ? mapRule(template, rename) : mapRecord(template, (member) => mapTemplate(member, rename));
}

/** `{ "in": STATE }` and `{ "in": [STATE] }` name a state; with two operands `in` is membership. */
function mapRule(rule: Json, rename: Renaming): Json {
  if (Array.isArray(rule)) return mapList(rule as readonly Json[], (member) => mapRule(member, rename));
  if (!isJsonObject(rule)) return rule;
  const operand = Object.keys(rule).length === 1 && Object.hasOwn(rule, 'in') ? rule['in'] : undefined;
  if (typeof operand === 'string') return withMember(rule, 'in', rename(operand) ?? operand);
  if (Array.isArray(operand) && operand.length === 1 && typeof operand[0] === 'string') {
    const named = rename(operand[0]) ?? operand[0];
    return named === operand[0] ? rule : { in: [named] };
  }
  return mapRecord(rule, (member) => mapRule(member, rename));
}

/** The states that rules and inputs of a state name, targets, `initial` and defaults of history are not counted. */
export function namesInRules(state: StateDocument): readonly string[] {
  const named = new Set<string>();
  const note: Renaming = (id) => {
    named.add(id);
    return id;
  };
  mapActions([...(state.entry ?? []), ...(state.exit ?? [])], note);
  for (const invoke of invokesOf(state)) mapInvoke(invoke, note);
  for (const slot of slotsOf(state))
    for (const transition of readSlot(state, slot)) mapTransition(withMember(withMember(transition, 'target', undefined), 'pausedIn', undefined), note);
  return [...named];
}
