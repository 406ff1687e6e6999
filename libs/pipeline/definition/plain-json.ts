import { pointer, utf8Length } from '#kernel';
import type { Json, JsonPointer } from '#kernel';
import type { Reader } from './reader.js';

export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Values inside each other in a document; more than the deepest legal chart with the deepest legal rule. */
const MAX_LEVELS = 160;
const MAX_LIST = 1000;

/**
 * A private copy of what claims to be parsed JSON; `null` when it must not be looked at any further (too large, too deep).
 * Forbidden keys, values that JSON does not have and lists above 1,000 members are reported and left out.
 */
export function copyPlainJson(input: unknown, maxBytes: number, reader: Reader): { readonly value: Json } | null {
  const copy = new PlainCopy(maxBytes, reader);
  const value = copy.of(input, '', 0);
  return copy.isCut ? null : { value };
}

const ASCII = /^[ -~]*$/;
const bytesOf = (text: string): number => (ASCII.test(text) ? text.length : utf8Length(text));

class PlainCopy {
  /** Bytes of the canonical JSON so far. */
  #bytes = 0;
  isCut = false;
  constructor(
    readonly maxBytes: number,
    readonly reader: Reader,
  ) {}

  of(value: unknown, at: JsonPointer, level: number): Json {
    if (this.isCut) return null;
    switch (typeof value) {
      case 'string':
        this.#take(bytesOf(value) + 2);
        return value;
      case 'boolean':
        this.#take(value ? 4 : 5);
        return value;
      case 'number':
        this.#take(String(value).length);
        return Number.isFinite(value) ? value : this.#refuse(at, typeof value);
      case 'object':
        if (value === null) this.#take(4);
        return value === null ? null : this.#parts(value, at, level);
      default:
        return this.#refuse(at, typeof value);
    }
  }

  #parts(value: object, at: JsonPointer, level: number): Json {
    if (level > MAX_LEVELS) {
      this.isCut = true;
      this.reader.add('document.too-deep', at, `The document nests values more than ${MAX_LEVELS} levels deep.`, `文档的嵌套超过 ${MAX_LEVELS} 层。`, {
        expected: MAX_LEVELS,
      });
      return null;
    }
    this.#take(2);
    return Array.isArray(value) ? this.#list(value, at, level) : this.#object(value, at, level);
  }

  #list(list: readonly unknown[], at: JsonPointer, level: number): Json {
    if (list.length > MAX_LIST)
      this.reader.add(
        'list.too-long',
        at,
        `The list has ${list.length} members; at most ${MAX_LIST} are allowed.`,
        `列表有 ${list.length} 项，最多允许 ${MAX_LIST} 项。`,
        { got: list.length, expected: MAX_LIST },
      );
    const copy: Json[] = [];
    for (let i = 0; i < list.length && i < MAX_LIST; i++) {
      this.#take(1);
      copy.push(this.of(list[i], pointer(at, i), level + 1));
    }
    return copy;
  }

  #object(value: object, at: JsonPointer, level: number): Json {
    const copy: Record<string, Json> = {};
    for (const key of Object.keys(value)) {
      if (this.isCut) break;
      if (FORBIDDEN_KEYS.has(key)) {
        this.reader.add('key.forbidden', pointer(at, key), `The key "${key}" is not allowed anywhere in a document.`, `文档中任何位置都不允许使用键“${key}”。`);
        continue;
      }
      this.#take(bytesOf(key) + 4);
      const member = (value as Record<string, unknown>)[key];
      if (member !== undefined) copy[key] = this.of(member, pointer(at, key), level + 1);
    }
    return copy;
  }

  #take(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.maxBytes || this.isCut) return;
    this.isCut = true;
    this.reader.add('document.too-large', '', `The document is larger than ${this.maxBytes} bytes.`, `文档超过 ${this.maxBytes} 字节。`, {
      expected: this.maxBytes,
    });
  }

  #refuse(at: JsonPointer, kind: string): null {
    this.reader.add('value.not-json', at, `A value of kind ${kind} is not JSON.`, `类型为 ${kind} 的值不是 JSON。`, { got: kind });
    return null;
  }
}
