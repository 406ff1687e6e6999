import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';
import type { ImportJob } from './use-import.js';

/** What became, or would become, of the rows. */
export function Counts({ counts }: { readonly counts: ImportJob['counts'] }) {
  const t = useTexts(importTexts);
  const format = useFormat();
  return (
    <ul className={styles.counts}>
      {(['created', 'updated', 'unchanged', 'failed'] as const).map((name) => (
        <li key={name} data-kind={(counts[name] ?? 0) > 0 ? name : undefined}>
          <strong className="figures">{format.number(counts[name] ?? 0)}</strong>
          <span>{t(name)}</span>
        </li>
      ))}
    </ul>
  );
}
