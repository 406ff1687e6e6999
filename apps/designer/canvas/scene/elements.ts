import type { Edge, Node } from '@xyflow/react';
import type { Heat, HeatValue, Lit, Selection } from '../../designer/designer-state.js';
import type { GraphEdge, GraphNode, Note } from '../../document/index.js';
import type { Mark } from '../../document/changes/index.js';
import type { LabelPlace, Route } from '../routing/index.js';
import type { SceneNames } from './names.js';

/** How a state or a line stands out. */
export type Shine = 'active' | 'taken' | 'possible' | null;

export type StateData = {
  readonly node: GraphNode;
  readonly shine: Shine;
  readonly heat: HeatValue | null;
  readonly mark: Mark | null;
  readonly isNaming: boolean;
  readonly isTarget: boolean;
  /** One of the parts of a parallel state. */
  readonly isRegion: boolean;
};
export type NoteData = { readonly note: Note; readonly index: number; readonly isNaming: boolean };
export type TransitionData = {
  readonly edge: GraphEdge;
  readonly route: Route;
  readonly label: LabelPlace;
  readonly shine: Shine;
  readonly heat: HeatValue | null;
  readonly mark: Mark | null;
  readonly isNaming: boolean;
};
export type StateElement = Node<StateData, 'state' | 'nest' | 'history'>;
export type NoteElement = Node<NoteData, 'note'>;
export type RootElement = Node<Record<string, never>, 'root'>;
export type FlowNode = StateElement | NoteElement | RootElement;
export type FlowEdge = Edge<TransitionData, 'transition'>;

/** What is shown beside the document itself. */
export interface Look {
  readonly selection: Selection;
  readonly lit: Lit | null;
  readonly heat: Heat | null;
  readonly nodeMarks?: ReadonlyMap<string, Mark>;
  readonly edgeMarks?: ReadonlyMap<string, Mark>;
  /** Id of the state or edge whose name is being written; of a note `note:0`. */
  readonly naming: string | null;
  /** The state that would take what is dragged. */
  readonly target: string | null;
  readonly mayEdit: boolean;
  readonly names: SceneNames;
  /** Whether the keyboard goes from state to state. */
  readonly isWalked: boolean;
}

const NOTE = 'note:';
export const noteId = (index: number): string => `${NOTE}${index}`;
export const noteIndexOf = (id: string): number | null => (id.startsWith(NOTE) ? Number(id.slice(NOTE.length)) : null);
