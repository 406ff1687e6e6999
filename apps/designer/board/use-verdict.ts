import { useMemo } from 'react';
import { actTexts } from '../acts/texts.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { dropOutcome } from '../acts/moves.js';
import { useBoard, useScope } from './scope.js';
import { boardTexts } from './texts.js';

/** What a place says while a card is held. */
export type Verdict =
  | { readonly kind: 'rest' }
  | { readonly kind: 'own' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'lit'; readonly hint: string }
  | { readonly kind: 'dim'; readonly hint: string };

const REST: Verdict = { kind: 'rest' };
const OWN: Verdict = { kind: 'own' };
const ASKING: Verdict = { kind: 'asking' };

/** Whether the held card may be let go over a stage, and the sentence that says so. */
export function useVerdict(stage: string): Verdict {
  const t = useTexts(boardTexts);
  const act = useTexts(actTexts);
  const format = useFormat();
  const { chart, shape } = useScope();
  const held = useBoard((state) => state.held);
  return useMemo(() => {
    if (held === null) return REST;
    if (held.stage === stage) return OWN;
    if (held.moves === null) return ASKING;
    const to = format.text(chart.titleOf(stage));
    const outcome = dropOutcome(held.moves, stage);
    switch (outcome.kind) {
      case 'stays':
        return OWN;
      case 'refused':
        return {
          kind: 'dim',
          hint:
            outcome.reasons.length > 0
              ? outcome.reasons.map((reason) => format.text(reason)).join(' ')
              : held.moves.choices.length === 0
                ? act('ended')
                : act('noWay', { to }),
        };
      case 'choose':
        return { kind: 'lit', hint: t('severalWays', { count: outcome.choices.length }) };
      case 'go': {
        const fields = outcome.choice.missing.map((name) => shape.byName.get(name)?.title ?? name);
        return { kind: 'lit', hint: fields.length > 0 ? act('asksFor', { fields: new Intl.ListFormat(format.language).format(fields) }) : t('dropHere') };
      }
    }
  }, [held, stage, t, act, format, chart, shape]);
}
