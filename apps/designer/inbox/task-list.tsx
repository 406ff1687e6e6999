import { Button, Stack } from '@mantine/core';
import { IconChecklist, IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { ApprovalRow } from './approval-row.js';
import { DUE_GROUPS, dueGroup, endOfDay } from './due.js';
import styles from './inbox.module.css';
import { TaskRowKeys } from './row-keys.js';
import { TaskRow } from './task-row.js';
import { inboxTexts } from './texts.js';
import { useTasks } from './use-tasks.js';

interface Props {
  readonly kind: 'task' | 'approval';
  readonly isMine: boolean;
}

/** Tasks or approvals by when they are due, and the keys of their rows. */
export function TaskList(props: Props) {
  return (
    <TaskRowKeys>
      <Tasks {...props} />
    </TaskRowKeys>
  );
}

function Tasks({ kind, isMine }: Props) {
  const t = useTexts(inboxTexts);
  const [now] = useState(() => Date.now());
  const tasks = useTasks(kind, isMine);
  if (tasks.error) return <ProblemState error={tasks.error} retry={() => void tasks.refetch()} />;
  if (tasks.data === undefined) return <LateSkeleton lines={8} height={44} />;
  const items = tasks.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return kind === 'task' ? (
      <EmptyState icon={IconChecklist} title={t('noTasks')} hint={t('noTasksHint')} />
    ) : (
      <EmptyState icon={IconGavel} title={t('noApprovals')} hint={t('noApprovalsHint')} />
    );
  const groups = Map.groupBy(items, ({ due }) => dueGroup(due, now, endOfDay(now)));
  return (
    <Stack gap="lg">
      {DUE_GROUPS.map((group) => {
        const inGroup = groups.get(group) ?? [];
        if (inGroup.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`due-${group}`}>
            <h2 id={`due-${group}`} className={styles.group} data-due={group}>
              {t(group)}
            </h2>
            <ul className={styles.rows}>
              {inGroup.map((task) =>
                kind === 'task' ? <TaskRow key={task.id} task={task} due={group} /> : <ApprovalRow key={task.id} task={task} due={group} />,
              )}
            </ul>
          </section>
        );
      })}
      {tasks.hasNextPage && (
        <Button variant="default" onClick={() => void tasks.fetchNextPage()} loading={tasks.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}
