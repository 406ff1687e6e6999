import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Text } from '#kernel';
import type { Pulled } from './gestures/connect.js';
import type { Point } from './routing/index.js';
import type { Drag, Geometry } from './scene/scene.js';
import type { Positions } from './layout/automatic.js';
import type { PipelineDocument } from '#pipeline';

/** A line that follows the pointer. */
export interface Pulling {
  readonly pulled: Pulled;
  readonly from: Point;
  readonly to: Point;
  /** The state it would attach to. */
  readonly over: string | null;
  /** Why it does not attach, or what attaching means. */
  readonly says: Text | null;
  readonly isRefused: boolean;
}

/** The open list of steps and states. */
export type Picking =
  /** A new state after one, or somewhere: `at` on the whole drawing. */
  | { readonly kind: 'add'; readonly after: string | null; readonly at: Point | null; readonly client: Point }
  | { readonly kind: 'edge'; readonly edge: string; readonly client: Point }
  /** Only states that are there, to connect with. */
  | { readonly kind: 'connect'; readonly source: string; readonly client: Point };

/** What is under way on the canvas and is no part of the document. */
export interface CanvasUi {
  readonly drag: Drag | null;
  readonly taker: string | null;
  readonly pulling: Pulling | null;
  readonly picking: Picking | null;
  readonly isFinding: boolean;
  /** The drawing as it is now; `null` before the first. */
  readonly geometry: Geometry | null;
  readonly shown: Positions | null;
  readonly drawn: PipelineDocument | null;
}

export type CanvasUiStore = StoreApi<CanvasUi>;

export const createCanvasUi = (): CanvasUiStore =>
  createStore(() => ({ drag: null, taker: null, pulling: null, picking: null, isFinding: false, geometry: null, shown: null, drawn: null }));

export const CanvasUiContext = createContext<CanvasUiStore | null>(null);

export function useCanvasUiStore(): CanvasUiStore {
  const store = use(CanvasUiContext);
  if (store === null) throw new Error('There is no canvas here.');
  return store;
}

export const useCanvasUi = <T>(select: (ui: CanvasUi) => T): T => useStore(useCanvasUiStore(), select);
