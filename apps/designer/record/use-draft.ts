import { create } from 'zustand';

interface Draft {
  readonly text: string;
  readonly what: 'note' | 'task';
}

const EMPTY: Draft = { text: '', what: 'note' };
const useDrafts = create<{ readonly byRecord: Readonly<Record<string, Draft>> }>(() => ({ byRecord: {} }));

const write = (record: string, change: Partial<Draft>): void =>
  useDrafts.setState(({ byRecord }) => ({ byRecord: { ...byRecord, [record]: { ...(byRecord[record] ?? EMPTY), ...change } } }));

/** What is being written about a record; it stays while one looks at another page. */
export function useDraft(record: string) {
  const draft = useDrafts(({ byRecord }) => byRecord[record] ?? EMPTY);
  return {
    ...draft,
    setText: (text: string): void => write(record, { text }),
    setWhat: (what: Draft['what']): void => write(record, { what }),
  };
}

/** Puts a text into the note of a record, after what is there. */
export function insertIntoNote(record: string, text: string): void {
  const before = (useDrafts.getState().byRecord[record] ?? EMPTY).text.trimEnd();
  write(record, { what: 'note', text: before === '' ? text : `${before}\n\n${text}` });
}
