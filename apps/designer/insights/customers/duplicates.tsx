import { NativeSelect } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { useObjects } from '../../fields/use-objects.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { MergeDialog } from '../../merge/merge-dialog.js';
import { EmptyState } from '../../ui/empty-state.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { oneOf, Segmented } from '../parts/segmented.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { DuplicatePair, type Pair } from './duplicate-pair.js';
import { duplicateTexts } from './duplicate-texts.js';
import list from './duplicates.module.css';

const OBJECTS = ['account', 'contact', 'lead'] as const;
const LEAST = ['0.8', '0.6', '0.7', '0.9', '1'] as const;
const SHOWS = ['undecided', 'distinct'] as const;

/** Records that may be one and the same: side by side, to be merged or said to be two. */
export function DuplicatesPart() {
  const t = useTexts(duplicateTexts);
  const format = useFormat();
  const { search, change } = useInsightSearch();
  const objects = useObjects();
  const object = oneOf(OBJECTS, search.by);
  const threshold = oneOf(LEAST, search.measure);
  const show = oneOf(SHOWS, search.at);
  const query = { object, threshold, ...(show === 'distinct' ? { distinct: 'true' as const } : {}) };
  const answer = useAnswer('customersDuplicates', { query }, { keepsPrevious: true });
  return (
    <>
      <div className={styles.scope}>
        <Segmented
          label={t('records')}
          value={object}
          choices={OBJECTS.map((value) => ({ value, label: objects?.find(({ key }) => key === value)?.plural ?? value }))}
          onChange={(by) => change({ by: by === 'account' ? undefined : by })}
        />
        <Segmented
          label={t('show')}
          value={show}
          choices={SHOWS.map((value) => ({ value, label: t(value) }))}
          onChange={(at) => change({ at: at === 'undecided' ? undefined : at })}
        />
        <NativeSelect
          aria-label={t('likeness')}
          size="xs"
          data={[...LEAST].sort().map((value) => ({ value, label: `${t('likeness')}: ${format.percent(Number(value))}` }))}
          value={threshold}
          onChange={({ currentTarget: { value } }) => change({ measure: value === LEAST[0] ? undefined : value })}
        />
      </div>
      <Answered answer={answer}>{(data) => <Pairs data={data} isDistinct={show === 'distinct'} />}</Answered>
    </>
  );
}

function Pairs({ data, isDistinct }: { readonly data: Answer<'customersDuplicates'>; readonly isDistinct: boolean }) {
  const t = useTexts(duplicateTexts);
  const format = useFormat();
  const [merging, setMerging] = useState<Pair | null>(null);
  const object = oneOf(OBJECTS, data.object);
  const [title, hint] = isDistinct ? [t('noneDistinct'), t('noneDistinctHint')] : [t('none'), t('noneHint')];
  return (
    <div className={styles.screen}>
      {data.pairs.length === 0 ? (
        <EmptyState icon={IconUsersGroup} title={title} hint={hint} />
      ) : (
        <>
          <p className={styles.note} aria-live="polite">
            {t('found', { count: data.found, pairs: format.number(data.found), records: format.number(data.records) })}{' '}
            {data.found > data.pairs.length && t('cut', { shown: format.number(data.pairs.length) })}{' '}
            {data.cut && t('bounded', { records: format.number(data.cut.records), candidates: format.number(data.cut.candidates) })}
          </p>
          <ul className={list.pairs}>
            {data.pairs.map((pair) => (
              <li key={`${pair.a.id} ${pair.b.id}`}>
                <DuplicatePair object={object} pair={pair} isDistinct={isDistinct} onMerge={() => setMerging(pair)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {merging && <MergeDialog object={object} ids={[merging.a.id, merging.b.id]} onClose={() => setMerging(null)} />}
    </div>
  );
}
