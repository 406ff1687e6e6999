import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Moves } from '../acts/moves.js';
import type { ActDialog } from '../acts/scope.js';
import type { BoardRecord } from './pages.js';

/** A card on its way: `moves` is null until the engine has explained what it may do. */
export interface Held {
  readonly record: BoardRecord;
  readonly stage: string;
  readonly moves: Moves | null;
}

/** The one dialog that may be open. */
export type BoardDialog = ActDialog | { readonly kind: 'tag' | 'move-many'; readonly records: readonly BoardRecord[] } | { readonly kind: 'create' };

export interface BoardState {
  readonly held: Held | null;
  readonly selected: ReadonlyMap<string, BoardRecord>;
  /** Records whose move the engine has not answered yet. */
  readonly pending: ReadonlySet<string>;
  /** A record that has just slid back. */
  readonly returned: string | null;
  readonly dialog: BoardDialog | null;
  /** The open menu of a card, and where it stands in the window. */
  readonly menu: { readonly record: BoardRecord; readonly x: number; readonly y: number } | null;
  /** The record whose card takes the focus as soon as it is drawn. */
  readonly focusNext: string | null;
  /** What the live region reads. */
  readonly said: string;
}
export type BoardStore = StoreApi<BoardState>;

const EMPTY: BoardState = { held: null, selected: new Map(), pending: new Set(), returned: null, dialog: null, menu: null, focusNext: null, said: '' };

/** What is going on on one board; nothing of it belongs into the address or onto the server. */
export const createBoardStore = (): BoardStore => createStore<BoardState>(() => EMPTY);

export function toggleSelected(store: BoardStore, record: BoardRecord): void {
  const selected = new Map(store.getState().selected);
  if (!selected.delete(record.id)) selected.set(record.id, record);
  store.setState({ selected });
}

/** Adds all of them: a range. */
export function addSelected(store: BoardStore, records: readonly BoardRecord[]): void {
  store.setState({ selected: new Map([...store.getState().selected, ...records.map((record) => [record.id, record] as const)]) });
}

export const clearSelected = (store: BoardStore): void => store.setState({ selected: new Map() });

export function setPending(store: BoardStore, id: string, isPending: boolean): void {
  const pending = new Set(store.getState().pending);
  if (isPending) pending.add(id);
  else pending.delete(id);
  store.setState({ pending });
}

const RETURN_MS = 700;

/** Marks a card that slid back, for a moment. */
export function markReturned(store: BoardStore, id: string): void {
  store.setState({ returned: id });
  setTimeout(() => (store.getState().returned === id ? store.setState({ returned: null }) : undefined), RETURN_MS);
}
