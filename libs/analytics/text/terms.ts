import { tokensOf, type TokenOptions } from './tokens.js';

/** What a text is counted by. Plain JSON, kept in the model, so that a question is read as the examples were. */
export interface TermOptions extends TokenOptions {
  /** Longest run of neighbouring words that counts as a term; 1 (single words) by default. */
  readonly wordRuns?: number;
  /** Lengths of the letter runs inside words (with their edges), such as [3, 5]; they forgive endings and misspellings. */
  readonly letters?: readonly [number, number];
  /** Runs of neighbouring characters over the whole text instead of words, such as 2 for single characters and pairs: for Chinese. */
  readonly characterRuns?: number;
}

/** Terms of a text, repeats included, in order of their kinds. */
export function termsOf(text: string, options: TermOptions = {}): string[] {
  if (options.characterRuns) return runsOf([...text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')], options.characterRuns, '');
  const words = tokensOf(text, options);
  const terms = runsOf(words, options.wordRuns ?? 1, ' ');
  if (options.letters) for (const word of words) terms.push(...letterRuns(word, options.letters));
  return terms;
}

function runsOf(parts: readonly string[], longest: number, between: string): string[] {
  const out = [...parts];
  for (let length = 2; length <= longest; length++) for (let i = 0; i + length <= parts.length; i++) out.push(parts.slice(i, i + length).join(between));
  return out;
}

/** Letter runs are marked, so that they are never taken for words. */
function letterRuns(word: string, [shortest, longest]: readonly [number, number]): string[] {
  const letters = [...`<${word}>`];
  const out: string[] = [];
  for (let length = shortest; length <= longest; length++)
    for (let i = 0; i + length <= letters.length; i++) out.push(`~${letters.slice(i, i + length).join('')}`);
  return out;
}

/** Counts of the terms of a text. */
export function countsOf(text: string, options: TermOptions): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of termsOf(text, options)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
