import { createContext, use } from 'react';
import type { Answer } from '../api/operations.js';
import type { ObjectShape } from '../fields/index.js';
import type { Choice } from './moves.js';
import type { Chart } from './stages.js';

/** A record with its runs, as lists give it. */
export type ActRecord = Answer<'listRecords'>['items'][number];

/** A task whose date is set. */
export type DueTask = Pick<Answer<'listTasks'>['items'][number], 'id' | 'title' | 'due'>;

/** What is asked before something is done. */
export type ActDialog =
  | { readonly kind: 'move'; readonly record: ActRecord; readonly only: readonly Choice[] | null }
  | { readonly kind: 'fill'; readonly record: ActRecord; readonly choice: Choice }
  | { readonly kind: 'owner' | 'priority'; readonly records: readonly ActRecord[] }
  | { readonly kind: 'task'; readonly record: ActRecord }
  | { readonly kind: 'due'; readonly task: DueTask };

/** The loaded records of the screen: told what happened to them. */
interface ActCache {
  place(record: ActRecord): void;
  countMove(record: ActRecord, from: string, to: string): void;
  recount(): void;
  refresh(ids: readonly string[]): Promise<void>;
}

/** The screen that an act begins on. */
interface ActScreen {
  ask(dialog: ActDialog): void;
  /** Read by the live region. */
  say(text: string): void;
  /** The engine has not answered yet, or has. */
  wait(id: string, isPending: boolean): void;
  slideBack(id: string): void;
  focus(id: string): void;
  clearSelection(): void;
}

/** What everything that is done with records knows, wherever they are shown. */
export interface ActScope {
  readonly pipeline: string;
  readonly shape: ObjectShape;
  readonly chart: Chart;
  readonly cache: ActCache;
  readonly screen: ActScreen;
}

const Acts = createContext<ActScope | null>(null);
export const ActsProvider = Acts;

export function useActs(): ActScope {
  const scope = use(Acts);
  if (scope === null) throw new Error('Nothing can be done with records here.');
  return scope;
}
