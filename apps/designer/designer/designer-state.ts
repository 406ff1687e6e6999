import type { Locale, Text } from '#kernel';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import type { Answer } from '../api/operations.js';
import type { Command, GraphModel, History, Place } from '../document/index.js';

export type PipelineHead = Answer<'getDraft'>['head'];

/** `edit` changes the draft; `simulate` walks it; `review` compares it with what is live and publishes; `history` shows the published versions. */
export const MODES = ['edit', 'simulate', 'review', 'history'] as const;
export type Mode = (typeof MODES)[number];

/** What is selected on the canvas and in the outline, by the ids of the graph model; notes by their index. */
export interface Selection {
  readonly states: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly number[];
}

/** What is lit on the drawing: a run, or a step of a simulation. States and edges by their ids in the graph model. */
export interface Lit {
  readonly active: ReadonlySet<string>;
  /** Just taken, or already passed. */
  readonly taken?: ReadonlySet<string>;
  /** May be taken now. */
  readonly possible?: ReadonlySet<string>;
}

/** One figure on a state or edge: `share` from 0 (cold) to 1 (hot) colours it, `label` says it. */
export interface HeatValue {
  readonly share: number;
  readonly label: string;
}

/** Figures from real history drawn over states and edges, by their ids in the graph model. */
export interface Heat {
  readonly states: ReadonlyMap<string, HeatValue>;
  readonly edges: ReadonlyMap<string, HeatValue>;
}

/** How the draft stands on the server. */
export type Saving =
  | { readonly kind: 'saved' }
  /** Changed here and not sent yet, or on its way. */
  | { readonly kind: 'unsaved' | 'saving' }
  /** Could not be sent; `text` says why. It is tried again with the next change, or by `saveNow`. */
  | { readonly kind: 'failed'; readonly text: string }
  /** Somebody else saved meanwhile. `theirs` is what they saved. */
  | { readonly kind: 'conflict'; readonly theirs: Answer<'getDraft'> };

/** A sentence about a gesture that was refused; a new object each time. */
export interface Notice {
  readonly text: Text;
}

/** What is written in place: the name of a state, the label of an edge, the text of a note. */
export type Naming = { readonly kind: 'state' | 'edge'; readonly id: string } | { readonly kind: 'note'; readonly index: number };

/** Asks the canvas to bring something into view. A new object each time it is asked. */
export interface FocusRequest {
  readonly place: Place;
  /** Only where it cannot be seen, and without changing how near the drawing is. */
  readonly isGentle: boolean;
}

export interface DesignerState {
  /** Key of the pipeline. */
  readonly pipeline: string;
  readonly head: PipelineHead;
  readonly history: History;
  /** What the history's document is drawn from; the same objects for what did not change. */
  readonly graph: GraphModel;
  readonly rules: readonly AttachedRuleDocument[];
  readonly locale: Locale;
  /** False for people who may only look. */
  readonly mayEdit: boolean;
  readonly mode: Mode;
  readonly selection: Selection;
  /** What the inspector shows in detail, e.g. one action of the selected state; `null` = the selection itself. */
  readonly place: Place | null;
  readonly focusRequest: FocusRequest | null;
  readonly naming: Naming | null;
  readonly notice: Notice | null;
  readonly saving: Saving;
  /** Revision of the draft the next save is based on. */
  readonly revision: number;
  readonly lit: Lit | null;
  readonly heat: Heat | null;
}

/** What a gesture, a panel or a key may do. All of it is synchronous. */
export interface DesignerActions {
  /** Does a command. A refusal changes nothing, is shown as a notice, and gives false. Always refused for people who may only look, and outside of mode `edit`. */
  do(command: Command): boolean;
  undo(): void;
  redo(): void;
  /** Ends a run of typing or dragging: the next command is an undo of its own. Call it when a field is left. */
  seal(): void;
  select(selection: Partial<Selection>): void;
  /** Selects what belongs to a place, shows it in the inspector, and brings it into view. */
  focus(place: Place): void;
  /** Brings something into view if it is out of it; selects nothing. */
  reveal(place: Place): void;
  /** Shows a place in the inspector without moving the drawing; `null` = the selection itself. */
  show(place: Place | null): void;
  name(naming: Naming | null): void;
  say(text: Text): void;
  setMode(mode: Mode): void;
  setLit(lit: Lit | null): void;
  setHeat(heat: Heat | null): void;
  setLocale(locale: Locale): void;
  setRules(rules: readonly AttachedRuleDocument[]): void;
  /** Exchanges the document as one undoable change: restore a version, import, paste JSON. */
  replace(document: PipelineDocument): boolean;
  /** Starts anew from what the server holds: after publish, discard, or to take over somebody else's draft. Nothing can be undone past it. */
  reopen(draft: Answer<'getDraft'>): void;
  /** What the server said after a save or publish; the document here stays. */
  setHead(head: PipelineHead): void;
  setSaving(saving: Saving, revision?: number): void;
}
