import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCheck, IconClock } from '@tabler/icons-react';
import { useWrite } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { daysFrom, type DueGroup } from './due.js';
import styles from './inbox.module.css';
import { useTaskFocus, useTaskKeys } from './row-keys.js';
import { TaskFacts } from './task-facts.js';
import { inboxTexts } from './texts.js';
import type { Task } from './use-tasks.js';

/** One task: done, or later. */
export function TaskRow({ task, due }: { readonly task: Task; readonly due: DueGroup }) {
  const t = useTexts(inboxTexts);
  const may = useMay();
  const complete = useWrite('completeTask', ['listTasks']);
  const change = useWrite('changeTask', ['listTasks']);
  const { id, title } = task;
  const onKeyDown = useTaskKeys(task);
  const row = useTaskFocus(id);
  const finish = (): void => complete.mutate({ params: { id }, body: { answer: 'done' } }, { onSuccess: () => showDone(t('wasDone', { title })) });
  const moveTo = (next: string | null, onSuccess: () => void = () => undefined): void => change.mutate({ params: { id }, body: { due: next } }, { onSuccess });
  const postpone = (days: number): void => moveTo(daysFrom(Date.now(), days, task.due), () => showDone(t('postponed', { title }), () => moveTo(task.due)));
  return (
    <li ref={row} className={styles.row} data-leaving={complete.isPending || undefined} onKeyDown={onKeyDown}>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <TaskFacts task={task} due={due} />
      </div>
      {may('task.write') && (
        <div className={styles.actions}>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('postponeNamed', { title })}>
                <IconClock size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => postpone(1)}>{t('tomorrow')}</Menu.Item>
              <Menu.Item onClick={() => postpone(7)}>{t('nextWeek')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden />}
            onClick={finish}
            loading={complete.isPending}
            aria-label={t('doneNamed', { title })}
          >
            {t('done')}
          </Button>
        </div>
      )}
    </li>
  );
}
