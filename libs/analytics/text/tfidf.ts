import { ok } from '#kernel';
import { refuse, type Answer } from '../problem.js';
import { countsOf, type TermOptions } from './terms.js';

/** How rare each term is: smooth idf, ln((1 + n) / (1 + documents with it)) + 1, as scikit-learn. Plain JSON. */
export interface TfIdf {
  readonly kind: 'tf-idf';
  readonly options: TermOptions;
  readonly documents: number;
  readonly idf: Readonly<Record<string, number>>;
}

/** Learns the rarities. Error: `analysis.empty` when no text has a word. */
export function fitTfIdf(texts: readonly string[], options: TermOptions = {}): Answer<TfIdf> {
  const documents = new Map<string, number>();
  for (const text of texts) for (const term of countsOf(text, options).keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
  if (documents.size === 0) return refuse('analysis.empty', '/texts', 'No text has a word.', '所有文本都没有词语。');
  const idf = Object.fromEntries([...documents].map(([term, count]) => [term, Math.log((1 + texts.length) / (1 + count)) + 1]));
  return ok({ kind: 'tf-idf', options, documents: texts.length, idf });
}

/** The weights of a text, of length 1 together; terms never seen are left out, so that a text of such terms alone is empty. */
export function weightsOf({ idf, options }: TfIdf, text: string): Map<string, number> {
  const raw = [...countsOf(text, options)].flatMap(([term, count]) => (Object.hasOwn(idf, term) ? [[term, count * (idf[term] as number)] as const] : []));
  const length = Math.sqrt(raw.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return new Map(raw.map(([term, weight]) => [term, weight / length]));
}

export interface Keyword {
  readonly term: string;
  readonly weight: number;
}

/** The terms that mark a text against the others, the heaviest first; terms of `stopWords` and single letters of spaced scripts are passed over. */
export function keywordsOf(model: TfIdf, text: string, most = 5, stopWords: Iterable<string> = []): Keyword[] {
  const stop = new Set(stopWords);
  return [...weightsOf(model, text)]
    .filter(([term]) => !stop.has(term) && !/^[\p{Script=Latin}\p{N}]$/u.test(term))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([term, weight]) => ({ term, weight }));
}

/** Themes of many texts: terms by the sum of their weights, with the number of texts that have them. */
export function themesOf(model: TfIdf, texts: readonly string[], most = 20, stopWords: Iterable<string> = []): (Keyword & { readonly texts: number })[] {
  const sums = new Map<string, { weight: number; texts: number }>();
  for (const text of texts) {
    for (const { term, weight } of keywordsOf(model, text, Infinity, stopWords)) {
      const seen = sums.get(term) ?? { weight: 0, texts: 0 };
      sums.set(term, { weight: seen.weight + weight, texts: seen.texts + 1 });
    }
  }
  return [...sums]
    .map(([term, sum]) => ({ term, ...sum }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, most);
}
