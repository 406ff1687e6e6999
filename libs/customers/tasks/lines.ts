import { basketsOf, fpGrowth, itemNeighbours, rulesOf, similarCustomers, type Baskets, type ItemNeighbours, type Rule } from '#analytics';
import type { Problem } from '#kernel';
import type { LineColumns } from '../ports.js';
import type { Lack } from './book.js';

export interface RulesInput {
  readonly lines: LineColumns;
  readonly support: number;
  readonly confidence: number;
  readonly lift: number;
}

/** Rules over places in `lines.products`, as texts. */
export interface RulesOutput {
  readonly lack: Lack | null;
  readonly rules: readonly Rule[];
  /** Baskets with each product. */
  readonly counts: readonly number[];
}

/** Longest set, and most sets: enough for a table, and a bound for what one asks with a support near zero. */
const MAX_LENGTH = 4;
const MOST_SETS = 200_000;

export function basketRules({ lines, support, confidence, lift }: RulesInput): RulesOutput {
  const lists = listsOf(lines, 'basket');
  const counts = countsOf(lists, lines.products.length);
  const baskets = basketsOf(lists);
  if (!baskets.ok) return { lack: lackOf(baskets.error), rules: [], counts };
  // Sets in fewer than two baskets say nothing and are without number.
  const least = Math.max(support, 2 / baskets.value.n);
  const sets = fpGrowth(baskets.value, { support: Math.min(1, least), maxLength: MAX_LENGTH, mostSets: MOST_SETS });
  if (!sets.ok) return { lack: lackOf(sets.error), rules: [], counts };
  const rules = rulesOf(sets.value, { confidence, lift });
  return rules.ok ? { lack: null, rules: rules.value, counts } : { lack: lackOf(rules.error), rules: [], counts };
}

/** Products of like buyers, over all that each customer ever bought. */
export function productNeighbours({ lines }: { readonly lines: LineColumns }): ItemNeighbours {
  const baskets = basketsOf(listsOf(lines, 'customer'));
  return baskets.ok ? itemNeighbours(baskets.value) : { neighbours: {} };
}

export interface AlikeInput {
  readonly lines: LineColumns;
  /** Place in `lines.customers`. */
  readonly customer: number;
  readonly most: number;
}

/** Customers with the same purchases: places in `lines.customers` and in `lines.products`. */
export function alikeCustomers({
  lines,
  customer,
  most,
}: AlikeInput): readonly { readonly customer: number; readonly similarity: number; readonly shared: readonly number[] }[] {
  const baskets = basketsOf(listsOf(lines, 'customer'));
  const found = baskets.ok ? similarCustomers(baskets.value as Baskets, customer, most) : baskets;
  return found.ok ? found.value.map(({ customer: other, similarity, shared }) => ({ customer: other, similarity, shared: shared.map(Number) })) : [];
}

function listsOf({ basket, product, customer, baskets, customers }: LineColumns, by: 'basket' | 'customer'): string[][] {
  const lists: string[][] = Array.from({ length: by === 'basket' ? baskets : customers.length }, () => []);
  const owner = by === 'basket' ? basket : customer;
  for (let i = 0; i < product.length; i += 1) lists[owner[i] as number]?.push(String(product[i]));
  return lists;
}

function countsOf(lists: readonly (readonly string[])[], products: number): number[] {
  const counts = Array.from({ length: products }, () => 0);
  for (const list of lists) for (const place of new Set(list)) counts[Number(place)]! += 1;
  return counts;
}

export const lackOf = ([problem]: readonly Problem[]): Lack | null => (problem ? { code: problem.code, text: problem.text } : null);
