import type { Text } from '#kernel';
import type { StateKind } from '#pipeline';
import { inLocale } from '#kernel';
import { mayAdd, mayConnect, ROOT, treeOf, type GraphModel } from '../../document/index.js';
import type { Picking } from '../canvas-ui.js';
import type { Inserted, Step } from '../gestures/insert.js';

export type Section = 'newStates' | 'existing' | 'steps';

/** One row of the list. A refused one is shown with the reason and does nothing. */
export interface Choice {
  readonly key: string;
  readonly section: Section;
  readonly title: string;
  readonly hint: string | null;
  readonly refusal: Text | null;
  readonly act: { readonly kind: 'insert'; readonly what: Inserted } | { readonly kind: 'connect'; readonly target: string };
}

const NEW_KINDS: readonly StateKind[] = ['atomic', 'final', 'compound', 'parallel', 'history'];

type Say = (kind: StateKind | 'waits') => string;

/** Everything that may be put where the list was opened. */
export function choicesFor(graph: GraphModel, picking: Picking, steps: readonly Step[], say: Say): readonly Choice[] {
  const source = picking.kind === 'add' ? picking.after : picking.kind === 'connect' ? picking.source : null;
  const existing = source === null ? [] : connections(graph, source);
  if (picking.kind === 'connect') return existing;
  return [...newStates(graph, picking, source, say), ...existing, ...steps.flatMap((step) => stepChoice(graph, step, picking, say))];
}

function newStates(graph: GraphModel, picking: Picking, source: string | null, say: Say): readonly Choice[] {
  const parent = source === null ? ROOT : (treeOf(graph.document).get(source)?.parent ?? ROOT);
  const kinds = picking.kind === 'edge' ? NEW_KINDS.filter((kind) => kind !== 'final' && kind !== 'history') : NEW_KINDS;
  return kinds.map((stateKind) => {
    const answer = mayAdd(graph.document, parent, stateKind);
    return {
      key: `new ${stateKind}`,
      section: 'newStates',
      title: say(stateKind),
      hint: null,
      refusal: answer.ok ? null : answer.error.text,
      act: { kind: 'insert', what: { kind: 'state', stateKind } },
    };
  });
}

function connections(graph: GraphModel, source: string): readonly Choice[] {
  return graph.nodes.map((node) => {
    const answer = mayConnect(graph.document, source, [node.id]);
    const around = node.parent === null ? null : (graph.node(node.parent)?.title ?? null);
    return {
      key: `to ${node.id}`,
      section: 'existing',
      title: node.title,
      hint: around,
      refusal: answer.ok ? null : answer.error.text,
      act: { kind: 'connect', target: node.id },
    };
  });
}

function stepChoice(graph: GraphModel, step: Step, picking: Picking, say: Say): readonly Choice[] {
  if (picking.kind !== 'edge' && !step.usable.action && !step.usable.invoke) return [];
  const title = inLocale(step.title, graph.locale);
  const hint = step.mode === 'wait' ? say('waits') : step.kind;
  return [{ key: `step ${step.kind}`, section: 'steps', title, hint, refusal: null, act: { kind: 'insert', what: { kind: 'step', step } } }];
}

/** The choices whose title or key holds every word. */
export function matching(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ title, key, hint }) => words.every((word) => `${title} ${key} ${hint ?? ''}`.toLowerCase().includes(word)));
}
