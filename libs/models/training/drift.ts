import { driftOf, encode, scoreTable, type Drift, type Profile } from '#analytics';
import type { Text } from '#kernel';
import type { DriftVerdict, Fitted } from '../model.js';
import { both } from '../words.js';
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
const LEAST = 30;

/** Population stability index of each feature and of the score. */
export function driftNow({ fitted, scoreProfile, table: packed }: DriftTask): DriftFound {
  const table = unpack(packed);
  const features = driftOf(fitted.profiles, table);
  if (table.rows < LEAST || scoreProfile === null) return { features, score: null };
  const scores = fitted.kind === 'score-model' ? scoreTable(fitted, table) : linearEstimates(fitted.fit, encode(fitted.encoder, table));
  return { features, score: ofScores(scoreProfile, scores) };
}

/** What follows: the score tells it, or the feature that moved most where the score has no figure. */
export function verdictOf(rows: number, { features, score }: DriftFound): DriftVerdict {
  if (rows < LEAST) return 'too-few';
  return score?.state ?? mostMoved(features)?.state ?? 'stable';
}

export const mostMoved = <F extends { readonly psi: number }>(features: readonly F[]): F | undefined =>
  features.reduce<F | undefined>((most, one) => (most === undefined || one.psi > most.psi ? one : most), undefined);

export function driftWords(n: number, state: DriftVerdict): Text {
  switch (state) {
    case 'too-few':
      return both(`Only ${n} records to compare: too few to tell.`, `仅有 ${n} 条记录可比较：太少，无法判断。`);
    case 'drifted':
      return both('The records of today are far from those of the training: train again.', '今天的记录与训练时相差很大：请重新训练。');
    case 'moved':
      return both('The records of today have moved: watch it, or train again.', '今天的记录有所变化：请关注，或重新训练。');
    case 'stable':
      return both('The records of today are like those of the training.', '今天的记录与训练时相似。');
  }
}

function ofScores(then: Profile, scores: Float64Array): Omit<Drift, 'column'> | null {
  const found = driftOf([then], { rows: scores.length, columns: [{ name: then.column, values: Array.from(scores) }] })[0];
  return found ? { psi: found.psi, state: found.state } : null;
}
