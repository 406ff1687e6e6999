import { Link } from '@tanstack/react-router';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './insight-panels.module.css';
import panel from './record-page.module.css';
import { recordTexts } from './texts.js';
import type { RecordAnswer } from './use-record.js';

/** What was merged into the record: the way to its timeline, notes and ended runs. */
export function MergedPanel({ record: { object, id } }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const { data } = useAnswer('mergedRecords', { params: { object, id } }, { staleMs: 60_000 });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={panel.panel} aria-labelledby="record-merged">
      <h2 id="record-merged">{t('mergedHere')}</h2>
      <p className="quiet">{t('mergedHereHint')}</p>
      <ul className={styles.list}>
        {data.items.map((one) => (
          <li key={one.id} className={styles.answerHead}>
            <Link to="/records/$object/$id" params={{ object, id: one.id }}>
              {t('mergedAt', { name: one.name ?? one.id, at: format.date(one.at) })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
