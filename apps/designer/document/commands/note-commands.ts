import { isJsonObject, type JsonObject } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { DOCUMENT_ORDER, inserted, patched, withMember, type Patch } from '../tree/members.js';
import { done, noEntry, type Outcome } from './outcome.js';

/** A note on the canvas, in the document's `notes`. Positions count from the top left corner of the whole drawing. */
export interface Note {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: NoteColor;
}

export const NOTE_COLORS = ['yellow', 'blue', 'green', 'pink', 'grey'] as const;
export type NoteColor = (typeof NOTE_COLORS)[number];

export interface AddNote {
  readonly kind: 'note.add';
  readonly note: Note;
  readonly index?: number;
}

export interface ChangeNote {
  readonly kind: 'note.change';
  readonly index: number;
  readonly values: Patch<Note>;
}

export interface RemoveNotes {
  readonly kind: 'note.remove';
  readonly indexes: readonly number[];
}

export type NoteCommand = AddNote | ChangeNote | RemoveNotes;

const asNumber = (value: unknown, fallback: number): number => (typeof value === 'number' && Number.isFinite(value) ? value : fallback);

/** The notes of a document, whatever it says: what a note does not say, or says wrongly, gets a default. */
export function notesOf(document: PipelineDocument): readonly Note[] {
  return (document.notes ?? []).filter(isJsonObject).map((note) => ({
    text: typeof note['text'] === 'string' ? note['text'] : '',
    x: asNumber(note['x'], 0),
    y: asNumber(note['y'], 0),
    width: asNumber(note['width'], 200),
    height: asNumber(note['height'], 100),
    color: NOTE_COLORS.find((color) => color === note['color']) ?? 'yellow',
  }));
}

const NOTE_ORDER = ['text', 'x', 'y', 'width', 'height', 'color'];

const withNotes = (document: PipelineDocument, notes: readonly JsonObject[]): PipelineDocument =>
  withMember(document, 'notes', notes.length > 0 ? notes : undefined, DOCUMENT_ORDER);

export const addNote = (document: PipelineDocument, { note, index }: AddNote): Outcome =>
  done(withNotes(document, inserted(document.notes ?? [], index, { ...note } as JsonObject)));

export function changeNote(document: PipelineDocument, { index, values }: ChangeNote): Outcome {
  const notes = document.notes ?? [];
  const note = notes[index];
  return note ? done(withNotes(document, notes.with(index, patched(note, values as Patch<JsonObject>, NOTE_ORDER)))) : noEntry();
}

export function removeNotes(document: PipelineDocument, { indexes }: RemoveNotes): Outcome {
  const notes = document.notes ?? [];
  if (indexes.some((index) => notes[index] === undefined)) return noEntry();
  return done(
    withNotes(
      document,
      notes.filter((_, index) => !indexes.includes(index)),
    ),
  );
}
