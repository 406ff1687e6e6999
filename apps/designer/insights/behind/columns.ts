import { useAnswer } from '../../api/use-answer.js';
import { usePersonName } from '../../fields/use-names.js';
import { useOutcomeTitle } from '../../fields/use-outcome-title.js';
import { usePipelineWords } from '../../fields/use-pipeline-words.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import type { BehindKind } from '../parts/behind.js';
import type { BehindRow } from './ask-behind.js';
import { behindTexts } from './texts.js';

export interface BehindColumn {
  readonly key: string;
  readonly title: string;
  readonly isNumber?: boolean;
  say(row: BehindRow): string;
  /** For a spreadsheet: numbers as they are. */
  plain(row: BehindRow): string | number;
}

/** Name first, then whatever some row has. `asked` is what the list was asked with. */
export function useBehindColumns(rows: readonly BehindRow[], kind: BehindKind, asked: URLSearchParams): readonly BehindColumn[] {
  const t = useTexts(behindTexts);
  const format = useFormat();
  const personName = usePersonName();
  const words = usePipelineWords(asked.get('pipeline'));
  const outcomeTitle = useOutcomeTitle();
  const groupTitle = useRfmGroupTitle(asked.get('customer'), kind === 'rfm');
  const date = (value: string | null | undefined): string => (value ? format.date(value) : '');
  const has = (key: keyof BehindRow): boolean => rows.some((row) => row[key] !== undefined && row[key] !== null);
  const text = (key: keyof BehindRow, title: string, say: (row: BehindRow) => string): BehindColumn => ({ key, title, say, plain: say });
  const number = (key: keyof BehindRow, title: string, say: (value: number, row: BehindRow) => string): BehindColumn => ({
    key,
    title,
    isNumber: true,
    say: (row) => (typeof row[key] === 'number' ? say(row[key], row) : ''),
    plain: (row) => (typeof row[key] === 'number' ? row[key] : ''),
  });
  const whole = (value: number): string => format.number(value);
  const others: readonly BehindColumn[] = [
    text('stage', t('stage'), ({ stage }) => (stage ? (words?.stateTitle(stage) ?? stage) : '')),
    text('outcome', t('outcome'), ({ outcome }) => (outcome ? outcomeTitle(outcome) : '')),
    number('amount', t('amount'), (value, { currency }) => (currency ? format.money(value, currency) : format.number(value, 2))),
    text('ownerId', t('owner'), ({ ownerId }) => (ownerId ? personName(ownerId) : '')),
    text('startedAt', t('started'), ({ startedAt }) => date(startedAt)),
    text('endedAt', t('ended'), ({ endedAt }) => date(endedAt)),
    number('score', t('score'), (value) => format.number(value, 1)),
    number('value', t('value'), (value) => format.number(value)),
    number('alive', t('alive'), (value) => format.percent(value)),
    number('purchases', t('expected'), (value) => format.number(value, 1)),
    number('recencyDays', t('recency'), whole),
    number('frequency', t('frequency'), whole),
    number('tenureDays', t('tenure'), whole),
    number('money', t('money'), whole),
    text('group', t('group'), ({ group }) => (group ? groupTitle(group) : '')),
    text('at', t('at'), ({ at }) => date(at)),
    text('excerpt', t('excerpt'), ({ excerpt }) => excerpt ?? ''),
  ];
  return [text('name', t('name'), ({ name }) => name ?? t('unnamed')), ...others.filter(({ key }) => has(key as keyof BehindRow))];
}

/** The title of a group of RFM as the figure of groups says it; its key until that is known. */
function useRfmGroupTitle(customer: string | null, isAsked: boolean): (group: string) => string {
  const format = useFormat();
  const { data } = useAnswer('customersRfm', { query: { customer: customer === 'contact' ? 'contact' : 'account' } }, { enabled: isAsked, staleMs: 60_000 });
  const titles = new Map(data?.groups.map(({ group, title }) => [group as string, title]));
  return (group) => {
    const title = titles.get(group);
    return title === undefined ? group : format.text(title);
  };
}
