import type { Stage } from '../acts/stages.js';

/** A stage's figures. One amount a currency, the greatest first; empty where the object has no amounts. */
export interface StageSum {
  readonly count: number;
  readonly amounts: readonly Amount[];
}
export interface Amount {
  readonly currency: string;
  readonly sum: number;
  /** Sum times the stage's probability; null without one. */
  readonly weighted: number | null;
}
interface SummaryGroup {
  readonly group: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly currency?: string | undefined;
}

/** Reads a summary grouped by stage. `measure` is the label of its sum; null where there is none. */
export function sumsByStage(groups: readonly SummaryGroup[], stages: readonly Stage[], measure: string | null): ReadonlyMap<string, StageSum> {
  return new Map(
    stages.map(({ id, probability }) => {
      const own = groups.filter(({ group }) => group['stage'] === id);
      const count = own.reduce((sum, { values }) => sum + numberOf(values['count']), 0);
      const amounts = measure === null ? [] : own.map(({ values, currency }) => amountOf(numberOf(values[measure]), currency ?? '', probability));
      return [id, { count, amounts: byGreatest(amounts.filter(({ sum }) => sum !== 0)) }];
    }),
  );
}

/** Of several stages together. What has no probability counts in the sum and not in the weighted sum. */
export function total(sums: readonly StageSum[]): StageSum {
  const amounts = new Map<string, Amount>();
  for (const { currency, sum, weighted } of sums.flatMap((one) => one.amounts)) {
    const before = amounts.get(currency);
    const both = weighted === null ? (before?.weighted ?? null) : rounded((before?.weighted ?? 0) + weighted);
    amounts.set(currency, { currency, sum: rounded((before?.sum ?? 0) + sum), weighted: both });
  }
  return { count: sums.reduce((all, { count }) => all + count, 0), amounts: byGreatest([...amounts.values()]) };
}

/** The groups of a summary after one record went from one stage to another, until the engine has counted again. */
export function afterMove<G extends SummaryGroup>(
  groups: readonly G[],
  moved: { readonly from: string; readonly to: string; readonly amount: number; readonly currency: string },
  measure: string | null,
): readonly G[] {
  const shift = (group: G, by: 1 | -1): G => ({
    ...group,
    values: {
      ...group.values,
      count: numberOf(group.values['count']) + by,
      ...(measure === null ? {} : { [measure]: rounded(numberOf(group.values[measure]) + by * moved.amount) }),
    },
  });
  const isOf = (group: G, stage: string): boolean => group.group['stage'] === stage && (group.currency ?? moved.currency) === moved.currency;
  const template = groups.find((group) => isOf(group, moved.from));
  const known = groups.some((group) => isOf(group, moved.to));
  const blank = template && {
    ...template,
    group: { ...template.group, stage: moved.to },
    values: { ...template.values, count: 0, ...(measure === null ? {} : { [measure]: 0 }) },
  };
  return [...groups, ...(known || !blank ? [] : [blank])].map((group) =>
    isOf(group, moved.from) ? shift(group, -1) : isOf(group, moved.to) ? shift(group, 1) : group,
  );
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
const byGreatest = (amounts: readonly Amount[]): readonly Amount[] => [...amounts].sort((a, b) => b.sum - a.sum);

function amountOf(sum: number, currency: string, probability: number | null): Amount {
  return { currency, sum, weighted: probability === null ? null : rounded(sum * probability) };
}
