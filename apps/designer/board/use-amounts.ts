import { useFormat } from '../i18n/format.js';
import type { StageSum } from './sums.js';

const SHOWN = 2;

/** A stage's amounts as text, the greatest currencies first; null where there is nothing to say. */
export function useAmounts({ amounts }: StageSum): { readonly sum: string | null; readonly weighted: string | null } {
  const format = useFormat();
  const list = new Intl.ListFormat(format.language, { style: 'narrow', type: 'unit' });
  const say = (parts: readonly (readonly [number, string])[]): string | null =>
    parts.length === 0 ? null : list.format(parts.slice(0, SHOWN).map(([amount, currency]) => format.money(Math.round(amount), currency)));
  return {
    sum: say(amounts.map(({ sum, currency }) => [sum, currency])),
    weighted: say(amounts.flatMap(({ weighted, currency }) => (weighted === null ? [] : [[weighted, currency] as const]))),
  };
}
