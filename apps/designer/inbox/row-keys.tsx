import { useQueryClient } from '@tanstack/react-query';
import { createContext, type KeyboardEvent, type ReactNode, type RefObject, use, useEffect, useRef, useState } from 'react';
import { dialogFor, useTakeWish } from '../acts/use-row-keys.js';
import { priorityField } from '../acts/facts.js';
import { RowActs } from '../acts/row-acts.js';
import { createRowStore, type RowStore } from '../acts/row-store.js';
import { useRowKeyHelp } from '../acts/use-row-key-help.js';
import { ask } from '../api/ask.js';
import { keyOf } from '../api/use-answer.js';
import { useObject, useObjects } from '../fields/index.js';
import { showProblem } from '../ui/show-problem.js';
import type { Task } from './use-tasks.js';

const Rows = createContext<RowStore | null>(null);

/** Gives the rows of tasks below it their keys, the dialogs of these, and their place in the help of the page. */
export function TaskRowKeys({ children }: { readonly children: ReactNode }) {
  const [store] = useState(createRowStore);
  const hasPriority = useObjects()?.some((shape) => priorityField(shape) !== null) ?? false;
  useRowKeyHelp({ hasPriority, date: 'due' });
  return (
    <Rows value={store}>
      {children}
      <RowActs store={store} />
    </Rows>
  );
}

/** Gives the focus to the row when its task came to stand elsewhere, and what had the focus is gone. */
export function useTaskFocus(id: string): RefObject<HTMLLIElement | null> {
  const store = use(Rows);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (store?.getState().focusNext !== id) return;
    store.setState({ focusNext: null });
    if (document.activeElement === document.body) row.current?.querySelector('a')?.focus();
  }, [store, id]);
  return row;
}

/** Single keys on the row of a task: D is about the task itself, the others about its record. */
export function useTaskKeys({ id, title, due, record, recordId }: Task): (event: KeyboardEvent) => void {
  const store = use(Rows);
  const client = useQueryClient();
  const takeWish = useTakeWish();
  const shape = useObject(record.object);
  return (event) => {
    // A menu of the row stands elsewhere in the page, its keys are its own.
    if (store === null || !event.currentTarget.contains(event.target as Node)) return;
    const wish = takeWish(event, shape !== undefined && priorityField(shape) !== null);
    if (wish === null) return;
    if (wish === 'date') return store.setState({ dialog: { kind: 'due', task: { id, title, due } } });
    const asked = { params: { object: record.object, id: recordId } };
    client
      .fetchQuery({ queryKey: keyOf('getRecord', asked), queryFn: () => ask('getRecord', asked) })
      .then((found) => store.setState({ dialog: dialogFor(wish, found) }), showProblem);
  };
}
