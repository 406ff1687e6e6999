import { inLocale, isJsonObject, type Json, type JsonPointer, type Locale, type Text } from '#kernel';
import type { ActionDocument, PipelineDocument } from '#pipeline';
import { notesOf } from '../commands/note-commands.js';
import { pointerOfPlace, type Place } from '../derive/places.js';
import type { ActionList } from '../tree/actions.js';
import { ROOT, treeOf, type StateEntry } from '../tree/state-tree.js';
import { invokesOf, readSlot, slotsOf } from '../tree/transitions.js';

/** One thing that fits, best first. */
export interface FindHit {
  readonly place: Place;
  readonly at: JsonPointer;
  /** What it belongs to, in the reader's language: the state's title, the field's. */
  readonly of: string;
  /** The text in which it was found, and where in it. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Candidate {
  readonly place: Place;
  readonly of: string;
  readonly texts: readonly string[];
}

const LIMIT = 100;

/**
 * Looks for a text in states (ids, titles, descriptions), transitions (events, titles, what their rules read), steps (kinds and every
 * text they are given), fields, variables, roles and notes. All words must be found in one thing; case and width of letters do not
 * matter. Whole texts come before beginnings, those before the rest.
 */
export function findIn(document: PipelineDocument, query: string, locale: Locale, limit = LIMIT): readonly FindHit[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits = candidates(document, locale).flatMap((candidate) => {
    const best = bestText(candidate.texts, words);
    const at = best && pointerOfPlace(document, candidate.place);
    return best && at !== null
      ? [{ rank: best.rank, hit: { place: candidate.place, at: at as JsonPointer, of: candidate.of, text: best.text, from: best.from, to: best.to } }]
      : [];
  });
  return hits
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ hit }) => hit);
}

/** Letters as they are compared; as long as the text, so that places in one are places in the other. */
function folded(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.length === text.length ? plain : text.toLowerCase();
}

interface Best {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly rank: number;
}

function bestText(texts: readonly string[], words: readonly string[]): Best | null {
  const plain = texts.map(folded);
  if (!words.every((word) => plain.some((text) => text.includes(word)))) return null;
  const [first = ''] = words;
  let best: Best | null = null;
  for (const [n, text] of plain.entries()) {
    const from = text.indexOf(first);
    if (from < 0) continue;
    const rank = text === words.join(' ') ? 0 : from === 0 ? 1 : /[\s\-_.]/.test(text[from - 1] ?? '') ? 2 : 3;
    if (best === null || rank < best.rank) best = { text: texts[n] as string, from, to: from + first.length, rank };
  }
  return best;
}

function candidates(document: PipelineDocument, locale: Locale): readonly Candidate[] {
  const both = (text: Text | undefined): readonly string[] => (text ? Object.values(text) : []);
  const said = (text: Text | undefined, name: string): string => (text ? inLocale(text, locale) : name);
  const named = (kind: 'field' | 'variable', things: Readonly<Record<string, { readonly title?: Text }>>): readonly Candidate[] =>
    Object.entries(things).map(([name, { title }]) => ({ place: { kind, name, rest: '' }, of: said(title, name), texts: [name, ...both(title)] }));
  return [
    ...[...treeOf(document).entries.values()].flatMap((entry) => stateCandidates(entry, said(entry.state.title, entry.key), both)),
    ...named('field', document.fields ?? {}),
    ...named('variable', document.vars ?? {}),
    ...(document.roles ?? []).map((role, index): Candidate => ({ place: { kind: 'role', index }, of: role, texts: [role] })),
    ...notesOf(document).map((note, index): Candidate => ({ place: { kind: 'note', index }, of: '', texts: [note.text] })),
  ];
}

function stateCandidates({ id, state }: StateEntry, of: string, both: (text: Text | undefined) => readonly string[]): readonly Candidate[] {
  const own: Place = id === ROOT ? { kind: 'pipeline', rest: '' } : { kind: 'state', state: id, rest: '' };
  const name = id === ROOT ? [] : [id];
  const actions = (list: ActionList, all: readonly ActionDocument[] | undefined): readonly Candidate[] =>
    (all ?? []).map((action, index) => ({
      place: { kind: 'action', list, index, rest: '' },
      of,
      texts: [action.do, ...textsIn(action.with ?? null), ...textsIn(action.if ?? null)],
    }));
  return [
    { place: own, of, texts: [...name, ...both(state.title), ...both(state.description)] },
    ...actions({ kind: 'entry', state: id }, state.entry),
    ...actions({ kind: 'exit', state: id }, state.exit),
    ...invokesOf(state).map((invoke, index): Candidate => ({
      place: { kind: 'invoke', state: id, index, rest: '' },
      of,
      texts: [invoke.id, invoke.step, ...textsIn(invoke.with ?? null), ...textsIn(invoke.until ?? null)],
    })),
    ...slotsOf(state).flatMap((slot) =>
      readSlot(state, slot).flatMap((transition, index): readonly Candidate[] => {
        const place = { state: id, slot, index };
        const event = slot.kind === 'on' ? [slot.event] : [];
        const texts = [...event, ...both(transition.title), ...(transition.requires ?? []), ...(transition.by ?? []), ...textsIn(transition.when ?? null)];
        return [{ place: { kind: 'transition', place, rest: '' }, of, texts }, ...actions({ kind: 'transition', place }, transition.actions)];
      }),
    ),
  ];
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
