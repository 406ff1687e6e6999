import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Answer } from '../api/operations.js';
import { useWrite } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Moment } from '../ui/moment.js';
import { notificationTexts } from './texts.js';
import styles from './notifications.module.css';

type Notification = Answer<'listNotifications'>['items'][number];

interface Props {
  readonly items: readonly Notification[];
  readonly unread: number;
  readonly onGo: () => void;
}

/** The newest first; following one marks it as read. */
export function NotificationList({ items, unread, onGo }: Props) {
  const t = useTexts(notificationTexts);
  const read = useWrite('readNotifications', ['listNotifications']);
  const mark = (ids: readonly string[]): void => {
    if (ids.length > 0) read.mutate({ body: { ids: [...ids] } });
  };
  const section = useRef<HTMLElement>(null);
  const readAll = (): void => {
    mark(unreadIds);
    // The button goes away; without it the keyboard would be nowhere.
    section.current?.focus();
  };
  const unreadIds = items.filter((one) => !one.read).map(({ id }) => id);
  return (
    <section ref={section} tabIndex={-1} aria-label={t('title')} className={styles.panel}>
      <header className={styles.head}>
        <h2>{t('title')}</h2>
        {unread > 0 && (
          <Button variant="subtle" size="compact-sm" loading={read.isPending} onClick={readAll}>
            {t('readAll')}
          </Button>
        )}
      </header>
      {items.length === 0 && (
        <p className={styles.none}>
          <strong>{t('none')}</strong>
          <span className="quiet">{t('noneHint')}</span>
        </p>
      )}
      <ul className={styles.list}>
        {items.map((one) => (
          <Item
            key={one.id}
            item={one}
            onGo={() => {
              if (!one.read) mark([one.id]);
              onGo();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function Item({ item: { text, words, at, record, model, read }, onGo }: { readonly item: Notification; readonly onGo: () => void }) {
  const t = useTexts(notificationTexts);
  const format = useFormat();
  const about = record?.name ?? (model && format.text(model.title));
  const shared = { className: styles.item, 'data-unread': !read || undefined, onClick: onGo };
  const content = (
    <>
      <span className={styles.text}>
        {!read && <span className="unseen">{t('unread')}</span>}
        {words === null ? text : format.text(words)}
      </span>
      <span className={styles.about}>
        {about !== null && <span className={styles.record}>{about}</span>}
        <Moment at={at} />
      </span>
    </>
  );
  return (
    <li>
      {record === null ? (
        <Link to="/insights/$area" params={{ area: 'models' }} search={model === null ? {} : { key: model.key }} {...shared}>
          {content}
        </Link>
      ) : (
        <Link to="/records/$object/$id" params={{ object: record.object, id: record.id }} {...shared}>
          {content}
        </Link>
      )}
    </li>
  );
}
