import { useQueries } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { canonicalJson } from '#kernel';
import type { Rule } from '#pipeline';
import { ask } from '../api/ask.js';
import { keyOf } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useDesk } from './desk/desk.js';
import { countTerms, type CountTerm } from './words/counting.js';
import { ruleTexts } from './words/texts.js';
import styles from './rule-builder.module.css';

const PAUSE_MS = 300;
const HOUR_MS = 3_600_000;

interface Props {
  readonly rule: Rule | null;
  /** Only records that stand in this stage. */
  readonly stage?: string;
}

/** How many records with an open run of the pipeline the rule holds for now. */
export function MatchCount({ rule, stage }: Props) {
  const t = useTexts(ruleTexts);
  const format = useFormat();
  const { vocabulary } = useDesk();
  const [text] = useDebouncedValue(canonicalJson(rule), PAUSE_MS);
  // To the hour, so that the question stays the same while the rule does.
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const terms = countTerms(JSON.parse(text) as Rule | null, vocabulary, now);
  const base = ['open=true', ...(stage === undefined ? [] : [`stage=${JSON.stringify(stage)}`])];
  const total = useCount([{ sign: 1, conditions: [] }], base);
  const count = useCount(terms ?? [], base);
  if (terms === null) return <p className={styles.quietLine}>{t('notCountable')}</p>;
  if (count === 'failed') return null;
  return (
    <p className={styles.count} role="status">
      {count === null ? (
        <span className="quiet">{t('counting')}</span>
      ) : (
        <>
          <strong className="figures">{t('matches', { count, shown: format.number(count) })}</strong>
          {typeof total === 'number' && <span className="quiet figures">{t('ofTotal', { total: format.number(total) })}</span>}
        </>
      )}
    </p>
  );
}

function useCount(terms: readonly CountTerm[], base: readonly string[]): number | null | 'failed' {
  const { vocabulary } = useDesk();
  return useQueries({
    queries: terms.map(({ conditions }) => {
      const asked = {
        params: { object: vocabulary.object },
        query: { pipeline: vocabulary.pipeline, filter: [...base, ...conditions].join(';'), measure: 'count' },
      };
      return { queryKey: keyOf('summarise', asked), queryFn: () => ask('summarise', asked), staleTime: 30_000, retry: false };
    }),
    combine: (results) => {
      if (results.some((result) => result.isError)) return 'failed';
      if (results.some((result) => result.isPending)) return null;
      return results.reduce((sum, result, n) => sum + (terms[n]?.sign ?? 1) * Number(result.data?.groups[0]?.values['count'] ?? 0), 0);
    },
  });
}
