import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActDialog } from './scope.js';

/** What is going on with the rows of one page. */
export interface RowState {
  readonly dialog: ActDialog | null;
  /** The pipeline that the page is narrowed to; null = the record's own. */
  readonly pipeline: string | null;
  /** The task whose row takes the focus when it is drawn in another place. */
  readonly focusNext: string | null;
  /** What the live region reads. */
  readonly said: string;
}
export type RowStore = StoreApi<RowState>;

export const createRowStore = (): RowStore => createStore<RowState>(() => ({ dialog: null, pipeline: null, focusNext: null, said: '' }));
