import { modals } from '@mantine/modals';
import styles from './dialogs.module.css';

/** Lists what a bulk action left as it was, each with its reasons. */
export function showStayed(title: string, stayed: readonly { readonly name: string; readonly reasons: readonly string[] }[]): void {
  modals.open({
    title,
    children: (
      <ul className={styles.stayed}>
        {stayed.map(({ name, reasons }, place) => (
          <li key={place}>
            <strong>{name}</strong>
            {reasons.map((reason) => (
              <span key={reason} className="quiet">
                {reason}
              </span>
            ))}
          </li>
        ))}
      </ul>
    ),
  });
}
