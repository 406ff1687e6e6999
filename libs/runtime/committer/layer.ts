/** What a layer can be put over. */
export interface Beneath<K, V> {
  get(key: K): V | undefined;
}

/** A map over another one: reads fall through, writes stay here until they are absorbed by the layer beneath. */
export class Layer<K, V> implements Beneath<K, V> {
  #own: Map<K, V> | null = null;
  constructor(private readonly beneath: Beneath<K, V>) {}

  get(key: K): V | undefined {
    return this.#own?.get(key) ?? this.beneath.get(key);
  }
  set(key: K, value: V): void {
    (this.#own ??= new Map()).set(key, value);
  }
  /** What was written to this layer, in order of first writing. */
  written(): ReadonlyMap<K, V> {
    return this.#own ?? new Map<K, V>();
  }
  absorb(other: Layer<K, V>): void {
    if (other.#own) for (const [key, value] of other.#own) this.set(key, value);
  }
}
