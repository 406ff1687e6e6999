import { TextInput } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.js';
import { localMoment, pastMoment } from '../../board/past/past-moment.js';
import { useMinute } from '../../board/use-minute.js';
import { COUNT, Figure, measured, money } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { Answered } from '../parts/answered.js';
import { insightBehind } from '../parts/behind.js';
import { type Scope, useInsightSearch } from '../parts/use-scope.js';
import { salesTexts } from './texts.js';

/** The board as it was at a past moment. */
export function AsOfFigure({ scope }: { readonly scope: Scope }) {
  const t = useTexts(salesTexts);
  const format = useFormat();
  const { search, change } = useInsightSearch();
  const { pipeline, filter } = scope.query;
  const now = useMinute();
  const at = pastMoment(search.at, now) ?? undefined;
  const answer = useAnswer('insightAsOf', { query: { pipeline, ...(filter ? { filter } : {}), ...(at === undefined ? {} : { at }) } }, { keepsPrevious: true });
  const picker = (
    <TextInput
      type="datetime-local"
      size="xs"
      aria-label={t('moment')}
      value={search.at ?? ''}
      max={localMoment(now)}
      onChange={({ currentTarget: { value } }) => change({ at: value || undefined }, { replace: true })}
    />
  );
  return (
    <Answered answer={answer}>
      {(data) => {
        const to = insightBehind('as-of', data, { at: data.at, from: undefined, to: undefined });
        const { table, ...chart } = measured({
          of: t('stage'),
          rows: data.stages,
          nameOf: ({ title }) => format.text(title),
          measures: [
            { title: t('records'), unit: COUNT, isDrawn: true, value: ({ count }) => count, target: ({ key, title }) => to(format.text(title), 'count', key) },
            { title: t('value'), unit: money(data.currency), value: ({ value }) => value, target: ({ key, title }) => to(format.text(title), 'count', key) },
            {
              title: t('weighted'),
              unit: money(data.currency),
              value: ({ weighted }) => weighted,
              target: ({ key, title }) => to(format.text(title), 'weighted', key),
            },
          ],
        });
        return (
          <Figure title={t('asOf')} lead={t('asOfLead')} spec={{ kind: 'rows', ...chart }} table={table} asOf={data.at} zone={data.zone} actions={picker} />
        );
      }}
    </Answered>
  );
}
