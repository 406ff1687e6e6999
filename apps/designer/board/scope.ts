import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { ActScope } from '../acts/scope.js';
import type { Field } from '../fields/index.js';
import type { BoardCache } from './board-cache.js';
import type { BoardSelection } from './board-selection.js';
import type { BoardState, BoardStore } from './board-store.js';

/** What every part of one board knows. */
export interface BoardScope extends ActScope {
  readonly title: string;
  /** The field whose amounts are added up; null where the object has none. */
  readonly amount: Field | null;
  readonly selection: BoardSelection;
  /** The address of a record's page, and going there. */
  hrefOf(id: string): string;
  open(id: string): void;
  readonly store: BoardStore;
  readonly cache: BoardCache;
}

const Scope = createContext<BoardScope | null>(null);
export const ScopeProvider = Scope;

export function useScope(): BoardScope {
  const scope = use(Scope);
  if (scope === null) throw new Error('There is no board here.');
  return scope;
}

/** One thing of the board's state; drawn again only when it changes. */
export function useBoard<T>(select: (state: BoardState) => T): T {
  return useStore(useScope().store, select);
}
