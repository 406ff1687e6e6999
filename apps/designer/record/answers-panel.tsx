import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import styles from './insight-panels.module.css';
import { recordInsightTexts } from './insight-texts.js';
import panel from './record-page.module.css';
import { insertIntoNote } from './use-draft.js';
import type { RecordAnswer } from './use-record.js';

type Suggestion = Answer<'customersAnswers'>['items'][number];

/** Three answers that helped with questions like this one, to be put into the note; none is sent by itself. */
export function AnswersPanel({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  const { data } = useAnswer('customersAnswers', { params: { id: record.id }, query: { limit: 3 } }, { staleMs: 60_000 });
  if (!data || record.deletedAt !== null) return null;
  return (
    <section className={panel.panel}>
      <h2>{t('suggestedAnswers')}</h2>
      {data.items.length === 0 && <p className="quiet">{data.lacking ? format.text(data.lacking.text) : t('noAnswers')}</p>}
      <ol className={styles.list}>
        {data.items.map((item) => (
          <SuggestedAnswer key={item.id} item={item} record={record.id} />
        ))}
      </ol>
    </section>
  );
}

function SuggestedAnswer({ item, record }: { readonly item: Suggestion; readonly record: string }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  const may = useMay();
  const insert = (): void => {
    insertIntoNote(record, item.answer);
    showDone(t('inserted'));
  };
  return (
    <li className={styles.answer}>
      <div className={styles.answerHead}>
        <Link to="/records/$object/$id" params={{ object: item.object, id: item.id }}>
          {item.title}
        </Link>
        <span className="quiet">{t(item.object === 'article' ? 'fromArticle' : 'fromTicket')}</span>
      </div>
      <p className={styles.text}>{item.answer}</p>
      <div className={styles.foot}>
        <span className="quiet">{t('becauseOf', { words: new Intl.ListFormat(format.language, { type: 'conjunction' }).format(item.because) })}</span>
        {may('record.write') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowDown size={14} aria-hidden />}
            aria-label={t('insertOf', { title: item.title })}
            onClick={insert}
          >
            {t('insert')}
          </Button>
        )}
      </div>
    </li>
  );
}
