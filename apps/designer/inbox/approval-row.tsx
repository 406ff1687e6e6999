import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWrite } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import type { DueGroup } from './due.js';
import styles from './inbox.module.css';
import { useTaskFocus, useTaskKeys } from './row-keys.js';
import { TaskFacts } from './task-facts.js';
import { inboxTexts } from './texts.js';
import type { Task } from './use-tasks.js';

/** One decision that is asked for; the answer becomes an event of the run. */
export function ApprovalRow({ task, due }: { readonly task: Task; readonly due: DueGroup }) {
  const t = useTexts(inboxTexts);
  const may = useMay();
  const [comment, setComment] = useState('');
  const complete = useWrite('completeTask', ['listTasks']);
  const { id, title } = task;
  const onKeyDown = useTaskKeys(task);
  const row = useTaskFocus(id);
  const answer = (given: 'approve' | 'reject'): void => {
    const said = comment.trim();
    complete.mutate(
      { params: { id }, body: { answer: given, ...(said === '' ? {} : { comment: said }) } },
      { onSuccess: () => showDone(t(given === 'approve' ? 'approved' : 'rejected', { title })) },
    );
  };
  return (
    <li ref={row} className={styles.row} data-leaving={complete.isPending || undefined} onKeyDown={onKeyDown}>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <TaskFacts task={task} due={due} />
      </div>
      {may('task.write') && (
        <div className={styles.actions}>
          <TextInput
            value={comment}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
            aria-label={t('comment')}
            placeholder={t('comment')}
            w={208}
          />
          <Button variant="default" onClick={() => answer('reject')} disabled={complete.isPending} aria-label={t('rejectNamed', { title })}>
            {t('reject')}
          </Button>
          <Button onClick={() => answer('approve')} loading={complete.isPending} aria-label={t('approveNamed', { title })}>
            {t('approve')}
          </Button>
        </div>
      )}
    </li>
  );
}
