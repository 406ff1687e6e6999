import type { StepHandler } from '#runtime';
import { members, requiredText } from '../input.js';
import { wholeOr } from '../insights/input.js';
import type { Texts } from '../insights/ports.js';

export const textKeywords =
  (texts: Texts): StepHandler =>
  async ({ workspace, input }) => {
    const given = members(input);
    const found = await texts.keywords(workspace, requiredText(given, 'text', 20_000), wholeOr(given, 'most', 5, 30));
    return { kind: 'done', output: { keywords: found.map(({ term }) => term), weights: found.map(({ weight }) => Math.round(weight * 1000) / 1000) } };
  };
