/** How long answers are kept, in milliseconds, and so many at most: the oldest goes first. */
export interface KeptBounds {
  readonly forMs: number;
  readonly most: number;
}

/** Answers kept for a short while by what they were asked for; who asks while one is being worked out waits for it. */
export class Kept<Of = unknown> {
  private readonly answers = new Map<string, { readonly atMs: number; readonly answer: Promise<Of> }>();

  /** `nowMs` is monotonic. */
  constructor(
    private readonly nowMs: () => number,
    private readonly bounds: KeptBounds,
  ) {}

  /** The answer of the same key, or a new one; one that failed is not kept. */
  of<T extends Of>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    if (known && this.nowMs() - known.atMs < this.bounds.forMs) return known.answer as Promise<T>;
    const answer = make();
    this.forget(key);
    this.answers.set(key, { atMs: this.nowMs(), answer });
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.bounds.most) break;
      this.answers.delete(oldest);
    }
    // An older answer that fails late takes no newer one with it.
    void answer.catch(() => {
      if (this.answers.get(key)?.answer === answer) this.forget(key);
    });
    return answer;
  }

  /** The next who asks for this gets a new answer. */
  forget(key: string): void {
    this.answers.delete(key);
  }
}
