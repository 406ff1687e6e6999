import { SegmentedControl, Tabs } from '@mantine/core';
import { IconAlertTriangle, IconChecklist, IconGavel } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAnswer } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { Page } from '../ui/page.js';
import { IncidentList } from './incident-list.js';
import { TaskList } from './task-list.js';
import { inboxTexts } from './texts.js';
import { useInboxFreshness } from './use-inbox-freshness.js';

const TABS = ['tasks', 'approvals', 'incidents'] as const;
type Tab = (typeof TABS)[number];
const ICONS = { tasks: IconChecklist, approvals: IconGavel, incidents: IconAlertTriangle } as const;

/** What waits for a person: tasks, decisions, runs that cannot go on. */
export function InboxPage() {
  const t = useTexts(inboxTexts);
  const may = useMay();
  const navigate = useNavigate();
  const { tab: asked, whose } = useSearch({ from: '/inside/inbox' });
  useInboxFreshness();
  const tab = TABS.find((one) => one === asked) ?? 'tasks';
  const incidents = useAnswer('listIncidents', { query: { status: 'open', limit: 1 } }, { enabled: may('incident.read') });
  const shown = TABS.filter((one) => one !== 'incidents' || may('incident.read'));
  const open = (next: Tab): void => void navigate({ to: '/inbox', search: (before) => ({ ...before, tab: next }) });
  const show = (next: string): void => void navigate({ to: '/inbox', search: (before) => ({ ...before, whose: next }) });
  return (
    <Page
      title={t('title')}
      width="read"
      actions={
        tab === 'incidents' ? null : (
          <SegmentedControl
            aria-label={t('whose')}
            value={whose === 'all' ? 'all' : 'mine'}
            onChange={show}
            data={[
              { value: 'mine', label: t('mine') },
              { value: 'all', label: t('all') },
            ]}
          />
        )
      }
    >
      <Tabs value={tab} onChange={(next) => open(next as Tab)} keepMounted={false}>
        <Tabs.List aria-label={t('kinds')} mb="md">
          {shown.map((one) => {
            const Mark = ICONS[one];
            const isAlarming = one === 'incidents' && (incidents.data?.items.length ?? 0) > 0;
            return (
              <Tabs.Tab key={one} value={one} leftSection={<Mark size={16} aria-hidden color={isAlarming ? 'var(--danger)' : undefined} />}>
                {t(one)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        <Tabs.Panel value="tasks">
          <TaskList kind="task" isMine={whose !== 'all'} />
        </Tabs.Panel>
        <Tabs.Panel value="approvals">
          <TaskList kind="approval" isMine={whose !== 'all'} />
        </Tabs.Panel>
        <Tabs.Panel value="incidents">
          <IncidentList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
