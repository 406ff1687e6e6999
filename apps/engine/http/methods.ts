import { allOperations } from '#contracts';

/** The methods that an address of the API takes; none where there is no such address. For the `Allow` of a 405. */
export function methodsAt(path: string): readonly string[] {
  return [...new Set(ADDRESSES.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
}

const ADDRESSES = allOperations.map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`) }));
