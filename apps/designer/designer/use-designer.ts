import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { DesignerActions, DesignerState } from './designer-state.js';
import type { DesignerStore } from './designer-store.js';

/** Given by the designer page to everything in it. */
export const DesignerContext = createContext<DesignerStore | null>(null);

/** The store itself, for what must read without being drawn again. */
export function useDesignerStore(): DesignerStore {
  const store = use(DesignerContext);
  if (store === null) throw new Error('No pipeline is open here.');
  return store;
}

/** A part of the open designer. The selector gives something that stays the same object while it says the same. */
export const useDesigner = <T>(select: (state: DesignerState) => T): T => useStore(useDesignerStore(), select);

/** What can be done; never changes. */
export const useDesignerActions = (): DesignerActions => useDesignerStore().getState().actions;
