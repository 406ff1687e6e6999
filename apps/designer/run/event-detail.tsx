import { IconCheck, IconX } from '@tabler/icons-react';
import { useFormat } from '../i18n/format.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useTexts } from '../i18n/texts.js';
import { type JournalEntry, placeOf } from './journal.js';
import { ResultReasons } from './result-reasons.js';
import styles from './run-page.module.css';
import { useSaidDecisions } from './said-decisions.js';
import { runTexts } from './texts.js';
import type { JournalWords } from './use-journal-words.js';

interface Props {
  readonly entry: JournalEntry;
  readonly words: JournalWords;
  readonly pipeline: PipelineWords;
}

/** One event: who, why, what came with it, what it read and decided, what it did. */
export function EventDetail({ entry, words, pipeline }: Props) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const move = words.move(entry);
  const why = words.why(entry);
  const given = givenWith(entry);
  const done = [...words.actions(entry), ...words.effects(entry)];
  return (
    <>
      <h2>{t('eventN', { seq: entry.seq })}</h2>
      <p>
        <strong>{words.headline(entry)}</strong>
      </p>
      {move !== null && <p>{move}</p>}
      <p className="quiet">{t('by', { who: words.who(entry.actor) })}</p>
      <p className="quiet figures">{format.moment(entry.occurredAt)}</p>
      {entry.history && <p className="quiet">{t('backdated')}</p>}
      {why !== null && (
        <>
          <h3>{t('why')}</h3>
          <p className={styles.why}>{why}</p>
        </>
      )}
      {given.length > 0 && (
        <>
          <h3>{t('given')}</h3>
          <Values values={given} words={words} />
        </>
      )}
      <ResultReasons entry={entry} />
      <h3>{t('decided')}</h3>
      <Decisions entry={entry} words={words} pipeline={pipeline} />
      <h3>{t('did')}</h3>
      {done.length === 0 ? (
        <p className="quiet">{t('nothingDone')}</p>
      ) : (
        <ul>
          {done.map((said, place) => (
            // What was done has no name but its place.
            <li key={place}>{said}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Fields and payload that came with an event, by path. */
function givenWith({ event }: JournalEntry): readonly (readonly [string, unknown])[] {
  if (event.kind !== 'sent' && event.kind !== 'changed') return event.kind === 'result' && event.outcome.ok ? [['event.output', event.outcome.output]] : [];
  const fields = Object.entries(event.fields).map(([name, value]) => [`record.${name}`, value] as const);
  return event.kind === 'sent' && event.payload !== null ? [...fields, ['event.payload', event.payload]] : fields;
}

function Values({ values, words }: { readonly values: readonly (readonly [string, unknown])[]; readonly words: JournalWords }) {
  return (
    <dl className={styles.values}>
      {values.map(([path, value]) => (
        <div key={path}>
          <dt>{words.pathTitle(path)}</dt>
          <dd className="figures">{words.say(path, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Decisions({ entry, words, pipeline }: Props) {
  const t = useTexts(runTexts);
  const said = useSaidDecisions(entry, pipeline, words);
  if (entry.decisions.length === 0) return <p className="quiet">{t('nothingDecided')}</p>;
  return (
    <ul className={styles.decisions}>
      {entry.decisions.map(({ at, held, read }, place) => (
        // The same condition may be looked at more than once.
        <li key={`${place} ${at}`}>
          {held ? (
            <IconCheck size={16} className={styles.held} aria-label={t('held')} />
          ) : (
            <IconX size={16} className={styles.notHeld} aria-label={t('notHeld')} />
          )}
          <span>
            <span className={`quiet ${styles.small}`}>{placeWords(at, words, pipeline, t)}</span>
            <br />
            {said[place] ?? (held ? t('held') : t('notHeld'))}
            <Values values={Object.entries(read)} words={words} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function placeWords(at: string, words: JournalWords, pipeline: PipelineWords, t: ReturnType<typeof useTexts<'conditionOf' | 'condition' | 'whyRule'>>): string {
  const { state, event, rule } = placeOf(at);
  if (rule !== null) return t('whyRule', { rule: words.ruleTitle(rule) });
  if (event !== null) return t('conditionOf', { place: pipeline.eventTitle(event) });
  return state === null ? t('condition') : t('conditionOf', { place: pipeline.stateTitle(state) });
}
