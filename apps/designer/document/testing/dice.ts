/** Numbers from a list, over and over: all the randomness a generated test needs, shrunk by shrinking the list. */
export class Dice {
  private at = 0;
  constructor(private readonly seed: readonly number[]) {}

  /** A whole number from 0 to `n - 1`. */
  below(n: number): number {
    const value = this.seed[this.at++ % Math.max(1, this.seed.length)] ?? 0;
    return n <= 1 ? 0 : Math.abs(value + this.at * 7) % n;
  }

  one<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  some<T>(list: readonly T[], most: number): readonly T[] {
    const count = 1 + this.below(most);
    return [...new Set(Array.from({ length: count }, () => this.one(list)))].filter((member): member is Awaited<T> & T => member !== undefined);
  }
}
