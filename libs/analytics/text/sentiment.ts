import { ok } from '#kernel';
import { badOption, type Answer } from '../problem.js';
import { classesOf, fitTextClasses, type TextClasses, type TextClassOptions } from './classes.js';

/** Mood learned from texts that people labelled; no word list is built in. Plain JSON. */
export interface SentimentModel {
  readonly kind: 'sentiment';
  readonly classes: TextClasses;
}

export interface Sentiment {
  /** -1 (bad) to 1 (good): how far the two chances are apart. */
  readonly score: number;
  /** `unsure` where the two are closer than a fifth. */
  readonly mood: 'good' | 'bad' | 'unsure';
  readonly because: readonly string[];
}

/** Learns mood from labelled texts: `good[i]` says whether text i is. Errors: those of `fitTextClasses`. */
export function fitSentiment(texts: readonly string[], good: readonly boolean[], options: TextClassOptions = {}): Answer<SentimentModel> {
  if (good.length !== texts.length) return badOption('/good', 'There must be a label for each text.', '每条文本都要有一个标签。', good.length);
  const classes = fitTextClasses(
    texts,
    good.map((one) => (one ? 'good' : 'bad')),
    options,
  );
  return classes.ok ? ok({ kind: 'sentiment', classes: classes.value }) : classes;
}

/** The mood of a text and the terms that said so. */
export function sentimentOf({ classes }: SentimentModel, text: string): Sentiment {
  const [first, second] = classesOf(classes, text, 2);
  if (!first || !second) return { score: 0, mood: 'unsure', because: [] };
  const score = (first.p - second.p) * (first.label === 'good' ? 1 : -1);
  const known = first.because.length > 0;
  return { score: known ? score : 0, mood: known && Math.abs(score) >= 0.2 ? (first.label as 'good' | 'bad') : 'unsure', because: first.because };
}
