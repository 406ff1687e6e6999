/** Text as compared: NFKC, lower case, what is no letter or digit made a single blank, trimmed. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Runs of three characters of a plain text with two blanks before and one after, as PostgreSQL's pg_trgm takes for a whole; each once. Empty for an empty text. */
export function trigramsOf(plain: string): ReadonlySet<string> {
  const grams = new Set<string>();
  if (plain === '') return grams;
  const letters = [...`  ${plain} `];
  for (let i = 0; i + 3 <= letters.length; i++) grams.add(letters.slice(i, i + 3).join(''));
  return grams;
}

/** Shared by all (Jaccard 1912): 0 to 1; 0 where both are empty. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const one of small) if (large.has(one)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
