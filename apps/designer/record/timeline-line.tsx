import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Moment } from '../ui/moment.js';
import styles from './timeline-panel.module.css';

interface LineProps {
  readonly icon: Icon;
  readonly at: string;
  readonly title: ReactNode;
  readonly who?: string;
  readonly tone?: 'move' | 'refused' | 'quiet';
  readonly children?: ReactNode;
}

/** The shape that every line of the timeline has. */
export function Line({ icon: Mark, at, title, who, tone = 'quiet', children }: LineProps) {
  return (
    <li className={styles.line}>
      <span className={styles.mark} data-tone={tone}>
        <Mark size={14} aria-hidden />
      </span>
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children}
        <p className={`quiet ${styles.by}`}>
          {who !== undefined && who !== '' && <span>{who}</span>}
          <Moment at={at} />
        </p>
      </div>
    </li>
  );
}
