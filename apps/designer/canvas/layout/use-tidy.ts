import { useReactFlow } from '@xyflow/react';
import { useState } from 'react';
import { toolbarTexts } from '../../designer/toolbar-texts.js';
import { useDesignerStore } from '../../designer/use-designer.js';
import { useCanvasUiStore } from '../canvas-ui.js';
import { automaticLayout } from './auto-layout.js';
import { tidied } from './automatic.js';

/** Lays out what nobody placed, or everything, as one undoable change. */
export function useTidy(): { readonly tidy: (which: 'new' | 'all') => void; readonly isBusy: boolean } {
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  const flow = useReactFlow();
  const [isBusy, setBusy] = useState(false);
  const tidy = async (which: 'new' | 'all'): Promise<void> => {
    setBusy(true);
    try {
      const { graph, actions } = store.getState();
      const shown = ui.getState().shown ?? {};
      const positions = which === 'new' && Object.keys(shown).length > 0 ? shown : tidied(graph, await automaticLayout(graph), which);
      if (store.getState().graph !== graph) return;
      if (Object.keys(positions).length === 0) return actions.say(bothOf('tidyDone'));
      actions.do({ kind: 'layout.set', positions });
      actions.seal();
      requestAnimationFrame(() => void flow.fitView({ duration: 240, padding: 0.12, maxZoom: 1 }));
    } finally {
      setBusy(false);
    }
  };
  return { tidy: (which) => void tidy(which), isBusy };
}

function bothOf(key: 'tidyDone') {
  const [en = '', zh = ''] = toolbarTexts.given[key] ?? [];
  return { en, 'zh-CN': zh };
}
