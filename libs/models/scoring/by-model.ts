import { encode, scoreRecord, strongestReasons, tableOf, type Profile, type Reason, type ScoreModel } from '#analytics';
import type { FeatureRow } from '../features/row.js';
import type { Fitted } from '../model.js';
import { linearEstimates } from '../training/regression.js';

/** A score before it is put into words. */
export interface RawScore {
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** By a trained chance: exact contributions against the average record. */
export function chanceByModel(model: ScoreModel, { values }: FeatureRow): RawScore {
  const { p, reasons } = scoreRecord(model, values);
  return { score: p, reasons };
}

/** By a trained estimate: coefficient x (value - mean) by column. */
export function estimateByModel(fitted: Extract<Fitted, { kind: 'regression' }>, { values }: FeatureRow): RawScore {
  const names = [...new Set(fitted.encoder.features.map(({ column }) => column))];
  const x = encode(fitted.encoder, tableOf([values], names));
  const parts = new Map<string, number>();
  fitted.encoder.features.forEach(({ column }, j) => parts.set(column, (parts.get(column) ?? 0) + (fitted.fit.weights[j] as number) * (x.data[j] as number)));
  for (const [column, part] of parts) parts.set(column, part - (fitted.average[column] ?? 0));
  const score = linearEstimates(fitted.fit, x)[0] ?? fitted.fit.intercept;
  return { score, reasons: strongestReasons(parts, values, fitted.profiles) };
}

/** Means of number columns by name. */
export const meansOf = (profiles: readonly Profile[]): ReadonlyMap<string, number> =>
  new Map(profiles.flatMap((profile) => (profile.kind === 'number' ? [[profile.column, profile.mean] as const] : [])));
