import type { Text } from '#kernel';
import type { Reason } from '#analytics';
import type { ModelContext } from '../context.js';
import type { ScoreReason } from '../model.js';
import { both } from '../words.js';

/** Says why in words: titles of fields, options and stages, names of records, the average beside a number. */
export function told(
  reasons: readonly Reason[],
  context: ModelContext,
  wording: { readonly outcome: Text; readonly means: ReadonlyMap<string, number>; readonly names: ReadonlyMap<string, string> },
): readonly ScoreReason[] {
  const specs = new Map(context.features.map((spec) => [spec.name, spec]));
  return reasons.map(({ column, value, contribution }) => {
    const label = specs.get(column)?.label ?? both(column, column);
    const [verb, zhVerb] = contribution > 0 ? ['raises', '提高'] : ['lowers', '降低'];
    const { outcome } = wording;
    const tail = { en: `${verb} ${outcome.en}`, zh: `${zhVerb}${zh(outcome)}` };
    if (value === null) return { feature: column, contribution, text: both(`${label.en} is not known, which ${tail.en}.`, `${zh(label)}未知，${tail.zh}。`) };
    const said = shownValue(column, value, context, wording.names);
    const mean = typeof value === 'number' ? wording.means.get(column) : undefined;
    const average = mean === undefined ? ['', ''] : [` (average ${number(mean)})`, `（平均 ${number(mean)}）`];
    return {
      feature: column,
      contribution,
      text: both(`${label.en} is ${said.en}${average[0]}, which ${tail.en}.`, `${zh(label)}为 ${zh(said)}${average[1]}，${tail.zh}。`),
    };
  });
}

/** Ids among the values of reasons, whose names are to be looked up. */
export const idsIn = (reasons: readonly Reason[], { fields }: ModelContext): readonly string[] =>
  reasons.flatMap(({ column, value }) => {
    const type = fields[column.replace(/^record\./, '')]?.type;
    return typeof value === 'string' && (type === 'reference' || type === 'person') ? [value] : [];
  });

export function shownValue(column: string, value: string | number, { fields, chart }: ModelContext, names: ReadonlyMap<string, string>): Text {
  if (column === 'run.stage') return chart.about.get(String(value))?.title ?? { en: String(value) };
  const field = fields[column.replace(/^record\./, '')];
  if (typeof value === 'number') return { en: number(value) };
  if (field?.type === 'boolean') return value === 'true' ? both('yes', '是') : both('no', '否');
  const option = field?.options?.find((one) => one.value === value);
  return option?.title ?? { en: names.get(value) ?? value };
}

const zh = (text: Text): string => text['zh-CN'] ?? text.en;

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const ROUNDED = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** Thousands apart, as both languages write them; whole numbers whole, others with four significant figures. */
export const number = (value: number): string => (Number.isInteger(value) ? WHOLE : ROUNDED).format(value);
