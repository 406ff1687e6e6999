import { type ReactNode, useId } from 'react';
import styles from '../settings.module.css';

/** One section of the settings: heading, a quiet sentence, what can be done, cards. */
export function Section({
  title,
  lead,
  action,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <header className={styles.head}>
        <div>
          <h2 id={id}>{title}</h2>
          {lead && <p className="quiet">{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}

/** A part of a section on its own surface. */
export function Card({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <div className={styles.card} role="group" aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && <h3 id={id}>{title}</h3>}
      {children}
    </div>
  );
}
