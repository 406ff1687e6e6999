import type { PipelineDocument } from '#pipeline';
import { addAction, changeAction, moveAction, removeAction, type ActionCommand } from './action-commands.js';
import { insertStateOnEdge, insertStepOnEdge, type EdgeCommand } from './edge-commands.js';
import { duplicateStates, pasteFragment, type FragmentCommand } from './fragment-commands.js';
import { addInvoke, changeInvoke, removeInvoke, type InvokeCommand } from './invoke-commands.js';
import { setLayout, type LayoutCommand } from './layout-commands.js';
import { addNote, changeNote, removeNotes, type NoteCommand } from './note-commands.js';
import { done, type Outcome } from './outcome.js';
import {
  renameEvent,
  renameRole,
  reorderField,
  replaceDocument,
  setField,
  setPipeline,
  setRoles,
  setVariable,
  type PipelineCommand,
} from './pipeline-commands.js';
import { addState, removeStates, renameState, setInitial, setState, type StateCommand } from './state-commands.js';
import { changeKind, moveStates, type StructureCommand } from './structure-commands.js';
import {
  addTransition,
  changeTransition,
  moveTransition,
  removeTransitions,
  reorderTransition,
  retargetTransition,
  type TransitionCommand,
} from './transition-commands.js';
import type { Batch } from './batch-command.js';

/** Every change the designer can make to a document: plain data, so that it can be kept, sent and replayed. */
export type Command =
  | StateCommand
  | StructureCommand
  | TransitionCommand
  | EdgeCommand
  | ActionCommand
  | InvokeCommand
  | LayoutCommand
  | NoteCommand
  | PipelineCommand
  | FragmentCommand
  | Batch<Command>;

export type CommandKind = Command['kind'];

type Appliers = { readonly [K in CommandKind]: (document: PipelineDocument, command: Extract<Command, { readonly kind: K }>) => Outcome };

const APPLIERS: Appliers = {
  'state.add': addState,
  'state.remove': removeStates,
  'state.rename': renameState,
  'state.set': setState,
  'state.change-kind': changeKind,
  'state.move': moveStates,
  'state.duplicate': duplicateStates,
  'initial.set': setInitial,
  'transition.add': addTransition,
  'transition.change': changeTransition,
  'transition.remove': removeTransitions,
  'transition.reorder': reorderTransition,
  'transition.retarget': retargetTransition,
  'transition.move': moveTransition,
  'edge.insert-state': insertStateOnEdge,
  'edge.insert-step': insertStepOnEdge,
  'action.add': addAction,
  'action.change': changeAction,
  'action.remove': removeAction,
  'action.move': moveAction,
  'invoke.add': addInvoke,
  'invoke.change': changeInvoke,
  'invoke.remove': removeInvoke,
  'layout.set': setLayout,
  'note.add': addNote,
  'note.change': changeNote,
  'note.remove': removeNotes,
  'pipeline.set': setPipeline,
  'field.set': setField,
  'field.reorder': reorderField,
  'variable.set': setVariable,
  'roles.set': setRoles,
  'role.rename': renameRole,
  'event.rename': renameEvent,
  'document.replace': replaceDocument,
  'fragment.paste': pasteFragment,
  batch: (document, { commands }) => applyAll(document, commands),
};

/**
 * The document after a command, or the sentence why it cannot be done. Pure: the document that went in stays as it is, and what
 * the command does not touch is the same object in the new one. The same document object is given back when nothing changes.
 */
export function applyCommand(document: PipelineDocument, command: Command): Outcome {
  const apply = APPLIERS[command.kind] as (document: PipelineDocument, command: Command) => Outcome;
  return apply(document, command);
}

function applyAll(document: PipelineDocument, commands: readonly Command[]): Outcome {
  let result = document;
  for (const command of commands) {
    const outcome = applyCommand(result, command);
    if (!outcome.ok) return outcome;
    result = outcome.value;
  }
  return done(result);
}
