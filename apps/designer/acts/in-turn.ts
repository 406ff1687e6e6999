/** What became of one of many. */
export type Outcome<T> = { readonly ok: true; readonly item: T } | { readonly ok: false; readonly item: T; readonly error: unknown };

/** Does the same to many, a few at a time, in order; each succeeds or fails for itself. */
export async function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  onDone: (done: number) => void = () => undefined,
  atOnce = 4,
): Promise<readonly Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  let next = 0;
  let done = 0;
  const run = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++) {
      const item = items[place] as T;
      outcomes[place] = await work(item).then(
        () => ({ ok: true, item }) as const,
        (error: unknown) => ({ ok: false, item, error }) as const,
      );
      done += 1;
      onDone(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, run));
  return outcomes;
}
