import type { Text } from '#kernel';
import type { Chart } from './stages.js';

/** An event as the engine explains it for one run. */
export interface Possibility {
  readonly event: string;
  readonly title: Text | null;
  readonly allowed: boolean;
  readonly targets: readonly string[];
  readonly missing: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly text: Text }[];
}

/** One thing that can be done with a card. */
export interface Choice {
  readonly event: string;
  readonly title: Text | null;
  /** `open`: may be sent, perhaps after `missing` is filled; `blocked`: refused for `reasons`. */
  readonly kind: 'open' | 'blocked';
  readonly missing: readonly string[];
  readonly reasons: readonly Text[];
  /** The stage it leads to; the card's own for a move inside it. */
  readonly stage: string;
  /** The state it enters; null when it only does something and the card stays. */
  readonly state: string | null;
}

/** All that a card can do, by where it leads. */
export interface Moves {
  readonly stage: string;
  readonly choices: readonly Choice[];
}

/** Fields that are only missing do not block: they are asked. */
const isAsked = ({ code }: { readonly code: string }): boolean => code === 'event.requires';

export function movesOf(chart: Chart, stage: string, possibilities: readonly Possibility[]): Moves {
  return { stage, choices: possibilities.map((one) => choiceOf(chart, stage, one)) };
}

function choiceOf(chart: Chart, stage: string, { event, title, allowed, targets, missing, reasons }: Possibility): Choice {
  const blocking = reasons.filter((reason) => !isAsked(reason));
  const isOpen = allowed || (blocking.length === 0 && missing.length > 0);
  const leads = targets.map((id) => chart.stageOf(id)).find((id) => id !== null);
  return {
    event,
    title,
    kind: isOpen ? 'open' : 'blocked',
    missing,
    reasons: (isOpen ? [] : blocking).map(({ text }) => text),
    stage: leads ?? stage,
    state: targets[0] ?? null,
  };
}

/** What happens when the card is let go over a stage. */
export type DropOutcome =
  | { readonly kind: 'stays' }
  | { readonly kind: 'go'; readonly choice: Choice }
  | { readonly kind: 'choose'; readonly choices: readonly Choice[] }
  /** `reasons` is empty when the pipeline knows no way there. */
  | { readonly kind: 'refused'; readonly reasons: readonly Text[] };

export function dropOutcome({ stage, choices }: Moves, onto: string): DropOutcome {
  if (onto === stage) return { kind: 'stays' };
  const leading = choices.filter((choice) => choice.stage === onto);
  const open = leading.filter(({ kind }) => kind === 'open');
  const [only, ...more] = open;
  if (only === undefined) return { kind: 'refused', reasons: distinct(leading.flatMap(({ reasons }) => reasons)) };
  return more.length === 0 ? { kind: 'go', choice: only } : { kind: 'choose', choices: open };
}

const distinct = (texts: readonly Text[]): readonly Text[] => [...new Map(texts.map((text) => [text.en, text])).values()];

/** What may be done first, then what is blocked; of each, leading elsewhere before staying. */
export function inOrder({ stage, choices }: Moves): readonly Choice[] {
  const rank = (choice: Choice): number => (choice.kind === 'open' ? 0 : 2) + (choice.stage === stage ? 1 : 0);
  return [...choices].sort((a, b) => rank(a) - rank(b));
}
