import { Link } from '@tanstack/react-router';
import type { Target } from '../../charts/index.js';
import styles from '../insights.module.css';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A quiet word below: an interval, a comparison. */
  readonly hint?: string | undefined;
  /** Null where the number is of no records, or of none that are left. */
  readonly target: Target | null;
}

/** The few numbers that matter most, each leading to its records. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value, hint, target }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="figures">
            {target ? (
              <Link {...target} className={styles.fact}>
                {value}
              </Link>
            ) : (
              value
            )}
          </dd>
          {hint && <dd className={styles.hint}>{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
