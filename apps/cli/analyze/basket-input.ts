import { apriori, basketsOf, eclat, fpGrowth, rulesOf, type Baskets, type ItemSets, type Rule } from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { cellsOf, readCsvLines, refused } from './csv-table.js';
import { delimiterOption, neededOption, numberOption, tableOption, valueOf } from './options.js';

/** Baskets as read, with what names them: the basket column, or line numbers from 1. */
export interface NamedBaskets {
  readonly ids: readonly string[];
  readonly lists: readonly (readonly string[])[];
  readonly baskets: Baskets;
}

/** One basket a line with `--ragged`; else the items (`--item`) of the rows with the same `--basket`. */
export async function basketsIn(invocation: Invocation): Promise<NamedBaskets> {
  const { ids, lists } = invocation.options['ragged'] === true ? await linesOf(invocation) : await groupsOf(invocation);
  return { ids, lists, baskets: valueOf(basketsOf(lists)) };
}

async function linesOf(invocation: Invocation): Promise<Omit<NamedBaskets, 'baskets'>> {
  const lists = await readCsvLines(textOption(invocation, 'csv') ?? '', delimiterOption(invocation) ?? ',');
  if (lists.length === 0) throw refused('csv.empty', 'The file is empty.', '文件为空。');
  return { ids: lists.map((_, i) => String(i + 1)), lists };
}

async function groupsOf(invocation: Invocation): Promise<Omit<NamedBaskets, 'baskets'>> {
  const [basket, item] = [neededOption(invocation, 'basket'), neededOption(invocation, 'item')];
  const csv = await tableOption(invocation);
  const items = cellsOf(csv, item);
  const groups = new Map<string, string[]>();
  cellsOf(csv, basket).forEach((id, row) => {
    if (id === '') return;
    const list = groups.get(id) ?? [];
    list.push(items[row] as string);
    groups.set(id, list);
  });
  return { ids: [...groups.keys()], lists: [...groups.values()] };
}

const MINERS = { 'fp-growth': fpGrowth, eclat, apriori };

/** Frequent sets and the rules out of them, as `--support`, `--confidence`, `--right`, `--lift`, `--max-length` say. */
export function minedRules(baskets: Baskets, invocation: Invocation): { readonly sets: ItemSets; readonly rules: readonly Rule[] } {
  const named = textOption(invocation, 'method') ?? 'fp-growth';
  const mine = Object.hasOwn(MINERS, named) ? MINERS[named as keyof typeof MINERS] : fpGrowth;
  const maxLength = numberOption(invocation, 'maxLength', 'max-length');
  const lift = numberOption(invocation, 'lift');
  const sets = valueOf(mine(baskets, { support: numberOption(invocation, 'support') ?? 0.01, ...(maxLength === undefined ? {} : { maxLength }) }));
  const rightSide = textOption(invocation, 'right') === 'any' ? 'any' : 'one';
  const rules = valueOf(rulesOf(sets, { confidence: numberOption(invocation, 'confidence') ?? 0.5, rightSide, ...(lift === undefined ? {} : { lift }) }));
  return { sets, rules };
}
