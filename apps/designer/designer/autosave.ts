import type { PipelineDocument } from '#pipeline';
import type { Answer } from '../api/operations.js';
import { isStatus } from '../api/problem.js';
import type { DesignerStore } from './designer-store.js';

/** What saving needs of the server. */
export interface DraftDoor {
  put(document: PipelineDocument, revision: number): Promise<Answer<'putDraft'>>;
  theirs(): Promise<Answer<'getDraft'>>;
  /** What to say of an error. */
  say(error: unknown): string;
}

const QUIET_MS = 700;

/**
 * Saves the draft a moment after the last change, one save at a time, each on the revision the one before gave. When somebody else
 * saved meanwhile it stops and says so. Answers the end of it, which sends what is still unsaved.
 */
export function startAutosave(store: DesignerStore, door: DraftDoor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;
  const send = async (): Promise<void> => {
    const { history, revision, saving, actions } = store.getState();
    if (isSending || saving.kind !== 'unsaved') return;
    isSending = true;
    actions.setSaving({ kind: 'saving' });
    try {
      const { head } = await door.put(history.document, revision);
      const isCurrent = store.getState().history.document === history.document;
      actions.setHead(head);
      actions.setSaving({ kind: isCurrent ? 'saved' : 'unsaved' }, head.draftRevision);
    } catch (error) {
      await failed(error);
    }
    isSending = false;
    if (store.getState().saving.kind === 'unsaved') plan();
  };
  const failed = async (error: unknown): Promise<void> => {
    const { actions } = store.getState();
    if (!isStatus(error, 412)) return actions.setSaving({ kind: 'failed', text: door.say(error) });
    try {
      actions.setSaving({ kind: 'conflict', theirs: await door.theirs() });
    } catch (unread) {
      actions.setSaving({ kind: 'failed', text: door.say(unread) });
    }
  };
  const plan = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), QUIET_MS);
  };
  const stop = store.subscribe((state, before) => {
    if (state.saving.kind === 'unsaved' && (state.history.document !== before.history.document || before.saving.kind !== 'unsaved')) plan();
  });
  return () => {
    stop();
    clearTimeout(timer);
    void send();
  };
}
