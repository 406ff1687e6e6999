import { StreamableFile } from '@nestjs/common';

/** An answer with headers of its own. */
export class Reply<T> {
  constructor(
    readonly body: T,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** An answer whose `ETag` is a version, to be sent back as `If-Match`. */
export const versioned = <T>(body: T, version: number): Reply<T> => new Reply(body, { ETag: `"${version}"` });

/** A file to be saved under its name. */
export const fileReply = ({
  name,
  mediaType,
  content,
}: {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}): Reply<StreamableFile> =>
  new Reply(new StreamableFile(content, { type: mediaType, disposition: `attachment; filename="${name}"`, length: content.byteLength }), {});
