import { ok } from '#kernel';
import { refuse, type Answer } from '../problem.js';
import { countsOf, type TermOptions } from './terms.js';

export interface RetrievalOptions extends TermOptions {
  /** `bm25` (the default) with k1 1.2 and b 0.75 (Robertson & Zaragoza 2009), or the cosine of `tf-idf` vectors. */
  readonly weighting?: 'bm25' | 'tf-idf';
}

/** Texts ready to be searched: by term, which texts have it and with what weight. Plain JSON. */
export interface TextIndex {
  readonly kind: 'text-index';
  readonly options: RetrievalOptions;
  readonly documents: number;
  /** Weight of a term in a question. */
  readonly rarity: Readonly<Record<string, number>>;
  /** Pairs of text number and weight, one after the other. */
  readonly postings: Readonly<Record<string, readonly number[]>>;
}

export interface Hit {
  /** Number of the text. */
  readonly document: number;
  /** BM25 sum, or cosine from 0 to 1. */
  readonly score: number;
}

/** Indexes texts. Error: `analysis.empty` when no text has a word. */
export function indexTexts(texts: readonly string[], options: RetrievalOptions = {}): Answer<TextIndex> {
  const counts = texts.map((text) => countsOf(text, options));
  const having = new Map<string, number>();
  for (const one of counts) for (const term of one.keys()) having.set(term, (having.get(term) ?? 0) + 1);
  if (having.size === 0) return refuse('analysis.empty', '/texts', 'No text has a word.', '所有文本都没有词语。');
  const n = texts.length;
  const bm25 = options.weighting !== 'tf-idf';
  const rarityOf = (documents: number): number => (bm25 ? Math.log(1 + (n - documents + 0.5) / (documents + 0.5)) : Math.log((1 + n) / (1 + documents)) + 1);
  const rarity = new Map([...having].map(([term, documents]) => [term, rarityOf(documents)]));
  const postings = new Map<string, number[]>([...having.keys()].map((term) => [term, []]));
  const weigh = bm25 ? bm25Weights(counts) : (one: ReadonlyMap<string, number>) => cosineWeights(one, rarity);
  counts.forEach((one, document) => {
    for (const [term, weight] of weigh(one)) postings.get(term)?.push(document, weight);
  });
  return ok({ kind: 'text-index', options, documents: n, rarity: Object.fromEntries(rarity), postings: Object.fromEntries(postings) });
}

const [K1, B] = [1.2, 0.75];

function bm25Weights(counts: readonly ReadonlyMap<string, number>[]) {
  const lengthOf = (one: ReadonlyMap<string, number>): number => [...one.values()].reduce((a, b) => a + b, 0);
  const average = counts.reduce((sum, one) => sum + lengthOf(one) / counts.length, 0);
  return (one: ReadonlyMap<string, number>): Map<string, number> => {
    const norm = K1 * (1 - B + (B * lengthOf(one)) / average);
    return new Map([...one].map(([term, count]) => [term, (count * (K1 + 1)) / (count + norm)]));
  };
}

function cosineWeights(one: ReadonlyMap<string, number>, rarity: ReadonlyMap<string, number>): Map<string, number> {
  const raw = [...one].flatMap(([term, count]) => (rarity.has(term) ? [[term, count * (rarity.get(term) as number)] as const] : []));
  const length = Math.sqrt(raw.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return new Map(raw.map(([term, weight]) => [term, weight / length]));
}

/** The closest texts, the best first; texts that share no term with the question are not among them. */
export function searchTexts(index: TextIndex, question: string, most = 5): Hit[] {
  return sortedHits(allHits(index, question)).slice(0, most);
}

const sortedHits = <T extends Hit>(hits: T[]): T[] => hits.sort((a, b) => b.score - a.score || a.document - b.document);

function allHits(index: TextIndex, question: string): Hit[] {
  const scores = new Float64Array(index.documents);
  for (const [term, weight] of questionWeights(index, question)) {
    const list = index.postings[term] as readonly number[];
    for (let k = 0; k < list.length; k += 2) scores[list[k] as number] = (scores[list[k] as number] as number) + weight * (list[k + 1] as number);
  }
  const hits: Hit[] = [];
  scores.forEach((score, document) => score > 0 && hits.push({ document, score }));
  return hits;
}

function questionWeights({ options, rarity }: TextIndex, question: string): Map<string, number> {
  const counts = [...countsOf(question, options)].filter(([term]) => Object.hasOwn(rarity, term));
  const rarities = new Map(counts.map(([term]) => [term, rarity[term] as number]));
  return options.weighting === 'tf-idf' ? cosineWeights(new Map(counts), rarities) : rarities;
}

export interface SuggestedAnswer extends Hit {
  readonly answer: string;
}

/** The best hit of each distinct answer: `answers[i]` belongs to text i (an intent, an article, a macro). */
export function suggestAnswers(index: TextIndex, answers: readonly string[], question: string, most = 5): SuggestedAnswer[] {
  const best = new Map<string, SuggestedAnswer>();
  for (const hit of allHits(index, question)) {
    const answer = answers[hit.document];
    if (answer === undefined || (best.get(answer)?.score ?? 0) >= hit.score) continue;
    best.set(answer, { ...hit, answer });
  }
  return sortedHits([...best.values()]).slice(0, most);
}
