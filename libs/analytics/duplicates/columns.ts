import { plainText, trigramsOf } from './trigrams.js';

/** Lists of numbers, one a record: that of record i lies from `offset[i]` up to `offset[i + 1]`. */
export interface Lists {
  readonly offset: Int32Array;
  readonly values: Int32Array;
}

/** One field of all records as numbers: a hundred thousand sets of short texts would take a gigabyte, and as long to compare. */
export interface TextColumn {
  /** Into `names`, in the order of the text. */
  readonly words: Lists;
  /** Trigrams, each once, ascending. */
  readonly grams: Lists;
  readonly names: readonly string[];
  /** ln(records / records with the word), at least a little. */
  readonly rarity: Float64Array;
  /** 1 where the word has a digit. */
  readonly hasDigit: Uint8Array;
}

export function columnOf(texts: readonly string[]): TextColumn {
  const [names, grams] = [new Map<string, number>(), new Map<string, number>()];
  const [words, trigrams] = [new ListsBuilder(texts.length), new ListsBuilder(texts.length)];
  const counts: number[] = [];
  for (const text of texts) {
    const plain = plainText(text);
    const own = (plain === '' ? [] : plain.split(' ')).map((word) => numberIn(names, word));
    for (const word of new Set(own)) counts[word] = (counts[word] ?? 0) + 1;
    words.add(own);
    trigrams.add(Array.from(trigramsOf(plain), (gram) => numberIn(grams, gram)).sort((a, b) => a - b));
  }
  const list = [...names.keys()];
  return {
    words: words.build(),
    grams: trigrams.build(),
    names: list,
    rarity: Float64Array.from(counts, (count) => Math.log(texts.length / count) + 0.1),
    hasDigit: Uint8Array.from(list, (word) => (/\d/.test(word) ? 1 : 0)),
  };
}

/** The number of a name; a new one where it is new. */
export function numberIn(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}

/** Takes one list after another. */
export class ListsBuilder {
  private readonly offset: Int32Array;
  private readonly values: number[] = [];
  private lists = 0;

  constructor(lists: number) {
    this.offset = new Int32Array(lists + 1);
  }

  add(list: readonly number[]): void {
    for (const value of list) this.values.push(value);
    this.lists += 1;
    this.offset[this.lists] = this.values.length;
  }

  build(): Lists {
    return { offset: this.offset, values: Int32Array.from(this.values) };
  }
}
