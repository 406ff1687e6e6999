import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconGavel, IconSun } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { dueGroup, endOfDay } from '../inbox/due.js';
import inbox from '../inbox/inbox.module.css';
import { TaskRowKeys } from '../inbox/row-keys.js';
import { TaskRow } from '../inbox/task-row.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import styles from './home.module.css';
import { homeTexts } from './texts.js';

const MOST = 8;
const COUNTED = 200;

/** Tasks that are due by midnight, decisions, and runs that cannot go on. */
export function Today() {
  const t = useTexts(homeTexts);
  const [now] = useState(() => Date.now());
  const midnight = new Date(endOfDay(now)).toISOString();
  const tasks = useAnswer('listTasks', { query: { mine: 'true', kind: 'task', dueBefore: midnight, limit: MOST } });
  return (
    <section aria-labelledby="today" className={styles.today}>
      <div className={styles.head}>
        <h2 id="today">{t('today')}</h2>
        <Anchor component={Link} to="/inbox">
          {t('allTasks')}
        </Anchor>
      </div>
      <Waiting />
      {tasks.error && <ProblemState error={tasks.error} retry={() => void tasks.refetch()} />}
      {tasks.isPending && <LateSkeleton lines={4} height={52} />}
      {tasks.data &&
        (tasks.data.items.length === 0 ? (
          <EmptyState icon={IconSun} title={t('nothing')} hint={t('nothingHint')} />
        ) : (
          <TaskRowKeys>
            <ul className={inbox['rows']}>
              {tasks.data.items.map((task) => (
                <TaskRow key={task.id} task={task} due={dueGroup(task.due, now, endOfDay(now))} />
              ))}
            </ul>
          </TaskRowKeys>
        ))}
    </section>
  );
}

/** What is asked of this person beside tasks; nothing when nothing is. */
function Waiting() {
  const t = useTexts(homeTexts);
  const may = useMay();
  const approvals = useAnswer('listTasks', { query: { mine: 'true', kind: 'approval', limit: COUNTED } });
  const incidents = useAnswer('listIncidents', { query: { status: 'open', limit: COUNTED } }, { enabled: may('incident.resolve') });
  const decisions = approvals.data?.items.length ?? 0;
  const stuck = incidents.data?.items.length ?? 0;
  if (decisions + stuck === 0) return null;
  return (
    <div className={styles.waiting}>
      {decisions > 0 && (
        <Link to="/inbox" search={{ tab: 'approvals' }}>
          <IconGavel size={16} aria-hidden /> {t('decisions', { count: decisions })}
        </Link>
      )}
      {stuck > 0 && (
        <Link to="/inbox" search={{ tab: 'incidents' }} data-alarm>
          <IconAlertTriangle size={16} aria-hidden /> {t('incidents', { count: stuck })}
        </Link>
      )}
    </div>
  );
}
