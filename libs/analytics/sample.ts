import type { Random } from './random.js';

/** `size` different numbers of 0..n-1, ascending; all of them where `size` is n or more. Algorithm S of Knuth, TAOCP 3.4.2. */
export function sampleOf(n: number, size: number, random: Random): Int32Array {
  const wanted = Math.min(n, size);
  const picked = new Int32Array(wanted);
  let taken = 0;
  for (let i = 0; taken < wanted; i += 1) {
    if ((n - i) * random.next() >= wanted - taken) continue;
    picked[taken] = i;
    taken += 1;
  }
  return picked;
}
