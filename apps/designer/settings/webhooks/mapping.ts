import type { Answer, Asked } from '../../api/operations.js';

export type Webhook = Answer<'listWebhooks'>['items'][number];
export type WebhookBody = Asked<'createWebhook'>['body'];

/** One line of a table: what it is called here, and what in the payload. */
export interface Pair {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

/** A mapping as it is written on screen. `event` is fixed; `named` reads it from the payload. */
export interface Given {
  readonly title: string;
  readonly pipeline: string;
  readonly at: string;
  readonly field: string;
  readonly how: 'fixed' | 'named';
  readonly event: string;
  readonly eventAt: string;
  /** `value`: the word of the payload, `name`: our event. */
  readonly names: readonly Pair[];
  /** `name`: our field, `value`: its place in the payload. */
  readonly fields: readonly Pair[];
  readonly create: boolean;
}

const pairsOf = (pairs: readonly (readonly [name: string, value: string])[]): readonly Pair[] => pairs.map(([name, value], id) => ({ id, name, value }));

export function givenOf(webhook: Webhook | null): Given {
  if (webhook === null)
    return { title: '', pipeline: '', at: '/data/id', field: 'external', how: 'fixed', event: '', eventAt: '/type', names: [], fields: [], create: false };
  const { title, pipeline, match, event, fields, create } = webhook;
  const isFixed = 'name' in event;
  return {
    title,
    pipeline,
    ...match,
    how: isFixed ? 'fixed' : 'named',
    event: isFixed ? event.name : '',
    eventAt: isFixed ? '/type' : event.at,
    names: isFixed ? [] : pairsOf(Object.entries(event.names).map(([word, name]) => [name, word])),
    fields: pairsOf(Object.entries(fields)),
    create,
  };
}

/** What the engine is given; lines that are not filled are left out. */
export function bodyOf(given: Given): WebhookBody {
  const filled = (pairs: readonly Pair[]): readonly Pair[] => pairs.filter(({ name, value }) => name !== '' && value !== '');
  return {
    title: given.title,
    pipeline: given.pipeline,
    match: { at: given.at, field: given.field },
    event:
      given.how === 'fixed'
        ? { name: given.event }
        : { at: given.eventAt, names: Object.fromEntries(filled(given.names).map(({ name, value }) => [value, name])) },
    fields: Object.fromEntries(filled(given.fields).map(({ name, value }) => [name, value])),
    create: given.create,
  };
}

/** The table with one empty line more, or with a line changed or gone. */
export const withLine = (pairs: readonly Pair[]): readonly Pair[] => [...pairs, { id: Math.max(-1, ...pairs.map(({ id }) => id)) + 1, name: '', value: '' }];
export const withChanged = (pairs: readonly Pair[], id: number, part: Partial<Pair>): readonly Pair[] =>
  pairs.map((pair) => (pair.id === id ? { ...pair, ...part } : pair));
export const without = (pairs: readonly Pair[], id: number): readonly Pair[] => pairs.filter((pair) => pair.id !== id);

const MOST = 200;
const DEEPEST = 10;

/** JSON pointers to every value of a payload that is no object, in its order; none for a text that is no JSON. */
export function placesIn(text: string): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, at: string, depth: number): void => {
    if (found.length >= MOST) return;
    if (typeof value !== 'object' || value === null) {
      if (at !== '') found.push(at);
      return;
    }
    if (depth < DEEPEST) for (const [name, inner] of Object.entries(value)) walk(inner, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
  };
  const read = readJson(text);
  if (read.ok) walk(read.value, '', 0);
  return found;
}

/** A text as JSON. */
export function readJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
