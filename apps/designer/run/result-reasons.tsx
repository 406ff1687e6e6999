import { isJsonObject, type Json, type Text } from '#kernel';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import type { JournalEntry } from './journal.js';
import { runTexts } from './texts.js';

/** Why a step answered what it did, where its answer says so: the reasons of a score, of a suggestion. */
export function ResultReasons({ entry: { event } }: { readonly entry: JournalEntry }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const reasons = event.kind === 'result' && event.outcome.ok ? reasonsIn(event.outcome.output) : [];
  if (reasons.length === 0) return null;
  return (
    <>
      <h3>{t('resultReasons')}</h3>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.en}>{format.text(reason)}</li>
        ))}
      </ul>
    </>
  );
}

function reasonsIn(output: Json): readonly Text[] {
  const reasons = isJsonObject(output) ? output['reasons'] : null;
  if (!Array.isArray(reasons)) return [];
  return (reasons as readonly Json[]).flatMap((reason) => {
    const text = isJsonObject(reason) && isJsonObject(reason['text'] ?? null) ? (reason['text'] as unknown as Text) : reason;
    if (typeof text === 'string') return [{ en: text }];
    return isJsonObject(text) && typeof text['en'] === 'string' ? [text as unknown as Text] : [];
  });
}
