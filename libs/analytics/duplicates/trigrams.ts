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
