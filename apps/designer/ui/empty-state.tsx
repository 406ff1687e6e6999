import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface Props {
  readonly icon: Icon;
  readonly title: string;
  /** What to do next. */
  readonly hint?: string;
  readonly action?: ReactNode;
}

/** Where nothing is to be shown: says why, and what to do next. */
export function EmptyState({ icon: Icon, title, hint, action }: Props) {
  return (
    <div className={styles.empty}>
      <span className={styles.mark}>
        <Icon size={24} stroke={1.5} aria-hidden />
      </span>
      <h2>{title}</h2>
      {hint && <p className="quiet">{hint}</p>}
      {action}
    </div>
  );
}
