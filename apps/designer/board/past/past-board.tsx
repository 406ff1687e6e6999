import { Button, TextInput } from '@mantine/core';
import { IconArrowForwardUp } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { insightBehind } from '../../insights/parts/behind.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { ProblemState } from '../../ui/problem-state.js';
import { OutcomeMark } from '../column-head.js';
import { useScope } from '../scope.js';
import { useMinute } from '../use-minute.js';
import board from '../board.module.css';
import { localMoment } from './past-moment.js';
import styles from './past.module.css';
import { pastTexts } from './texts.js';

type AsOf = Answer<'insightAsOf'>;
type Stage = AsOf['stages'][number];

/** How the board stood at a past moment: to look at, nothing to move. */
export function PastBoard({ at }: { readonly at: string }) {
  const { pipeline, selection } = useScope();
  const filter = selection.filter === undefined ? {} : { filter: selection.filter };
  const answer = useAnswer('insightAsOf', { query: { pipeline, at, ...filter } }, { keepsPrevious: true, staleMs: Number.POSITIVE_INFINITY });
  return (
    <>
      <PastHead at={at} />
      {answer.error && <ProblemState error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <LateSkeleton lines={4} height={96} />}
      {answer.data && (
        <div className={board['stand']}>
          <div className={board['columns']}>
            {answer.data.stages.map((stage) => (
              <PastColumn key={stage.key} stage={stage} asOf={answer.data} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function PastHead({ at }: { readonly at: string }) {
  const t = useTexts(pastTexts);
  const format = useFormat();
  const navigate = useNavigate({ from: '/boards/$pipeline' });
  const now = useMinute();
  const go = (next: string | undefined): void => void navigate({ search: (before) => ({ ...before, at: next }), replace: next !== undefined });
  return (
    <div className={styles.past} role="status">
      <TextInput
        type="datetime-local"
        aria-label={t('asOf')}
        value={localMoment(Date.parse(at))}
        max={localMoment(now)}
        onChange={({ currentTarget: { value } }) => value !== '' && go(value)}
      />
      <p>{t('pastNote', { at: format.moment(at) })}</p>
      <Button variant="default" leftSection={<IconArrowForwardUp size={16} aria-hidden />} onClick={() => go(undefined)}>
        {t('backToNow')}
      </Button>
    </div>
  );
}

const SHOWN = 50;

function PastColumn({ stage, asOf }: { readonly stage: Stage; readonly asOf: AsOf }) {
  const t = useTexts(pastTexts);
  const format = useFormat();
  return (
    <section className={board['column']} aria-labelledby={`past-${stage.key}`}>
      <header className={board['head']}>
        <div className={board['headLine']}>
          <OutcomeMark outcome={stage.outcome} />
          <h2 id={`past-${stage.key}`}>{format.text(stage.title)}</h2>
          <span className={`${board['count']} figures`}>
            <span aria-hidden>{format.number(stage.count)}</span>
            <span className="unseen">{t('count', { count: stage.count, shown: format.number(stage.count) })}</span>
          </span>
        </div>
        {asOf.sum !== null && <p className={`${board['sums']} figures`}>{format.money(Math.round(stage.value), asOf.currency)}</p>}
      </header>
      {stage.count === 0 ? <p className={`${styles.empty} quiet`}>{t('empty')}</p> : <PastCards stage={stage} asOf={asOf} />}
    </section>
  );
}

function PastCards({ stage, asOf }: { readonly stage: Stage; readonly asOf: AsOf }) {
  const t = useTexts(pastTexts);
  const format = useFormat();
  const { pipeline, selection } = useScope();
  const filter = selection.filter === undefined ? {} : { filter: selection.filter };
  const query = { report: 'as-of' as const, pipeline, at: asOf.at, row: stage.key, measure: 'count', limit: SHOWN, ...filter };
  const { data, error, refetch } = useAnswer('insightRecords', { query }, { staleMs: Number.POSITIVE_INFINITY });
  if (error) return <ProblemState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LateSkeleton lines={4} height={64} />;
  const title = format.text(stage.title);
  const behind = insightBehind('as-of', asOf, { at: asOf.at, from: undefined, to: undefined })(title, 'count', stage.key);
  return (
    <div className={styles.list}>
      <ul>
        {data.items.map(({ object, id, name, amount, currency }) => (
          <li key={id}>
            <Link to="/records/$object/$id" params={{ object, id }} className={styles.card}>
              <strong>{name ?? t('unnamed')}</strong>
              {amount !== null && currency !== null && <span className="quiet figures">{format.money(amount, currency)}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {data.total > data.items.length && (
        <Link {...behind} className={styles.more}>
          {t('more', { count: data.total - data.items.length })}
        </Link>
      )}
    </div>
  );
}
