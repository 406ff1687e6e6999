import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { placeOfPointer } from '../document/index.js';
import { MODES, type Mode } from './designer-state.js';
import { useDesignerStore } from './use-designer.js';

/** The mode stands in the address (`tab`), and `at` (a JSON pointer) is what is brought into view. */
export function useAddress(): void {
  const { tab, at } = useSearch({ strict: false });
  const store = useDesignerStore();
  const mode: Mode = MODES.find((one) => one === tab) ?? 'edit';
  useEffect(() => {
    if (store.getState().mode !== mode) store.getState().actions.setMode(mode);
  }, [store, mode]);
  useEffect(() => {
    if (at !== undefined) store.getState().actions.focus(placeOfPointer(store.getState().history.document, at));
  }, [store, at]);
}

/** Goes to another mode by the address. */
export function useGoTo(): (mode: Mode) => void {
  const navigate = useNavigate();
  const { pipeline } = useDesignerStore().getState();
  return (mode) =>
    void navigate({
      to: '/pipelines/$pipeline',
      params: { pipeline },
      search: mode === 'edit' ? { tab: undefined, at: undefined } : { tab: mode, at: undefined },
    });
}
