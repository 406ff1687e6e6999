import { isJsonObject, pointer, type Json, type JsonObject, type JsonPointer } from '#kernel';
import { STATE_KEY } from '../definition/names.js';
import type { LostList } from './lost.js';

/** One state node of an XState machine, with the id it gets here. */
export interface XStateNode {
  readonly key: string;
  readonly config: JsonObject;
  readonly at: JsonPointer;
  readonly parent: XStateNode | null;
  readonly children: readonly XStateNode[];
  /** Names the state in the pipeline document. */
  readonly id: string;
  /** Its key in the pipeline document. */
  readonly ownKey: string;
}

type Draft = { -readonly [K in keyof XStateNode]: XStateNode[K] } & { children: Draft[]; parent: Draft | null };

/** The states of a machine, named for a pipeline, and found by XState's ways of naming a target. */
export class XStateTree {
  readonly root: XStateNode;
  private readonly byId = new Map<string, XStateNode>();

  constructor(
    machine: JsonObject,
    private readonly lost: LostList,
  ) {
    const root = this.draft('', machine, '', null);
    this.root = root;
    this.nameAll(root);
    this.index(root, [typeof machine['id'] === 'string' ? machine['id'] : '(machine)']);
    for (const node of this.all()) if (typeof node.config['id'] === 'string') this.byId.set(node.config['id'], node);
  }

  /** Every node, parents before children. */
  all(): readonly XStateNode[] {
    const nodes: XStateNode[] = [this.root];
    for (const node of nodes) nodes.push(...node.children); // grows while it is walked
    return nodes;
  }

  /**
   * The node that `target` names from `source`: `#id`, `#id.child`, `.child`, `sibling`, `sibling.child`; a history
   * default and an initial state are named from inside their parent. Null when there is none.
   */
  find(source: XStateNode, target: string): XStateNode | null {
    if (target.startsWith('#')) return this.findById(target.slice(1));
    if (target.startsWith('.')) return this.findBelow(source, target.slice(1));
    return this.findBelow(source.parent ?? source, target);
  }

  /** The node at a dotted path below; keys may contain dots themselves, escaped or not. */
  findBelow(outer: XStateNode, path: string): XStateNode | null {
    const plain = path.replace(/\\\./g, '.');
    const whole = outer.children.find((child) => child.key === path || child.key === plain);
    if (whole) return whole;
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      const head = path.slice(0, dot).replace(/\\\./g, '.');
      const child = outer.children.find((c) => c.key === head);
      const found = child ? this.findBelow(child, path.slice(dot + 1)) : null;
      if (found) return found;
    }
    return null;
  }

  private findById(id: string): XStateNode | null {
    const whole = this.byId.get(id);
    if (whole) return whole;
    for (let dot = id.lastIndexOf('.'); dot > 0; dot = id.lastIndexOf('.', dot - 1)) {
      const outer = this.byId.get(id.slice(0, dot));
      if (outer) return this.findBelow(outer, id.slice(dot + 1));
    }
    return null;
  }

  private draft(key: string, config: JsonObject, at: JsonPointer, parent: Draft | null): Draft {
    const node: Draft = { key, config, at, parent, children: [], id: '', ownKey: '' };
    const { states } = config;
    if (states !== undefined && !isJsonObject(states))
      this.lost.add('member.form', pointer(at, 'states'), '"states" is not an object of states.', '“states”不是状态对象。');
    if (!isJsonObject(states)) return node;
    for (const [childKey, child] of Object.entries(states)) {
      const place = pointer(at, 'states', childKey);
      if (!isJsonObject(child))
        this.lost.add('member.form', place, 'This state is not an object; taken as a state without members.', '该状态不是对象；视为没有成员的状态。');
      node.children.push(this.draft(childKey, isJsonObject(child) ? child : {}, place, node));
    }
    return node;
  }

  /** Explicit ids first, then keys from the outside in; a key that is taken becomes `parent-key`. */
  private nameAll(root: Draft): void {
    const nodes: Draft[] = [root];
    for (const node of nodes) nodes.push(...node.children);
    const inner = nodes.slice(1);
    for (const node of inner) node.ownKey = uniqueName(legalKey(node.key), (key) => node.parent?.children.some((c) => c !== node && c.ownKey === key) ?? false);
    const taken = new Set<string>();
    const claim = (node: Draft, id: string): void => {
      node.id = id;
      taken.add(id);
    };
    for (const node of inner) {
      const given = node.config['id'];
      if (typeof given === 'string' && given === legalKey(given) && !taken.has(given)) claim(node, given);
    }
    const keys = new Set(inner.map((node) => node.ownKey));
    for (const node of inner) {
      if (node.id !== '') continue;
      if (!taken.has(node.ownKey)) claim(node, node.ownKey);
      else
        claim(
          node,
          uniqueName(clip(`${node.parent?.id ? `${node.parent.id}-` : ''}${node.ownKey}`), (id) => taken.has(id) || keys.has(id)),
        );
    }
  }

  /** XState's default ids: the machine's id and the keys down to the state. */
  private index(node: XStateNode, path: readonly string[]): void {
    this.byId.set(path.join('.'), node);
    for (const child of node.children) this.index(child, [...path, child.key]);
  }
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const clip = (text: string): string => [...text].slice(0, 80).join('').trim();

/** A text made fit to be a state's key: without `. # * / { }`, control characters and outer blanks. */
function legalKey(text: string): string {
  if (FORBIDDEN.has(text)) return `state-${text.replace(/_/g, '')}`;
  const key = clip(text.replace(/[.#*/{}\u0000-\u001f\u007f\ud800-\udfff]/g, (c) => (/[\ud800-\udfff]/.test(c) ? c : '-')));
  return STATE_KEY.test(key) && isWellFormed(key) ? key : 'state';
}

/** True when no surrogate stands alone. */
export const isWellFormed = (text: string): boolean => !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

/** `name`, or with the first number behind it that is not taken. */
export function uniqueName(name: string, isTaken: (name: string) => boolean): string {
  let unique = name;
  for (let n = 2; isTaken(unique); n++) unique = `${[...name].slice(0, 74).join('').trim()}-${n}`;
  return unique;
}

/** True when lists and objects are nested deeper than `limit`. Does not recurse. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((v) =>
      typeof v === 'object' && v !== null ? Object.values(v as Record<string, Json>).filter((m) => typeof m === 'object' && m !== null) : [],
    );
  }
  return false;
}
