import type { OpenWait } from '#pipeline';
import type { Answer } from '../api/operations.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './run-page.module.css';
import { runTexts } from './texts.js';

/** What the run waits for, and until when. */
export function Waits({ run, words }: { readonly run: Answer<'getRun'>; readonly words: PipelineWords }) {
  const t = useTexts(runTexts);
  const format = useFormat();
  // The engine made these; the contract leaves their shape open.
  const waits = run.snapshot.waits as unknown as readonly OpenWait[];
  if (run.endedAt !== null) return null;
  const say = (wait: OpenWait): string => {
    const state = wait.state === null ? words.title : words.stateTitle(wait.state);
    if (wait.kind === 'invoke') return t('waitInvoke', { step: wait.id, state });
    return wait.due === null ? t('waitPaused', { state }) : t('waitTimer', { state, at: format.moment(wait.due) });
  };
  return (
    <>
      <h3>{t('waits')}</h3>
      {waits.length === 0 ? (
        <p className="quiet">{t('noWaits')}</p>
      ) : (
        <ul>
          {waits.map((wait) => (
            <li key={wait.id}>
              {say(wait)} <span className={`quiet ${styles.small}`}>{t('waitSince', { at: format.date(wait.since) })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
