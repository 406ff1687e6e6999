import { sentencesOf, tokensOf, type TokenOptions } from './tokens.js';

const DAMPING = 0.85;
const MOST_ROUNDS = 100;

export interface SummaryOptions extends TokenOptions {
  /** Sentences of the summary; 3 by default. */
  readonly sentences?: number;
}

/**
 * The sentences that the others say again, in the order of the text: TextRank (Mihalcea & Tarau 2004), similarity = words shared / (ln of one length + ln of the other),
 * ranked with damping 0.85. At most the first 500 sentences are read. Nothing is made up: every sentence is one of the text.
 */
export function summaryOf(text: string, options: SummaryOptions = {}): string[] {
  const sentences = sentencesOf(text).slice(0, 500);
  const wanted = options.sentences ?? 3;
  if (sentences.length <= wanted) return sentences;
  const ranks = ranksOf(sentences.map((sentence) => new Set(tokensOf(sentence, options))));
  const order = ranks.map((rank, i) => ({ rank, i })).sort((a, b) => b.rank - a.rank || a.i - b.i);
  const chosen = order
    .slice(0, wanted)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
  return chosen.map((i) => sentences[i] as string);
}

/** Stationary ranks of the sentences; equal for all where none is like another. */
export function ranksOf(words: readonly ReadonlySet<string>[]): number[] {
  const n = words.length;
  const weights = words.map((a, i) => words.map((b, j) => (i === j ? 0 : similarity(a, b))));
  const out = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = words.map(() => 1);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = words.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < n; j++) if ((out[j] as number) > 0) sum += (((weights[j] as number[])[i] as number) / (out[j] as number)) * (ranks[j] as number);
      return 1 - DAMPING + DAMPING * sum;
    });
    const moved = next.reduce((sum, rank, i) => sum + Math.abs(rank - (ranks[i] as number)), 0);
    ranks = next;
    if (moved < 1e-9) break;
  }
  return ranks;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < 2 || b.size < 2) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared / (Math.log(a.size) + Math.log(b.size));
}
