import { indexTexts, searchTexts, tokensOf, type TextIndex } from '#analytics';
import type { KnowledgeRow } from '../ports.js';
import { STOP_WORDS } from './stop-words.js';

export interface Suggestion {
  readonly object: 'article' | 'ticket';
  readonly id: string;
  readonly title: string;
  readonly answer: string;
  /** BM25. */
  readonly score: number;
  readonly because: readonly string[];
}

/** An index of the knowledge; null where no text has a word. */
export function knowledgeIndex({ texts, domainWords }: { readonly texts: readonly string[]; readonly domainWords: readonly string[] }): TextIndex | null {
  const index = indexTexts(texts, { domainWords });
  return index.ok ? index.value : null;
}

const STOP = new Set(STOP_WORDS);
/** Answers below this share of the best one's score have a word in common by chance. */
const LEAST_OF_BEST = 0.2;

/**
 * The best answers to a question, the best first: each answer once, the question's own ticket left out, with the words
 * that both share. An article counts half as much again: somebody wrote it to be sent.
 */
export function suggestionsFor(
  index: TextIndex,
  rows: readonly KnowledgeRow[],
  question: { readonly text: string; readonly except: string | null; readonly most: number },
): readonly Suggestion[] {
  const asked = new Set(tokensOf(question.text, index.options).filter((word) => !STOP.has(word)));
  const hits = searchTexts(index, [...asked].join(' '), 200);
  const best = new Map<string, Suggestion>();
  for (const { document, score } of hits) {
    const row = rows[document];
    if (!row || row.id === question.except) continue;
    const because = [...new Set(tokensOf(row.text, index.options))].filter((word) => asked.has(word)).slice(0, 6);
    const weighed = score * (row.object === 'article' ? 1.5 : 1);
    const key = row.answer.trim().toLowerCase();
    if (because.length === 0 || (best.get(key)?.score ?? 0) >= weighed) continue;
    best.set(key, { object: row.object, id: row.id, title: row.title, answer: row.answer, score: weighed, because });
  }
  const sorted = [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const least = LEAST_OF_BEST * (sorted[0]?.score ?? 0);
  return sorted.filter(({ score }) => score >= least).slice(0, question.most);
}
