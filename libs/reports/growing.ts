/** Columns of numbers that grow by doubling: no moment at which a million values are copied one by one. */
type Numbers = Float64Array | Int32Array | Int16Array;

export class Growing<T extends Numbers> {
  length = 0;
  private values: T;

  constructor(private readonly kind: new (length: number) => T) {
    this.values = new kind(1024);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new this.kind(this.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** The values alone, in memory of their own. */
  take(): T {
    return this.values.slice(0, this.length) as T;
  }
}

/** Names by the order in which they first occur; -1 for none. */
export class Numbering {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();
  of(name: string | null): number {
    if (name === null) return -1;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}
