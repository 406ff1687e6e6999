export { actionsIn, type ActionCommand, type AddAction, type ChangeAction, type MoveAction, type RemoveAction } from './action-commands.js';
export type { Batch } from './batch-command.js';
export { applyCommand, type Command, type CommandKind } from './command.js';
export { describeCommand, mergeKey } from './describe.js';
export type { EdgeCommand, InsertStateOnEdge, InsertStepOnEdge } from './edge-commands.js';
export { pastedIds, type DuplicateStates, type FragmentCommand, type PasteFragment } from './fragment-commands.js';
export { execute, redo, redoText, seal, startHistory, undo, undoText, type History, type HistoryEntry } from './history.js';
export { freshInvokeId, type AddInvoke, type ChangeInvoke, type InvokeCommand, type RemoveInvoke } from './invoke-commands.js';
export type { LayoutCommand, SetLayout } from './layout-commands.js';
export { NOTE_COLORS, notesOf, type AddNote, type ChangeNote, type Note, type NoteColor, type NoteCommand, type RemoveNotes } from './note-commands.js';
export type { Outcome, Refusal } from './outcome.js';
export type {
  PipelineCommand,
  RenameEvent,
  RenameRole,
  ReorderField,
  ReplaceDocument,
  SetField,
  SetPipeline,
  SetRoles,
  SetVariable,
} from './pipeline-commands.js';
export type { AddState, RemoveStates, RenameState, SetInitial, SetState, StateCommand, StateValues } from './state-commands.js';
export type { ChangeKind, MoveStates, StructureCommand } from './structure-commands.js';
export {
  transitionAt,
  type AddTransition,
  type ChangeTransition,
  type MoveTransition,
  type RemoveTransitions,
  type ReorderTransition,
  type RetargetTransition,
  type TransitionCommand,
} from './transition-commands.js';
