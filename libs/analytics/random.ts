/** A seeded stream of numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
  /** Standard normal, by the polar method of Marsaglia. */
  normal(): number;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018), its state filled from the seed by splitmix32.
 * Any finite seed is taken; its fraction is cut off.
 */
export function seededRandom(seed: number): Random {
  const fill = splitmix(Math.trunc(seed));
  const state = Int32Array.of(fill(), fill(), fill(), fill());
  const words = new Uint32Array(2 * BLOCK);
  let at = words.length;
  const next = (): number => {
    if (at === words.length) {
      xoshiro(state, words);
      at = 0;
    }
    at += 2;
    return (((words[at - 2] as number) >>> 5) * 67_108_864 + ((words[at - 1] as number) >>> 6)) / 9_007_199_254_740_992;
  };
  return { next, below: (n) => Math.floor(next() * n), normal: polar(next) };
}

/** Numbers that are drawn at once: the state then stays in registers. */
const BLOCK = 128;

/** Fills `words` with what comes next, and leaves `state` behind the last of them. */
function xoshiro(state: Int32Array, words: Uint32Array): void {
  let [a, b, c, d] = [state[0] as number, state[1] as number, state[2] as number, state[3] as number];
  for (let i = 0; i < words.length; i += 1) {
    const x = Math.imul(b, 5);
    words[i] = Math.imul((x << 7) | (x >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
  }
  state.set([a, b, c, d]);
}

function splitmix(seed: number): () => number {
  let state = (seed % 4_294_967_296) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
}

function polar(next: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}
