import { IconAlarm, IconCalendar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { PersonName } from '../fields/index.js';
import { useTexts } from '../i18n/texts.js';
import { Moment } from '../ui/moment.js';
import type { DueGroup } from './due.js';
import styles from './inbox.module.css';
import { inboxTexts } from './texts.js';
import type { Task } from './use-tasks.js';

/** Below a task's title: its record, whom it is for, when it is due. */
export function TaskFacts({ task, due }: { readonly task: Task; readonly due: DueGroup }) {
  const t = useTexts(inboxTexts);
  const { record, recordId, assignee } = task;
  const role = assignee?.['role'];
  const person = assignee?.['person'];
  const DueMark = due === 'overdue' ? IconAlarm : IconCalendar;
  return (
    <div className={styles.facts}>
      <Link to="/records/$object/$id" params={{ object: record.object, id: recordId }}>
        {record.name ?? record.object}
      </Link>
      {typeof person === 'string' ? <PersonName id={person} /> : <span>{typeof role === 'string' ? t('forRole', { role }) : t('forOwner')}</span>}
      {task.due !== null && (
        <span className={styles.due} data-due={due}>
          <DueMark size={14} aria-hidden /> {t('dueAt')} <Moment at={task.due} />
        </span>
      )}
    </div>
  );
}
