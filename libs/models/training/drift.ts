import { driftOf, encode, scoreTable, type Drift, type Profile } from '#analytics';
import type { Fitted } from '../model.js';
import { unpack, type PackedTable } from './packed.js';
import { linearEstimates } from './regression.js';

/** Input of the comparison of today's records with those of the training. */
export interface DriftTask {
  readonly fitted: Extract<Fitted, { kind: 'score-model' | 'regression' }>;
  readonly scoreProfile: Profile | null;
  readonly table: PackedTable;
}
export interface DriftFound {
  readonly features: readonly Drift[];
  readonly score: Omit<Drift, 'column'> | null;
}

/** Fewer rows say nothing about a spread. */
export const LEAST_COMPARED = 30;

/** Population stability index of each feature and of the score. */
export function driftNow({ fitted, scoreProfile, table: packed }: DriftTask): DriftFound {
  const table = unpack(packed);
  const features = driftOf(fitted.profiles, table);
  if (table.rows < LEAST_COMPARED || scoreProfile === null) return { features, score: null };
  const scores = fitted.kind === 'score-model' ? scoreTable(fitted, table) : linearEstimates(fitted.fit, encode(fitted.encoder, table));
  return { features, score: ofScores(scoreProfile, scores) };
}

function ofScores(then: Profile, scores: Float64Array): Omit<Drift, 'column'> | null {
  const found = driftOf([then], { rows: scores.length, columns: [{ name: then.column, values: Array.from(scores) }] })[0];
  return found ? { psi: found.psi, state: found.state } : null;
}
