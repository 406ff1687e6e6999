import { PIPELINE_SCHEMA, type PipelineDocument } from '#pipeline';
import { treeOf } from './state-tree.js';

const patternOf = (name: string): RegExp => {
  const definitions = PIPELINE_SCHEMA['$defs'] as Readonly<Record<string, { readonly pattern?: string }>>;
  return new RegExp(definitions[name]?.pattern ?? '.', 'u');
};
const STATE_KEY = patternOf('stateKey');
const LONGEST = 80;

/** JSON objects put such keys first, whatever order they were given. */
export const isNumberLike = (key: string): boolean => /^(?:0|[1-9]\d*)$/.test(key);

/** Whether a text can be the id of a state. */
export const isStateId = (text: string): boolean => STATE_KEY.test(text) && !['__proto__', 'constructor', 'prototype'].includes(text);

/** A readable id out of a title: `Waiting for the manager` gives `waiting-for-the-manager`; Chinese stays Chinese. */
export function idFromTitle(title: string): string {
  const id = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  if (id === '' || !isStateId(id)) return 'state';
  return isNumberLike(id) ? `state-${id}` : id;
}

/** The wished id, or the first of `wished-2`, `wished-3`, ... that is not taken. */
export function freshName(wished: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wished)) return wished;
  const stem = wished.replace(/-\d+$/, '').slice(0, LONGEST - 6);
  for (let n = 2; ; n++) if (!isTaken(`${stem}-${n}`)) return `${stem}-${n}`;
}

/** An id that no state of the document has, near the wished one, for a new state. */
export function freshId(document: PipelineDocument, wished: string, alsoTaken: ReadonlySet<string> = new Set()): string {
  const tree = treeOf(document);
  const keys = new Set([...tree.entries.values()].map((entry) => entry.key));
  return freshName(idFromTitle(wished), (name) => tree.has(name) || keys.has(name) || alsoTaken.has(name));
}
