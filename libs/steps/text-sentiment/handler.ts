import type { StepHandler } from '#runtime';
import { members, requiredText } from '../input.js';
import { lackJson, wordsText } from '../insights/words.js';
import type { Texts } from '../insights/ports.js';

export const textSentiment =
  (texts: Texts): StepHandler =>
  async ({ workspace, input }) => {
    const { sentiment, learnedFrom, lacking } = await texts.sentiment(workspace, requiredText(members(input), 'text', 20_000));
    const reasons = sentiment && sentiment.because.length > 0 ? [wordsText(sentiment.because)] : [];
    const score = sentiment === null ? null : Math.round(sentiment.score * 1000) / 1000;
    return { kind: 'done', output: { mood: sentiment?.mood ?? null, score, reasons, learnedFrom, lacking: lackJson(lacking) } };
  };
