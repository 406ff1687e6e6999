import { readData } from './real-data.js';

interface Figure {
  readonly dataset: string;
  readonly check: string;
  readonly expected: unknown;
}

/** The published figure whose check begins so; throws where there is none or more than one. */
export function published<T>(dataset: string, check: string): T {
  const found = readData<Figure[]>([], 'expected.json').filter((figure) => figure.dataset === dataset && figure.check.startsWith(check));
  if (found.length !== 1) throw new Error(`${found.length} figures for ${dataset}: ${check}`);
  return found[0]?.expected as T;
}

/** Made at the first use: a `describe` is entered even where its data is missing. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
