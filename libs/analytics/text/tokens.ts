export interface TokenOptions {
  /** Words to keep whole in scripts without spaces, such as product names; matched before the segmenter, the longest first. */
  readonly domainWords?: readonly string[];
}

/** Scripts written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/u;
const PIECE = new RegExp(`${UNSPACED.source}|[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}]+)*`, 'gu');
const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(granularity: 'word' | 'sentence'): Intl.Segmenter {
  const known = segmenters.get(granularity) ?? new Intl.Segmenter('zh', { granularity });
  segmenters.set(granularity, known);
  return known;
}

/**
 * Words of a text in lower case, full-width forms made plain. Scripts with spaces part at what is no letter or digit ("don't" stays one word);
 * those without go through `Intl.Segmenter`, domain words first. Punctuation, symbols and emoji are no words.
 */
export function tokensOf(text: string, options: TokenOptions = {}): string[] {
  const out: string[] = [];
  const domain = options.domainWords ? domainPattern(options.domainWords) : null;
  for (const piece of splitBy(text.normalize('NFKC').toLowerCase(), domain)) {
    if (piece.whole) out.push(piece.text);
    else for (const [word] of piece.text.matchAll(PIECE)) out.push(...(UNSPACED.test(word) ? segmented(word) : [word.replaceAll('’', "'")]));
  }
  return out;
}

function* segmented(run: string): Generator<string> {
  for (const { segment, isWordLike } of segmenter('word').segment(run)) if (isWordLike) yield segment;
}

const patterns = new WeakMap<readonly string[], RegExp | null>();

/** Made once a list: a model hands the same list in for each of its texts. */
function domainPattern(words: readonly string[]): RegExp | null {
  const known = patterns.get(words);
  if (known !== undefined) return known;
  const made = patternOf(words);
  patterns.set(words, made);
  return made;
}

function patternOf(words: readonly string[]): RegExp | null {
  const plain = words.map((word) => word.normalize('NFKC').toLowerCase().trim()).filter((word) => word !== '');
  if (plain.length === 0) return null;
  plain.sort((a, b) => b.length - a.length);
  // A look at one character passes over most places of a text, however many words there are.
  const firsts = [...new Set(plain.map((word) => String.fromCodePoint(word.codePointAt(0) as number)))]
    .map((sign) => (sign === '-' ? String.raw`\-` : escaped(sign)))
    .join('');
  return new RegExp(
    `(?=[${firsts}])(?:${plain.map((word) => (UNSPACED.test(word) ? escaped(word) : `(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`)).join('|')})`,
    'gu',
  );
}

/** A hyphen may be escaped inside of a class alone. */
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

function* splitBy(text: string, pattern: RegExp | null): Generator<{ text: string; whole: boolean }> {
  let from = 0;
  for (const match of pattern ? text.matchAll(pattern) : []) {
    yield { text: text.slice(from, match.index), whole: false };
    yield { text: match[0], whole: true };
    from = match.index + match[0].length;
  }
  yield { text: text.slice(from), whole: false };
}

/** Sentences of a text in any script, trimmed; empty ones left out. */
export function sentencesOf(text: string): string[] {
  return Array.from(segmenter('sentence').segment(text), ({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
}
