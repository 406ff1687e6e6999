import type { QuinlanNode } from './quinlan-node.js';

/** Subtrees that are not expected to err less than a leaf in their place become that leaf: C4.5's pessimistic pruning (Quinlan 1993, chapter 4). */
export function pruned(node: QuinlanNode, confidence: number): QuinlanNode {
  if (node.kind === 'leaf') return node;
  const smaller =
    node.kind === 'number'
      ? { ...node, low: pruned(node.low, confidence), high: pruned(node.high, confidence) }
      : { ...node, children: Object.fromEntries(Object.entries(node.children).map(([level, child]) => [level, pruned(child, confidence)])) };
  const leaf: QuinlanNode = { kind: 'leaf', counts: node.counts };
  return expectedErrors(leaf, confidence) <= expectedErrors(smaller, confidence) + 0.1 ? leaf : smaller;
}

function expectedErrors(node: QuinlanNode, confidence: number): number {
  if (node.kind === 'number') return expectedErrors(node.low, confidence) + expectedErrors(node.high, confidence);
  if (node.kind === 'levels') return Object.values(node.children).reduce((sum, child) => sum + expectedErrors(child, confidence), 0);
  const counts = Object.values(node.counts);
  const n = counts.reduce((a, b) => a + b, 0);
  return n * upperRate(n - Math.max(...counts), n, confidence);
}

/** Error rate that is exceeded with probability `confidence`, given e errors in n: the exact binomial bound, by halving. U(0, 6) at 0.25 is 0.206, U(0, 9) 0.143, as in the book; with errors the book interpolates (U(1, 16) .157, exactly .160). */
export function upperRate(errors: number, n: number, confidence: number): number {
  if (n === 0 || errors >= n) return 1;
  let [low, high] = [errors / n, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (atMost(errors, n, middle) > confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Chance of at most `errors` in n at rate p, in logs so that large n do not underflow. */
function atMost(errors: number, n: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return errors >= n ? 1 : 0;
  let log = n * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let k = 1; k <= errors; k++) {
    log += Math.log((n - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(log);
  }
  return sum;
}
