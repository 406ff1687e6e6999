/** What loyalty is told from where only purchases are known. */
export const LOYALTY_PARTS = ['recency', 'frequency', 'tenure'] as const;
export type LoyaltyWeights = Readonly<Record<(typeof LOYALTY_PARTS)[number], number>>;

/** Those of the score on a record, times a hundred. */
export const USUAL_WEIGHTS: LoyaltyWeights = { recency: 40, frequency: 40, tenure: 20 };

/** The weights of an address, as `40-40-20`; the usual ones where it says none. */
export function readWeights(said: string | undefined): LoyaltyWeights {
  const [, recency, frequency, tenure] = /^(\d{1,3})-(\d{1,3})-(\d{1,3})$/.exec(said ?? '') ?? [];
  if (recency === undefined || frequency === undefined || tenure === undefined) return USUAL_WEIGHTS;
  return { recency: capped(recency), frequency: capped(frequency), tenure: capped(tenure) };
}

const capped = (text: string): number => Math.min(100, Number(text));

/** Undefined for the usual ones, which need not stand in the address. */
export function sayWeights(weights: LoyaltyWeights): string | undefined {
  return LOYALTY_PARTS.every((part) => weights[part] === USUAL_WEIGHTS[part]) ? undefined : LOYALTY_PARTS.map((part) => weights[part]).join('-');
}

/** As the API is asked. */
export const askedWith = (weights: LoyaltyWeights) => ({
  recency: String(weights.recency),
  frequency: String(weights.frequency),
  tenure: String(weights.tenure),
});
