/** A typed array that doubles as it is filled. */
export class Growing<A extends Float64Array | Int32Array> {
  private array: A;
  private size = 0;
  constructor(private readonly type: new (length: number) => A) {
    this.array = new type(1024);
  }
  get length(): number {
    return this.size;
  }
  push(value: number): void {
    if (this.size === this.array.length) {
      const larger = new this.type(this.array.length * 2);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.size] = value;
    this.size += 1;
  }
  done(): A {
    return this.array.slice(0, this.size) as A;
  }
}

/** Texts by number, in the order in which they were first seen. */
export class Codes {
  private readonly known = new Map<string, number>();
  of(text: string): number {
    const code = this.known.get(text) ?? this.known.size;
    this.known.set(text, code);
    return code;
  }
  names(): readonly string[] {
    return [...this.known.keys()];
  }
}
