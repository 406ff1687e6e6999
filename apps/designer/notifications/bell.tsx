import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useAfterNews } from '../api/live.js';
import { keyOf, useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { NotificationList } from './notification-list.js';
import { notificationTexts } from './texts.js';
import styles from './notifications.module.css';

/** The list the engine gives has at most so many; more unread ones are not counted. */
const LISTED = 50;
/** Changes come in crowds: they are asked about together. */
const GATHER_MS = 400;

/** What pipelines told this person: how much is unread, and the list of it. */
export function Bell() {
  const t = useTexts(notificationTexts);
  const format = useFormat();
  const [isOpen, list] = useDisclosure();
  const { data } = useAnswer('listNotifications', { query: { limit: String(LISTED) } }, { refreshMs: 120_000 });
  useFreshness();
  const unread = data?.unread ?? 0;
  const shown = unread < LISTED ? format.number(unread) : t('many', { count: LISTED });
  return (
    <Popover opened={isOpen} onChange={(open) => (open ? list.open() : list.close())} position="bottom-end" width={360} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          className={styles.bell}
          aria-label={unread === 0 ? t('bell') : t('bellUnread', { count: unread })}
          title={t('title')}
          onClick={list.toggle}
        >
          <IconBell size={20} stroke={1.6} aria-hidden />
          {unread > 0 && (
            <span className={styles.count} aria-hidden>
              {shown}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.drop} aria-label={t('title')}>
        {isOpen && data && <NotificationList items={data.items} unread={unread} onGo={list.close} />}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Asks again a moment after something happened in the workspace. */
function useFreshness(): void {
  const client = useQueryClient();
  useAfterNews(() => void client.invalidateQueries({ queryKey: keyOf('listNotifications') }), GATHER_MS);
}
