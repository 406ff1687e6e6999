import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PipelineDocument } from '#pipeline';
import { ApiProblem } from '../api/problem.js';
import { startAutosave, type DraftDoor } from './autosave.js';
import { createDesignerStore } from './designer-store.js';

const DOCUMENT: PipelineDocument = { format: 'millrace/1', key: 'k', object: 'deal', title: { en: 'K' }, initial: 'a', states: { a: {}, b: {} } };
const head = (draftRevision: number) => ({
  key: 'k',
  object: 'deal',
  title: null,
  hasDraft: true,
  draftRevision,
  draftUpdatedAt: null,
  draftUpdatedBy: 'Mei',
  latestVersion: 1,
  rulesRevision: 1,
  archivedAt: null,
  openRuns: 0,
  createdAt: '',
  updatedAt: '',
});
const draft = (revision: number) => ({ head: head(revision), document: DOCUMENT as never });

function opened(put: DraftDoor['put']) {
  const store = createDesignerStore({ draft: draft(1), document: DOCUMENT, rules: [], locale: 'en', mayEdit: true });
  const stop = startAutosave(store, { put, theirs: () => Promise.resolve(draft(7)), say: String });
  const change = (description: string): boolean => store.getState().actions.do({ kind: 'state.set', id: 'a', values: { description: { en: description } } });
  return { store, stop, change };
}

const saved = (revision: number): Awaited<ReturnType<DraftDoor['put']>> => ({ ...draft(revision), problems: [], publishable: true });

describe('autosave', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('sends the last of several quick changes once, on the revision it was opened with', async () => {
    const sent: [unknown, number][] = [];
    const { store, change } = opened((document, revision) => {
      sent.push([document.states['a']?.description?.en, revision]);
      return Promise.resolve(saved(revision + 1));
    });
    change('one');
    change('two');
    expect(store.getState().saving).toEqual({ kind: 'unsaved' });
    await jest.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([['two', 1]]);
    expect(store.getState()).toMatchObject({ saving: { kind: 'saved' }, revision: 2 });
    change('three');
    await jest.advanceTimersByTimeAsync(1000);
    expect(sent.at(-1)).toEqual(['three', 2]);
  });

  it('stops when somebody else saved, and goes on over it only when asked', async () => {
    let isTheirs = true;
    const sent: number[] = [];
    const { store, change } = opened((_, revision) => {
      sent.push(revision);
      const refused = new ApiProblem({ type: '', title: '', status: 412, code: 'revision', pointer: '', detail: '' });
      return isTheirs ? Promise.reject(refused) : Promise.resolve(saved(revision + 1));
    });
    change('mine');
    await jest.advanceTimersByTimeAsync(1000);
    expect(store.getState().saving).toMatchObject({ kind: 'conflict', theirs: { head: { draftRevision: 7 } } });
    change('more');
    await jest.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([1]);
    isTheirs = false;
    store.getState().actions.setSaving({ kind: 'unsaved' }, 7);
    await jest.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([1, 7]);
    expect(store.getState()).toMatchObject({ saving: { kind: 'saved' }, revision: 8 });
  });

  it('sends what is unsaved when the screen is left', async () => {
    let count = 0;
    const { stop, change } = opened((_, revision) => {
      count++;
      return Promise.resolve(saved(revision + 1));
    });
    change('last');
    stop();
    await jest.advanceTimersByTimeAsync(0);
    expect(count).toBe(1);
  });
});
