import { type ReactNode, useId } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';
import type { ImportJob } from './use-import.js';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly findings: NonNullable<ImportJob['counts']['findings']>;
  readonly children?: ReactNode;
}

const SHOWN_LINES = 5;

/** What is odd about rows that are taken all the same, equal ones together. */
export function Findings({ title, hint, findings, children }: Props) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const id = useId();
  const someOf = (lines: readonly number[]): string => format.list([...lines.slice(0, SHOWN_LINES).map(String), ...(lines.length > SHOWN_LINES ? ['…'] : [])]);
  return (
    <section aria-labelledby={id} className={styles.block}>
      <h2 id={id}>{title}</h2>
      {hint && <p className="quiet">{hint}</p>}
      <ul className={styles.findings} tabIndex={0} aria-labelledby={id}>
        {findings.map(({ code, column, field, text, count, lines }) => (
          <li key={`${code} ${column} ${field} ${text.en}`}>
            <span>{format.text(text).replaceAll('`', '')}</span>
            <span className="quiet figures">
              {lines.length === 0 ? t('rows', { count }) : t('rowsIn', { rows: t('rows', { count }), lines: t('lines', { lines: someOf(lines) }) })}
            </span>
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}
