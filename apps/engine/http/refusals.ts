import { type JsonPointer, UserError, type UserErrorKind } from '#kernel';
import type { Refusal } from '#pipeline';

/** A refusal with its sentence in both languages. */
export const refusal = (kind: UserErrorKind, code: string, en: string, zh: string, at: JsonPointer = '', retryAfterMs?: number): UserError =>
  new UserError(kind, { code, at, text: { en, 'zh-CN': zh } }, retryAfterMs);

/** A body of a kind that is not taken (415). */
export class UnsupportedBody extends UserError {
  constructor() {
    super('malformed', {
      code: 'body.type',
      at: '',
      text: { en: 'Send the body as application/json in UTF-8, not compressed.', 'zh-CN': '请以未压缩的 UTF-8 application/json 发送请求体。' },
    });
  }
}

/** The pipeline said no (409), with every reason. */
export class RefusedByPipeline extends UserError {
  constructor(readonly reasons: readonly [Refusal, ...Refusal[]]) {
    super('conflict', reasons.map(({ code, text, at }) => ({ code, text, at: at ?? '' })) as unknown as UserError['problems']);
  }
}
