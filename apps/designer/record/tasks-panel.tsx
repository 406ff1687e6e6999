import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import type { Answer } from '../api/operations.js';
import { useAnswer, useWrite } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import panel from './record-page.module.css';
import styles from './tasks-panel.module.css';
import { recordTexts } from './texts.js';
import { type RecordAnswer, useRefresh } from './use-record.js';

type Task = Answer<'listTasks'>['items'][number];

/** Open tasks and approvals of the record, done from here. */
export function TasksPanel({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const { data } = useAnswer('listTasks', { query: { record: record.id, limit: 50 } });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={panel.panel}>
      <h2>{t('openTasks')}</h2>
      <ul className={styles.tasks}>
        {data.items.map((task) => (
          <li key={task.id}>
            <TaskRow task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const refresh = useRefresh();
  const completing = useWrite('completeTask');
  const [comment, setComment] = useState('');
  const complete = (answer: 'done' | 'approve' | 'reject'): void =>
    completing.mutate(
      { params: { id: task.id }, body: { answer, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) } },
      {
        onSuccess: () => {
          void refresh();
          showDone(answer === 'done' ? t('completed', { title: task.title }) : t('answered'));
        },
        onSettled: () => void refresh(),
      },
    );
  const isDisabled = !may('task.write') || completing.isPending;
  if (task.approval === null) {
    return (
      <div className={styles.task}>
        <Checkbox aria-label={t('complete', { title: task.title })} checked={completing.isPending} disabled={isDisabled} onChange={() => complete('done')} />
        <span className={styles.title}>{task.title}</span>
        <Due at={task.due} />
      </div>
    );
  }
  return (
    <div className={styles.approval}>
      <div className={styles.task}>
        <span className={styles.title}>{task.title}</span>
        <Due at={task.due} />
      </div>
      {may('task.write') && (
        <div className={styles.answer}>
          <TextInput
            size="xs"
            aria-label={t('comment')}
            placeholder={t('comment')}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button size="xs" disabled={isDisabled} onClick={() => complete('approve')}>
            {t('approve')}
          </Button>
          <Button size="xs" variant="default" disabled={isDisabled} onClick={() => complete('reject')}>
            {t('reject')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Due({ at }: { readonly at: string | null }) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  if (at === null) return <span className="quiet">{t('noDue')}</span>;
  const when = format.relative(at);
  const isLate = Date.parse(at) < Date.now();
  return (
    <time dateTime={at} title={format.moment(at)} className={`figures ${styles.due}`} data-late={isLate || undefined}>
      {isLate ? t('overdue', { when }) : t('dueWhen', { when })}
    </time>
  );
}
