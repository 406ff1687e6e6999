import type { JsonObject } from '#kernel';
import type { FieldDefinition, PipelineDocument, StateDocument, VarDocument } from '#pipeline';
import { mapStates } from '../tree/edit.js';
import { DOCUMENT_ORDER, mapList, mapRecord, moved, patched, TRANSITION_ORDER, withKeyRenamed, withMember, type Patch } from '../tree/members.js';
import { readSlot, slotsOf, writeSlot, type AnyTransition } from '../tree/transitions.js';
import { done, noEntry, refuse, type Outcome } from './outcome.js';

/** Sets what the pipeline says about itself. */
export interface SetPipeline {
  readonly kind: 'pipeline.set';
  readonly values: Patch<Pick<PipelineDocument, 'title' | 'description' | 'timeZone' | 'object' | 'key'>>;
}

/** Adds or changes a field or a variable of the pipeline; `null` removes it. */
export interface SetField {
  readonly kind: 'field.set';
  readonly name: string;
  readonly field: FieldDefinition | null;
}
export interface SetVariable {
  readonly kind: 'variable.set';
  readonly name: string;
  readonly variable: VarDocument | null;
}

/** Moves a field to another place in the list. */
export interface ReorderField {
  readonly kind: 'field.reorder';
  readonly name: string;
  readonly to: number;
}

/** Sets the whole list of roles; transitions keep the names they have (see `role.rename`). */
export interface SetRoles {
  readonly kind: 'roles.set';
  readonly roles: readonly string[];
}

/** Calls a role otherwise, in the list and in every `by`. */
export interface RenameRole {
  readonly kind: 'role.rename';
  readonly from: string;
  readonly to: string;
}

/** Calls an event otherwise, wherever a state listens to it and wherever an action raises it. */
export interface RenameEvent {
  readonly kind: 'event.rename';
  readonly from: string;
  readonly to: string;
}

/** Exchanges the whole document: the JSON tab, an import, a restored version. It must come from `openDocument`. */
export interface ReplaceDocument {
  readonly kind: 'document.replace';
  readonly document: PipelineDocument;
}

export type PipelineCommand = SetPipeline | SetField | SetVariable | ReorderField | SetRoles | RenameRole | RenameEvent | ReplaceDocument;

const MUST = ['title', 'object', 'key'] as const;

export function setPipeline(document: PipelineDocument, { values }: SetPipeline): Outcome {
  if (MUST.some((member) => values[member] === null)) return refuse('pipeline.needs', 'This cannot be left out.', '此项不能省略。');
  return done(patched<PipelineDocument>(document, values, DOCUMENT_ORDER));
}

const filled = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);

export const setField = (document: PipelineDocument, { name, field }: SetField): Outcome =>
  done(withMember(document, 'fields', filled(withMember(document.fields ?? {}, name, field ?? undefined)), DOCUMENT_ORDER));

export const setVariable = (document: PipelineDocument, { name, variable }: SetVariable): Outcome =>
  done(withMember(document, 'vars', filled(withMember(document.vars ?? {}, name, variable ?? undefined)), DOCUMENT_ORDER));

export function reorderField(document: PipelineDocument, { name, to }: ReorderField): Outcome {
  const fields = Object.entries(document.fields ?? {});
  const from = fields.findIndex(([key]) => key === name);
  return from < 0 ? noEntry() : done(withMember(document, 'fields', Object.fromEntries(moved(fields, from, to)), DOCUMENT_ORDER));
}

export function setRoles(document: PipelineDocument, { roles }: SetRoles): Outcome {
  if (new Set(roles).size < roles.length) return refuse('role.twice', 'Each role can be there once only.', '每个角色只能出现一次。');
  return done(withMember(document, 'roles', roles.length > 0 ? roles : undefined, DOCUMENT_ORDER));
}

export function renameRole(document: PipelineDocument, { from, to }: RenameRole): Outcome {
  const roles = document.roles ?? [];
  if (!roles.includes(from)) return noEntry();
  if (roles.includes(to) && from !== to) return refuse('role.taken', `There is already a role "${to}".`, `已有角色“${to}”。`);
  const rename = (list: readonly string[]): readonly string[] => mapList(list, (role) => (role === from ? to : role));
  const changed = mapStates(document, (state) =>
    mapTransitions(state, (transition) => (transition.by ? withMember(transition, 'by', rename(transition.by), TRANSITION_ORDER) : transition)),
  );
  return done(withMember(changed, 'roles', rename(roles), DOCUMENT_ORDER));
}

/** The state with every transition of its own mapped. */
function mapTransitions(state: StateDocument, change: (transition: AnyTransition) => AnyTransition): StateDocument {
  let next = state;
  for (const slot of slotsOf(state)) {
    const before = readSlot(next, slot);
    const after = mapList(before, change);
    if (after !== before) next = writeSlot(next, slot, after);
  }
  return next;
}

export function renameEvent(document: PipelineDocument, { from, to }: RenameEvent): Outcome {
  if (to.trim() === '') return refuse('event.name', 'An event needs a name.', '事件需要名称。');
  if (from === to) return done(document);
  return done(
    mapStates(document, (state) => {
      const on = state.on && Object.hasOwn(state.on, from) ? withEventRenamed(state, from, to) : state;
      return withRaisesRenamed(on, from, to);
    }),
  );
}

function withEventRenamed(state: StateDocument, from: string, to: string): StateDocument {
  if (state.on && !Object.hasOwn(state.on, to)) return withMember(state, 'on', withKeyRenamed(state.on, from, to));
  const both = [...readSlot(state, { kind: 'on', event: to }), ...readSlot(state, { kind: 'on', event: from })];
  return writeSlot(writeSlot(state, { kind: 'on', event: to }, both), { kind: 'on', event: from }, []);
}

function withRaisesRenamed(state: StateDocument, from: string, to: string): StateDocument {
  const rename = (actions: NonNullable<StateDocument['entry']>): NonNullable<StateDocument['entry']> =>
    mapList(actions, (action) => {
      if (action.do !== 'raise' || typeof action.with !== 'object' || action.with === null || Array.isArray(action.with)) return action;
      const input = mapRecord(action.with as JsonObject, (value, key) => (key === 'event' && value === from ? to : value));
      return withMember(action, 'with', input);
    });
  const own = (['entry', 'exit'] as const).reduce((next, list) => (next[list] ? withMember(next, list, rename(next[list])) : next), state);
  return mapTransitions(own, (transition) => (transition.actions ? withMember(transition, 'actions', rename(transition.actions)) : transition));
}

export const replaceDocument = (_: PipelineDocument, { document }: ReplaceDocument): Outcome => done(document);
