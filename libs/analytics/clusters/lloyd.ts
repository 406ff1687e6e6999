import { squaredDistance } from '../matrix.js';
import type { KMeansShard, ShardSums } from './shard.js';

/** What the iterations ask of every shard; the answers come back in the order of the shards. */
export type LloydRequest =
  | { readonly kind: 'assign'; readonly centres: Float64Array; readonly moves: Float64Array }
  | { readonly kind: 'fresh-sums' }
  | { readonly kind: 'furthest' | 'inertia'; readonly centres: Float64Array };

export type LloydAnswer =
  | { readonly kind: 'sums'; readonly value: ShardSums }
  | { readonly kind: 'furthest'; readonly value: { readonly square: number; readonly row: Float64Array } }
  | { readonly kind: 'inertia'; readonly value: number };

export interface LloydOutcome {
  /** k x columns. */
  readonly centres: Float64Array;
  readonly sizes: Float64Array;
  readonly inertia: number;
  readonly iterations: number;
  /** False where the allowed iterations ran out first. */
  readonly hasConverged: boolean;
}

/**
 * The iterations of Lloyd as questions to shards, so that the one who runs them decides where the shards live (here, or in threads).
 * Ends when no row changes its centre. A centre that lost all rows moves to the row furthest from its own.
 */
export function* lloyd(start: Float64Array, k: number, maxIterations: number): Generator<LloydRequest, LloydOutcome, readonly LloydAnswer[]> {
  const columns = start.length / k;
  let centres = start.slice();
  let moves: Float64Array = new Float64Array(k);
  let iterations = 0;
  let hasConverged = false;
  while (iterations < maxIterations && !hasConverged) {
    iterations += 1;
    const total = totalOf(yield { kind: 'assign', centres, moves }, k, columns);
    const next = meansOf(total, centres, k);
    const empty = total.counts.indexOf(0);
    if (empty >= 0) next.set(furthestOf(yield { kind: 'furthest', centres }), empty * columns);
    moves = movesBetween(centres, next, k);
    hasConverged = total.changed === 0 && empty < 0;
    centres = next;
  }
  const total = totalOf(yield { kind: 'fresh-sums' }, k, columns);
  centres = meansOf(total, centres, k);
  const inertia = (yield { kind: 'inertia', centres }).reduce((sum, answer) => sum + (answer.kind === 'inertia' ? answer.value : 0), 0);
  return { centres, sizes: total.counts, inertia, iterations, hasConverged };
}

/** Answers one request from a shard. */
export function answerOf(shard: KMeansShard, request: LloydRequest): LloydAnswer {
  switch (request.kind) {
    case 'assign':
      return { kind: 'sums', value: shard.assign(request.centres, request.moves) };
    case 'fresh-sums':
      return { kind: 'sums', value: shard.freshSums() };
    case 'furthest':
      return { kind: 'furthest', value: shard.furthest(request.centres) };
    case 'inertia':
      return { kind: 'inertia', value: shard.inertia(request.centres) };
  }
}

/** Runs the iterations in this thread. */
export function runLloyd(shards: readonly KMeansShard[], start: Float64Array, k: number, maxIterations: number): LloydOutcome {
  const iterations = lloyd(start, k, maxIterations);
  let turn = iterations.next();
  while (!turn.done) {
    const request = turn.value;
    turn = iterations.next(shards.map((shard) => answerOf(shard, request)));
  }
  return turn.value;
}

function totalOf(answers: readonly LloydAnswer[], k: number, columns: number): ShardSums {
  const sums = new Float64Array(k * columns);
  const counts = new Float64Array(k);
  let changed = 0;
  for (const answer of answers) {
    if (answer.kind !== 'sums') continue;
    for (let i = 0; i < sums.length; i += 1) sums[i]! += answer.value.sums[i] as number;
    for (let c = 0; c < k; c += 1) counts[c]! += answer.value.counts[c] as number;
    changed += answer.value.changed;
  }
  return { sums, counts, changed };
}

/** The mean of each centre's rows; a centre without rows stays. */
function meansOf({ sums, counts }: ShardSums, centres: Float64Array, k: number): Float64Array<ArrayBuffer> {
  const columns = centres.length / k;
  return Float64Array.from(centres, (old, i) => {
    const count = counts[Math.floor(i / columns)] as number;
    return count > 0 ? (sums[i] as number) / count : old;
  });
}

function furthestOf(answers: readonly LloydAnswer[]): Float64Array {
  let best = { square: -1, row: new Float64Array() as Float64Array };
  for (const answer of answers) if (answer.kind === 'furthest' && answer.value.square > best.square) best = answer.value;
  return best.row;
}

function movesBetween(from: Float64Array, to: Float64Array, k: number): Float64Array {
  const columns = from.length / k;
  return Float64Array.from({ length: k }, (_, c) => Math.sqrt(squaredDistance(from, c, to, c, columns)));
}
