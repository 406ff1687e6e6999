import type { Operation } from '#contracts';

/** The methods that an address takes, of the operations that are served; none where there is no such address. For the `Allow` of a 405. */
export function methodsOf(operations: readonly Operation[]): (path: string) => readonly string[] {
  const addresses = operations.map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`) }));
  return (path) => [...new Set(addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
}
