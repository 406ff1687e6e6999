/** What is planned next for a record: `none` is worth a warning of its own. */
export type NextActivity = 'overdue' | 'today' | 'later' | 'none';

/** By the due time of the next open task, in the reader's own days. A task without a due time is planned for later. */
export function nextActivity(task: { readonly due: string | null } | null, now: number): NextActivity {
  if (task === null) return 'none';
  if (task.due === null) return 'later';
  const due = new Date(task.due);
  if (due.getTime() < now) return 'overdue';
  return due.toDateString() === new Date(now).toDateString() ? 'today' : 'later';
}
