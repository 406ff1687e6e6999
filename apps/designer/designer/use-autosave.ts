import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JsonObject } from '#kernel';
import { ask } from '../api/ask.js';
import { ApiProblem } from '../api/problem.js';
import { keyOf } from '../api/use-answer.js';
import { translate } from '../i18n/texts.js';
import { uiTexts } from '../ui/texts.js';
import { startAutosave } from './autosave.js';
import type { DesignerStore } from './designer-store.js';

/** Saves the open draft while the screen is there, and asks before the page is left with something unsaved. */
export function useAutosave(store: DesignerStore): void {
  const client = useQueryClient();
  useEffect(() => {
    const params = { key: store.getState().pipeline };
    const stop = startAutosave(store, {
      put: async (document, revision) => {
        const answer = await ask('putDraft', { params, body: { document: document as unknown as JsonObject }, ifMatch: revision });
        client.setQueryData(keyOf('getDraft', { params }), { head: answer.head, document: answer.document });
        void client.invalidateQueries({ queryKey: keyOf('listPipelines') });
        return answer;
      },
      theirs: () => ask('getDraft', { params }),
      say: (error) => (error instanceof ApiProblem ? error.details.detail : translate(uiTexts, 'unreachable')),
    });
    const hold = (event: BeforeUnloadEvent): void => {
      if (store.getState().saving.kind !== 'saved') event.preventDefault();
    };
    addEventListener('beforeunload', hold);
    return () => {
      removeEventListener('beforeunload', hold);
      stop();
    };
  }, [client, store]);
}
