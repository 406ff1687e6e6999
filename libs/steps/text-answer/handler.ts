import type { StepHandler } from '#runtime';
import { members, requiredText } from '../input.js';
import { wholeOr } from '../insights/input.js';
import { lackJson, wordsText } from '../insights/words.js';
import type { Texts } from '../insights/ports.js';

/** What of an answer goes into the journal. */
const KEPT_CHARACTERS = 2000;

/** Hands back the answers; the record that asks is never its own answer. */
export const textAnswer =
  (texts: Texts): StepHandler =>
  async ({ workspace, input, recordId }) => {
    const given = members(input);
    const { items, lacking } = await texts.answersTo(workspace, {
      text: requiredText(given, 'text', 20_000),
      except: recordId,
      most: wholeOr(given, 'most', 3, 10),
    });
    const answers = items.map(({ object, id, title, answer, score, because }) => ({
      object,
      id,
      title,
      answer: answer.slice(0, KEPT_CHARACTERS),
      score,
      because: [...because],
    }));
    const [best] = answers;
    const reasons = best ? [wordsText(best.because)] : [];
    return { kind: 'done', output: { answer: best?.answer ?? null, title: best?.title ?? null, answers, reasons, lacking: lackJson(lacking) } };
  };
