import { useEffect } from 'react';
import { useCanvasUiStore } from '../canvas/canvas-ui.js';
import { withShown } from '../canvas/layout/automatic.js';
import { copyText, parseFragment, pastedIds, ROOT, treeOf } from '../document/index.js';
import type { DesignerStore } from './designer-store.js';
import { isWriting } from './use-designer-keys.js';
import { useDesignerStore } from './use-designer.js';

const OFFSET = { x: 24, y: 24 };

/** Copy, cut and paste of states as JSON text, through the clipboard of the system. */
export function useClipboard(): void {
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  useEffect(() => {
    const copy = (event: ClipboardEvent): void => {
      const { selection, graph, actions } = store.getState();
      if (isElsewhere(event) || selection.states.length === 0) return;
      event.clipboardData?.setData('text/plain', copyText(ui.getState().drawn ?? graph.document, selection.states));
      event.preventDefault();
      if (event.type === 'cut') actions.do({ kind: 'state.remove', ids: selection.states });
    };
    const paste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isElsewhere(event) || text.trim() === '') return;
      event.preventDefault();
      pasteText(store, ui.getState().shown, text);
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [store, ui]);
}

const isElsewhere = (event: ClipboardEvent): boolean => isWriting(event) || (getSelection()?.toString() ?? '') !== '';

/** Pastes beside the selected state, into the same one around. */
function pasteText(store: DesignerStore, shown: Parameters<typeof withShown>[0], text: string): void {
  const { graph, selection, actions } = store.getState();
  const fragment = parseFragment(text);
  if (!fragment.ok) {
    const [problem] = fragment.error;
    if (problem) actions.say(problem.text);
    return;
  }
  const [beside] = selection.states;
  const parent = (beside === undefined ? undefined : treeOf(graph.document).get(beside)?.parent) ?? ROOT;
  const ids = pastedIds(graph.document, fragment.value);
  if (actions.do(withShown(shown, { kind: 'fragment.paste', fragment: fragment.value, parent, offset: OFFSET }))) actions.select({ states: ids });
}
