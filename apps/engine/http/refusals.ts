import { type JsonPointer, type Problem, UserError, type UserErrorKind } from '#kernel';
import type { Refusal } from '#pipeline';

/** A refusal with its sentence in both languages. */
export const refusal = (kind: UserErrorKind, code: string, en: string, zh: string, at: JsonPointer = '', retryAfterMs?: number): UserError =>
  new UserError(kind, { code, at, text: { en, 'zh-CN': zh } }, retryAfterMs);

/** What is thrown of a value that came in another place than its own says: at the place where the caller gave it. */
export async function placed<T>(at: JsonPointer, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UserError) || error.problems.length > 1) throw error;
    throw new UserError(error.kind, { ...error.problems[0], at }, error.retryAfterMs);
  }
}

/** The signature of a delivery does not hold (401): there is nothing to sign in to. */
export class BadSignature extends UserError {
  constructor(problem: Problem) {
    super('unauthenticated', problem);
  }
}

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
