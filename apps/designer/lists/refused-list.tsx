import { Link } from '@tanstack/react-router';
import styles from './bulk-bar.module.css';

/** A record to which something could not be done. */
export interface Refused {
  readonly object: string;
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** Which records were refused, and why. */
export function RefusedList({ refused }: { readonly refused: readonly Refused[] }) {
  return (
    <ul className={styles.refused}>
      {refused.map(({ object, id, name, why }) => (
        <li key={id}>
          <Link to="/records/$object/$id" params={{ object, id }} target="_blank">
            {name}
          </Link>
          <span className="quiet">{why}</span>
        </li>
      ))}
    </ul>
  );
}
