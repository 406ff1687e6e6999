import { showNotice } from '../ui/show-notice.js';
import styles from './dialogs.module.css';

const READ_MS = 9000;

/** Says why a record stayed or went back: each reason of the pipeline on a line of its own. */
export function showRefusal(title: string, reasons: readonly string[]): void {
  showNotice({
    color: 'red',
    autoClose: READ_MS,
    title,
    message: (
      <ul className={styles.reasons}>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    ),
  });
}
