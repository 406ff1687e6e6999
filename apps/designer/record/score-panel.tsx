import { Badge } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { NextStep } from './next-step.js';
import panel from './record-page.module.css';
import styles from './score-panel.module.css';
import { scoreTexts } from './score-texts.js';
import type { RecordAnswer } from './use-record.js';

type Score = Answer<'recordScores'>['items'][number];

const COLORS = { low: 'gray', medium: 'blue', high: 'pine' } as const;

/** What the models say of the record now: each number with its strongest reasons and what it was made by; and what to do next. */
export function ScorePanel({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(scoreTexts);
  const may = useMay();
  const isShown = may('model.read') && record.deletedAt === null;
  const { data } = useAnswer('recordScores', { params: { object: record.object, id: record.id }, query: {} }, { enabled: isShown, keepsPrevious: true });
  if (!isShown || !data || data.items.length === 0) return null;
  return (
    <section className={panel.panel} aria-labelledby="record-scores">
      <h2 id="record-scores">{t('scores')}</h2>
      <ul className={styles.scores}>
        {data.items.map((score) => (
          <li key={score.model}>
            <OneScore score={score} />
          </li>
        ))}
      </ul>
      <NextStep record={record} />
    </section>
  );
}

function OneScore({ score }: { readonly score: Score }) {
  const t = useTexts(scoreTexts);
  const format = useFormat();
  const inWords = useScoreWords();
  const madeBy = useMadeBy();
  // High is bad news where it is the chance of leaving.
  const color = score.kind === 'churn' && score.band === 'high' ? 'red' : COLORS[score.band];
  return (
    <>
      <div className={styles.head}>
        <h3>{format.text(score.title)}</h3>
        <span className={`figures ${styles.number}`}>{inWords(score)}</span>
        <Badge variant="light" color={color} c="var(--text)">
          {t(score.band)}
        </Badge>
      </div>
      <ul className={styles.reasons} aria-label={t('reasons')}>
        {score.reasons.map(({ feature, text, contribution }) => (
          <li key={feature}>
            {contribution >= 0 ? <IconArrowUpRight size={14} aria-hidden /> : <IconArrowDownRight size={14} aria-hidden />}
            {format.text(text)}
          </li>
        ))}
      </ul>
      <p className={styles.by}>{madeBy(score)}</p>
    </>
  );
}

/** By which version a score was made, or by which stated rule. */
function useMadeBy(): (score: Score) => string {
  const t = useTexts(scoreTexts);
  const format = useFormat();
  return ({ fallback, version, trainedAt }) => {
    if (fallback) return t('byRule', { rule: format.text(fallback) });
    return trainedAt === null ? '' : t('byVersion', { version: String(version), when: format.relative(trainedAt) });
  };
}

/** A score as people write it: a percentage, an amount, points. */
function useScoreWords(): (score: Score) => string {
  const t = useTexts(scoreTexts);
  const format = useFormat();
  return ({ score, unit, currency, label }) => {
    const number =
      unit === 'chance' ? format.percent(score) : unit === 'money' && currency !== null ? format.money(Math.round(score), currency) : format.number(score, 1);
    if (label !== null) return t('labelled', { label, number });
    return unit === 'points' ? t('points', { number }) : number;
  };
}
