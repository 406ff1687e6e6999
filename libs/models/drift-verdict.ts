import type { Text } from '#kernel';
import type { DriftVerdict } from './model.js';
import { type DriftFound, LEAST_COMPARED } from './training/drift.js';
import { both } from './words.js';

/** What follows: the score tells it, or the feature that moved most where the score has no figure. */
export function verdictOf(rows: number, { features, score }: DriftFound): DriftVerdict {
  if (rows < LEAST_COMPARED) return 'too-few';
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
