/** Where a member is put when it is new: before the first present one that comes later in this list. */
export const STATE_ORDER = [
  'id',
  'type',
  'history',
  'stage',
  'probability',
  'outcome',
  'title',
  'description',
  'target',
  'entry',
  'exit',
  'invoke',
  'on',
  'always',
  'after',
  'onDone',
  'initial',
  'states',
] as const;
export const DOCUMENT_ORDER = [
  '$schema',
  'format',
  'key',
  'object',
  'title',
  'description',
  'timeZone',
  'fields',
  'vars',
  'roles',
  'type',
  'entry',
  'exit',
  'invoke',
  'on',
  'always',
  'after',
  'initial',
  'states',
  'layout',
  'notes',
] as const;
export const TRANSITION_ORDER = ['in', 'target', 'title', 'requires', 'when', 'by', 'pausedIn', 'late', 'reenter', 'actions'] as const;
export const INVOKE_ORDER = ['id', 'step', 'with', 'forEach', 'until', 'retry', 'delivery', 'onDone', 'onError'] as const;
export const ACTION_ORDER = ['do', 'with', 'if', 'retry', 'delivery'] as const;

/**
 * The object with a member set, or left out for `undefined`. Other members keep their order; the same object is given back
 * when nothing changes.
 */
export function withMember<T extends object, K extends keyof T & string>(object: T, key: K, value: T[K] | undefined, order: readonly string[] = []): T {
  const has = Object.hasOwn(object, key);
  if (has ? object[key] === value : value === undefined) return object;
  const entries = Object.entries(object) as [string, unknown][];
  if (value === undefined) return Object.fromEntries(entries.filter(([name]) => name !== key)) as T;
  if (has) return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? value : old])) as T;
  const rank = order.indexOf(key);
  const next = rank < 0 ? -1 : entries.findIndex(([name]) => order.indexOf(name) > rank);
  return Object.fromEntries(entries.toSpliced(next < 0 ? entries.length : next, 0, [key, value])) as T;
}

/** A change of several members; `null` leaves a member out. Members that are not named stay. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | null };

/** The object with several members set or left out, as `withMember` does. */
export function patched<T extends object>(object: T, patch: Patch<T>, order: readonly string[]): T {
  let result = object;
  for (const [key, value] of Object.entries(patch) as [keyof T & string, T[keyof T & string] | null | undefined][])
    if (value !== undefined) result = withMember(result, key, value ?? undefined, order);
  return result;
}

/** The object with one key called otherwise, at the same place. */
export function withKeyRenamed<V>(object: Readonly<Record<string, V>>, from: string, to: string): Readonly<Record<string, V>> {
  if (from === to || !Object.hasOwn(object, from)) return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}

/** A list with every member mapped and `undefined` left out; the same list when nothing changes. */
export function mapList<T>(list: readonly T[], change: (member: T, index: number) => T | undefined): readonly T[] {
  const result = list.map(change).filter((member): member is Awaited<T> & T => member !== undefined);
  return result.length === list.length && result.every((member, i) => member === list[i]) ? list : result;
}

/** An object with every value mapped and `undefined` left out; the same object when nothing changes. */
export function mapRecord<V>(object: Readonly<Record<string, V>>, change: (value: V, key: string) => V | undefined): Readonly<Record<string, V>> {
  let isSame = true;
  const entries: [string, V][] = [];
  for (const [key, value] of Object.entries(object)) {
    const next = change(value, key);
    if (next !== value) isSame = false;
    if (next !== undefined) entries.push([key, next]);
  }
  return isSame ? object : Object.fromEntries(entries);
}

/** The list with a member put in; an index past the end, or none, means at the end. */
export const inserted = <T>(list: readonly T[], index: number | undefined, member: T): readonly T[] => list.toSpliced(index ?? list.length, 0, member);

/** The list with a member taken from one place to another; the second index counts without the member. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (from < 0 || from >= list.length || from === to) return list;
  const member = list[from] as T;
  return list.toSpliced(from, 1).toSpliced(Math.max(0, Math.min(to, list.length - 1)), 0, member);
}
