/** Any JSON value. Objects are read as own properties only. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** RFC 6901 pointer into a document: `''` is the whole, `/states/won` a place. */
export type JsonPointer = string;

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Joins a pointer and further segments, escaping `~` and `/`. */
export function pointer(base: JsonPointer, ...segments: readonly (string | number)[]): JsonPointer {
  let at = base;
  for (const segment of segments)
    at += typeof segment === 'number' || !NEEDS_ESCAPE.test(segment) ? `/${segment}` : `/${segment.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return at;
}
const NEEDS_ESCAPE = /[~/]/;

/** Canonical JSON: keys sorted by UTF-16 code unit, no white space; equal values give equal text. `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}

/** True when both are the same JSON value; order of keys does not matter. */
export const sameJson = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a) === canonicalJson(b);

/** Length in bytes of the text in UTF-8. A lone surrogate counts 3, as its replacement character does. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
