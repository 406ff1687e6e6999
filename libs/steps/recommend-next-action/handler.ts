import type { Json } from '#kernel';
import type { StepHandler } from '#runtime';
import { members } from '../input.js';
import { wholeOr } from '../insights/input.js';
import type { Actions } from '../insights/ports.js';

/** Hands back the events with how often they were followed by success. */
export const recommendNextAction =
  (actions: Actions): StepHandler =>
  async ({ workspace, input, runId }) => {
    const found = await actions.of(workspace, runId, wholeOr(members(input), 'most', 3, 10));
    const shown = found.actions.map(({ event, title, share, cases, text }) => ({ event, title: { ...title }, share, cases, text: { ...text } }));
    const [best] = shown;
    const lacking: Json = found.lacking === null ? null : { code: found.lacking.code, text: { ...found.lacking.text } };
    return {
      kind: 'done',
      output: { event: best?.event ?? null, title: best?.title ?? null, actions: shown, reasons: shown.map(({ text }) => text), lacking },
    };
  };
