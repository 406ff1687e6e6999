import type { StepHandler } from '#runtime';
import { members, requiredText } from '../input.js';
import { wholeOr } from '../insights/input.js';
import type { Texts } from '../insights/ports.js';

export const textSummary =
  (texts: Texts): StepHandler =>
  async ({ workspace, input }) => {
    const given = members(input);
    const sentences = await texts.summary(workspace, requiredText(given, 'text', 20_000), wholeOr(given, 'sentences', 3, 20));
    return { kind: 'done', output: { summary: sentences.join(' '), sentences: [...sentences] } };
  };
