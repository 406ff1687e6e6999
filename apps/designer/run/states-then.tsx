import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import type { PipelineWords, StateWords } from '../fields/pipeline-words.js';
import { useTexts } from '../i18n/texts.js';
import { cssVariables } from '../lists/css-variables.js';
import { litStates } from './journal.js';
import styles from './run-page.module.css';
import { runTexts } from './texts.js';

interface Props {
  readonly run: Answer<'getRun'>;
  readonly seq: number;
  readonly isNewest: boolean;
  readonly words: PipelineWords;
}

/** The states of the pipeline, those lit that were active after the chosen event; folded from the journal by the engine. */
export function StatesThen({ run, seq, isNewest, words }: Props) {
  const t = useTexts(runTexts);
  const replay = useAnswer(
    'replayRun',
    { params: { id: run.id }, query: { seq } },
    { enabled: !isNewest, keepsPrevious: true, staleMs: Number.POSITIVE_INFINITY },
  );
  const snapshot = isNewest ? run.snapshot : replay.data?.snapshot;
  const lit = litStates(snapshot?.configuration ?? [], words);
  const vars = Object.entries(snapshot?.vars ?? {});
  return (
    <>
      <h2>{isNewest ? t('litNow') : t('litThen')}</h2>
      <ul>
        {[...words.states.values()].map((state) => (
          <li
            key={state.id}
            className={styles.state}
            data-lit={lit.has(state.id) || undefined}
            aria-current={lit.has(state.id) || undefined}
            style={cssVariables({ '--depth': depthOf(state, words) })}
          >
            <span className={styles.dot} aria-hidden />
            <span>{state.title}</span>
          </li>
        ))}
      </ul>
      {vars.length > 0 && (
        <>
          <h3>{t('vars')}</h3>
          <dl className={styles.values}>
            {vars.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

const depthOf = ({ parent }: StateWords, words: PipelineWords): number => {
  const above = parent === null ? undefined : words.states.get(parent);
  return above ? depthOf(above, words) + 1 : 0;
};
