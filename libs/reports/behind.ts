/** The records behind a number, page by page: a million of them are never made into one list. */
export interface Behind {
  /** Ids of those from one place up to another. */
  readonly page: (from: number, to: number) => readonly string[];
  readonly total: number;
  readonly pipeline: string | null;
  readonly sum: string | null;
}

/** So many at once: `idOf` is asked for each of `total` and let go, what is kept takes 16 bytes an id. */
export function behindIds(total: number, idOf: (place: number) => string, of: Pick<Behind, 'pipeline' | 'sum'>): Behind {
  const words = new Uint32Array(total * 4);
  for (let place = 0; place < total; place += 1) {
    const digits = idOf(place).replaceAll('-', '');
    for (let word = 0; word < 4; word += 1) words[place * 4 + word] = Number.parseInt(digits.slice(word * 8, word * 8 + 8), 16);
  }
  const idAt = (place: number): string => {
    const digits = Array.from(words.subarray(place * 4, place * 4 + 4), (word) => word.toString(16).padStart(8, '0')).join('');
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
  };
  const page = (from: number, to: number): string[] => Array.from({ length: Math.max(0, Math.min(to, total) - from) }, (_, i) => idAt(from + i));
  return { page, total, ...of };
}

/** The same of a list. */
export const behindList = (ids: readonly string[], of: Pick<Behind, 'pipeline' | 'sum'>): Behind => behindIds(ids.length, (place) => ids[place] as string, of);
