import type { ReactNode } from 'react';
import { useEffect } from 'react';
import styles from './page.module.css';

interface Props {
  readonly title: string;
  /** One quiet sentence below the title. */
  readonly lead?: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** `wide` uses all the room; `read` keeps lines readable; `full` leaves the whole height to the content (boards, canvas). */
  readonly width?: 'read' | 'wide' | 'full';
  readonly children: ReactNode;
}

/** A screen: its title (also the tab's), its actions, its content. */
export function Page({ title, lead, actions, width = 'wide', children }: Props) {
  useEffect(() => void (document.title = `${title} · Millrace`), [title]);
  return (
    <div className={styles.page} data-width={width}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1>{title}</h1>
          {lead && <p className="quiet">{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
