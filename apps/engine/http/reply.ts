/** An answer with headers of its own. */
export class Reply<T> {
  constructor(
    readonly body: T,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** An answer whose `ETag` is a version, to be sent back as `If-Match`. */
export const versioned = <T>(body: T, version: number): Reply<T> => new Reply(body, { ETag: `"${version}"` });
