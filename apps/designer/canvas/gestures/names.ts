import type { Locale, Text } from '#kernel';
import { freshId, idFromTitle, transitionAt, treeOf, type Command, type GraphModel, type TransitionPlace } from '../../document/index.js';

/** A text with one language said anew; the other stays, and English is never missing. */
export function retitled(text: Text | undefined, locale: Locale, value: string): Text {
  if (text === undefined) return locale === 'en' ? { en: value } : { en: value, [locale]: value };
  return { ...text, [locale]: value };
}

/** Ids that were made without a name: such a state takes its id from its first name. */
const MADE = /^(state|final|group|parallel|history)(-\d+)?$/;
/** Events that were made without a name. */
const MADE_EVENT = /^(next|to-.+)$/;

/** Names a state; `null` when nothing changes. */
export function nameState(graph: GraphModel, id: string, name: string): Command | null {
  const node = graph.node(id);
  const value = name.trim();
  if (!node || value === '' || value === node.title) return null;
  const { document, locale } = graph;
  const title = retitled(treeOf(document).get(id)?.state.title, locale, value);
  const set: Command = { kind: 'state.set', id, values: { title } };
  if (!MADE.test(id)) return set;
  const to = idFromTitle(value) === id ? id : freshId(document, value);
  return { kind: 'batch', commands: [set, { kind: 'state.rename', id, to }], text: { en: 'Rename state', 'zh-CN': '重命名状态' } };
}

/** Names a transition; an event that was made without a name is called after it. `null` when nothing changes. */
export function nameTransition(graph: GraphModel, id: string, name: string): Command | null {
  const edge = graph.edge(id);
  const value = name.trim();
  if (!edge?.place || value === '' || value === edge.label) return null;
  const { place } = edge;
  const isMade = place.slot.kind === 'on' && MADE_EVENT.test(place.slot.event);
  const moved: TransitionPlace = isMade ? { state: place.state, slot: { kind: 'on', event: idFromTitle(value) }, index: 0 } : place;
  const isFree = moved === place || graph.edges.every((other) => other.source !== place.state || other.event !== idFromTitle(value));
  const target = isFree ? moved : place;
  const set: Command = { kind: 'transition.change', place: target, values: { title: retitled(titleAt(graph, id), graph.locale, value) } };
  if (target === place) return set;
  return {
    kind: 'batch',
    commands: [{ kind: 'transition.move', place, state: place.state, slot: target.slot }, set],
    text: { en: 'Name transition', 'zh-CN': '命名转换' },
  };
}

/** The transition's own title in both languages, which the graph shows in one. */
function titleAt(graph: GraphModel, id: string): Text | undefined {
  const place = graph.edge(id)?.place;
  return place ? (transitionAt(graph.document, place)?.title ?? undefined) : undefined;
}
