import { IconArrowRight, IconEdit } from '@tabler/icons-react';
import { FieldValue } from '../fields/field-value.js';
import { PersonName } from '../fields/person-name.js';
import { useWorkspaceCurrency } from '../fields/use-objects.js';
import { useTexts } from '../i18n/texts.js';
import { type JournalWords, useJournalWords } from '../run/use-journal-words.js';
import { recordTexts } from './texts.js';
import type { Of } from './timeline-item.js';
import { Line } from './timeline-line.js';
import styles from './timeline-panel.module.css';

/** How owner and tags are called among the changes of an edit. */
const [OWNER, TAGS] = ['$owner', '$tags'];

const EDIT_TITLES = { created: 'editCreated', changed: 'editChanged', tagged: 'editTagged', deleted: 'editDeleted', restored: 'editRestored' } as const;

/** What was done without any run. */
export function EditLine({ item: { what, at, actor, changes }, object }: { readonly item: Of<'edit'>; readonly object: string }) {
  const t = useTexts(recordTexts);
  const words = useJournalWords(undefined, object);
  return (
    <Line icon={IconEdit} at={at} who={words.who(actor)} title={<strong>{t(EDIT_TITLES[what])}</strong>}>
      {Object.entries(changes).map(([name, [before, after]]) => (
        <p key={name} className={styles.change}>
          <span className="quiet">{name === OWNER ? t('owner') : name === TAGS ? t('tags') : words.fieldOf(name).title}</span>
          <Changed name={name} value={before} words={words} /> <IconArrowRight size={12} className={styles.became} role="img" aria-label={t('became')} />
          <Changed name={name} value={after} words={words} />
        </p>
      ))}
    </Line>
  );
}

function Changed({ name, value, words }: { readonly name: string; readonly value: unknown; readonly words: JournalWords }) {
  const currency = useWorkspaceCurrency();
  if (name === OWNER && typeof value === 'string') return <PersonName id={value} />;
  return (
    <FieldValue field={words.fieldOf(name)} value={name === TAGS && Array.isArray(value) && value.length === 0 ? null : value} currency={currency} isShort />
  );
}
