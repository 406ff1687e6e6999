import { ok, type Result, type Text } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { applyCommand, type Command } from './command.js';
import { describeCommand, mergeKey } from './describe.js';
import type { Refusal } from './outcome.js';

/** One thing a person did, which one undo takes back. */
export interface HistoryEntry {
  readonly before: PipelineDocument;
  readonly after: PipelineDocument;
  /** The last command that made it: an earlier one with the same merge key is overtaken. */
  readonly command: Command;
  readonly text: Text;
  /** Commands with the same key in a row are one entry; `null` stays alone. */
  readonly merge: string | null;
}

/**
 * A document with what was done to it. A value: every function gives a new one. Documents share what is equal, so an entry costs
 * what it changed; undo gives back the very document that was there before, key order included.
 */
export interface History {
  readonly document: PipelineDocument;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** True after `seal`, undo and redo: the next command starts an entry of its own. */
  readonly isSealed: boolean;
}

/** Entries kept; the oldest are forgotten. */
const MAX_ENTRIES = 500;

export const startHistory = (document: PipelineDocument): History => ({ document, past: [], future: [], isSealed: true });

/**
 * Does a command. A command that changes nothing leaves the history as it is. Typing into one field, or dragging the same states,
 * grows the last entry until `seal`.
 */
export function execute(history: History, command: Command): Result<History, Refusal> {
  const outcome = applyCommand(history.document, command);
  if (!outcome.ok) return outcome;
  if (outcome.value === history.document) return ok(history);
  const merge = mergeKey(command);
  const last = history.past.at(-1);
  const grows = last !== undefined && !history.isSealed && merge !== null && last.merge === merge;
  const entry: HistoryEntry = grows
    ? { ...last, after: outcome.value, command }
    : { before: history.document, after: outcome.value, command, text: describeCommand(command), merge };
  const past = [...(grows ? history.past.slice(0, -1) : history.past), entry].slice(-MAX_ENTRIES);
  return ok({ document: outcome.value, past, future: [], isSealed: false });
}

/** Ends a run of typing or dragging: call it when the field is left or the pointer is let go. */
export const seal = (history: History): History => (history.isSealed ? history : { ...history, isSealed: true });

export function undo(history: History): History {
  const entry = history.past.at(-1);
  if (!entry) return history;
  return { document: entry.before, past: history.past.slice(0, -1), future: [entry, ...history.future], isSealed: true };
}

export function redo(history: History): History {
  const [entry, ...future] = history.future;
  if (!entry) return history;
  return { document: entry.after, past: [...history.past, entry], future, isSealed: true };
}

/** What undo would take back, and redo do again; `null` where there is nothing. */
export const undoText = (history: History): Text | null => history.past.at(-1)?.text ?? null;
export const redoText = (history: History): Text | null => history.future[0]?.text ?? null;
