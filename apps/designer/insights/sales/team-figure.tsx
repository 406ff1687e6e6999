import { Button, NativeSelect } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import { useState } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { COUNT, Figure, measured, money, SHARE } from '../../charts/index.js';
import { useObject } from '../../fields/index.js';
import { useObjects } from '../../fields/use-objects.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { Facts } from '../parts/facts.js';
import { type Scope, useInsightSearch } from '../parts/use-scope.js';
import { insightTexts } from '../texts.js';
import { TargetsDialog } from './targets-dialog.js';
import { salesTexts } from './texts.js';

type Sales = Answer<'insightSales'>;

/** What each person or team sold, against what they were to sell. */
export function TeamFigure({ scope }: { readonly scope: Scope }) {
  const t = useTexts(salesTexts);
  const { search, change } = useInsightSearch();
  const choices = useByChoices(scope.object);
  const answer = useAnswer('insightSales', { query: { ...scope.query, ...(search.by ? { by: search.by } : {}) } }, { keepsPrevious: true });
  const picker = (by: string) => (
    <NativeSelect
      size="xs"
      key={t('by')}
      aria-label={t('by')}
      data={choices.some(({ value }) => value === by) ? choices : [...choices, { value: by, label: by }]}
      value={by}
      onChange={({ currentTarget: { value } }) => change({ by: value })}
    />
  );
  return (
    <div className={`${styles.wide} ${styles.screen}`}>
      <Answered answer={answer}>{(data) => <Sold data={data} picker={picker(data.by)} />}</Answered>
    </div>
  );
}

/** By whom sales can be counted: the owner, and what a record refers to or chooses from. */
function useByChoices(key: string): readonly { readonly value: string; readonly label: string }[] {
  const t = useTexts(salesTexts);
  const object = useObject(key);
  const objects = useObjects();
  const own = (object?.fields ?? []).filter(({ type, origin }) => (type === 'reference' || type === 'person' || type === 'choice') && origin !== 'companion');
  const related = own
    .filter(({ type }) => type === 'reference')
    .flatMap((reference) =>
      (objects?.find(({ key: one }) => one === reference.object)?.fields ?? [])
        .filter(({ type, name }) => type === 'choice' || /team|office|region/.test(name))
        .map((field) => ({ value: `${reference.name}.${field.name}`, label: `${reference.title} · ${field.title}` })),
    );
  return [{ value: 'ownerId', label: t('owner') }, ...own.map(({ name, title }) => ({ value: name, label: title })), ...related];
}

function Sold({ data, picker }: { readonly data: Sales; readonly picker: React.ReactNode }) {
  const t = useTexts(salesTexts);
  const of = useTexts(insightTexts);
  const format = useFormat();
  const may = useMay();
  const [isEditing, setEditing] = useState(false);
  const to = insightBehind('sales', data, { by: data.by });
  const nameOf = ({ key, name }: Sales['rows'][number]): string => name ?? key ?? of('nobody');
  const unit = money(data.currency);
  const behind = (measure: string) => (row: Sales['rows'][number]) => to(nameOf(row), measure, row.key ?? '-');
  const { table, ...chart } = measured({
    of: format.text(data.byTitle),
    rows: data.rows,
    nameOf,
    measures: [
      { title: t('wonValue'), unit, isDrawn: true, tone: 'accent', value: ({ wonValue }) => wonValue, target: behind('won') },
      { title: t('target'), unit, isDrawn: true, tone: 'quiet', value: ({ target }) => target, target: behind('target') },
      { title: t('attained'), unit: SHARE, value: ({ attained }) => attained, target: behind('attained') },
      { title: t('won'), unit: COUNT, value: ({ won }) => won, target: behind('won') },
      { title: t('lost'), unit: COUNT, value: ({ lost }) => lost, target: behind('lost') },
      { title: t('winRate'), unit: SHARE, value: ({ winRate }) => winRate, target: behind('winRate') },
      { title: t('averageValue'), unit, value: ({ averageValue }) => averageValue, target: behind('averageValue') },
      { title: t('open'), unit: COUNT, value: ({ open }) => open, target: behind('open') },
      { title: t('openValue'), unit, value: ({ openValue }) => openValue, target: behind('open') },
    ],
  });
  const actions = (
    <>
      {picker}
      {may('report.edit') && (
        <Button variant="default" size="xs" leftSection={<IconTarget size={16} aria-hidden />} onClick={() => setEditing(true)}>
          {t('editTargets')}
        </Button>
      )}
    </>
  );
  const { total } = data;
  const wonTo = (title: string) => (total.won > 0 ? to(title, 'won') : null);
  return (
    <div className={styles.screen}>
      <Facts
        facts={[
          { label: t('wonValue'), value: format.money(Math.round(total.wonValue), data.currency), target: wonTo(t('wonValue')) },
          { label: t('target'), value: total.target === null ? '–' : format.money(Math.round(total.target), data.currency), target: wonTo(t('target')) },
          { label: t('attained'), value: total.attained === null ? '–' : format.percent(total.attained), target: wonTo(t('attained')) },
          { label: t('won'), value: format.number(total.won), target: wonTo(t('won')) },
          { label: t('winRate'), value: total.winRate === null ? '–' : format.percent(total.winRate, 1), target: wonTo(t('winRate')) },
        ]}
      />
      <Figure
        title={t('team')}
        lead={t('teamLead', { by: format.text(data.byTitle) })}
        spec={{ kind: 'rows', ...chart }}
        table={table}
        asOf={data.asOf}
        zone={data.zone}
        height="tall"
        actions={actions}
      />
      {isEditing && <TargetsDialog data={data} onClose={() => setEditing(false)} />}
    </div>
  );
}
