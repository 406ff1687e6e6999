import { NativeSelect, Tooltip } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { FilterBar, type SavedView, ViewsMenu } from '../filters/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { TimeTravel } from './past/time-travel.js';
import { DEFAULT_SORT } from './sort.js';
import { useScope } from './scope.js';
import type { StageSum } from './sums.js';
import { boardTexts } from './texts.js';
import { useAmounts } from './use-amounts.js';
import styles from './board.module.css';

/** Above the columns: what is shown, in which order, and the totals of everything open. */
export function BoardTools({ open }: { readonly open: StageSum }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const amounts = useAmounts(open);
  return (
    <div className={styles.tools}>
      <Narrow />
      <p className={`${styles.totals} figures`}>
        <strong>{t('totals', { count: open.count, shown: format.number(open.count) })}</strong>
        {amounts.sum !== null && <span>{amounts.sum}</span>}
        {amounts.weighted !== null && (
          <Tooltip label={t('weightedAll')}>
            <span className="quiet">{t('weighted', { sum: amounts.weighted })}</span>
          </Tooltip>
        )}
      </p>
    </div>
  );
}

/** Filters as a sentence, order and saved views; all of it stands in the address. */
function Narrow() {
  const navigate = useNavigate({ from: '/boards/$pipeline' });
  const { view } = useSearch({ from: '/inside/boards/$pipeline' });
  const { shape, pipeline, selection } = useScope();
  const words = usePipelineWords(pipeline);
  const { filter, q, sort } = selection;
  const choose = (chosen: SavedView | null): void =>
    void navigate({ search: { view: chosen?.id, filter: chosen?.filter || undefined, q: chosen?.q || undefined, sort: chosen?.sort || undefined } });
  return (
    <div className={styles.filters}>
      <FilterBar
        object={shape}
        pipeline={words ?? null}
        filter={filter}
        q={q}
        onChange={(next) => void navigate({ search: (before) => ({ ...before, ...next }) })}
      >
        <Sort />
        <TimeTravel />
        <ViewsMenu object={shape.key} pipeline={pipeline} view={view} shown={{ filter, q, sort: sort === DEFAULT_SORT ? undefined : sort }} onChoose={choose} />
      </FilterBar>
    </div>
  );
}

function Sort() {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const navigate = useNavigate({ from: '/boards/$pipeline' });
  const { amount, shape, selection } = useScope();
  const date = shape.fields.find(({ type, name }) => type === 'date' && /expected|due|close|renew/.test(name));
  const choices = [
    { value: DEFAULT_SORT, label: t('byChange') },
    { value: '-createdAt', label: t('byCreation') },
    { value: 'createdAt', label: t('byOldest') },
    { value: shape.nameField, label: t('byName') },
    ...(amount === null ? [] : [{ value: `-${amount.name}`, label: t('byMost', { field: amount.title }) }]),
    ...(date === undefined ? [] : [{ value: date.name, label: t('bySoonest', { field: date.title }) }]),
  ];
  const isKnown = choices.some(({ value }) => value === selection.sort);
  return (
    <NativeSelect
      className={styles.sort}
      key={format.language}
      aria-label={t('sort')}
      data={isKnown ? choices : [...choices, { value: selection.sort, label: selection.sort }]}
      value={selection.sort}
      onChange={({ currentTarget: { value } }) => void navigate({ search: (before) => ({ ...before, sort: value === DEFAULT_SORT ? undefined : value }) })}
    />
  );
}
