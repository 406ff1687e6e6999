import type { StepHandler } from '#runtime';
import { members, requiredText } from '../input.js';
import { lackJson, wordsText } from '../insights/words.js';
import type { Texts } from '../insights/ports.js';

/** Hands back the likeliest categories with the words that spoke for them. */
export const textClassify =
  (texts: Texts): StepHandler =>
  async ({ workspace, input }) => {
    const { classes, learnedFrom, lacking } = await texts.classify(workspace, requiredText(members(input), 'text', 20_000));
    const shown = classes.map(({ label, p, because }) => ({ class: label, chance: Math.round(p * 1000) / 1000, because: [...because] }));
    const [best] = shown;
    const reasons = best && best.because.length > 0 ? [wordsText(best.because)] : [];
    return {
      kind: 'done',
      output: { class: best?.class ?? null, chance: best?.chance ?? null, classes: shown, reasons, learnedFrom, lacking: lackJson(lacking) },
    };
  };
