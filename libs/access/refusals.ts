import { type JsonPointer, type UserErrorKind, UserError } from '#kernel';

/** A refusal with its sentence in both languages. */
export const refusal = (kind: UserErrorKind, code: string, en: string, zh: string, at: JsonPointer = '', retryAfterMs?: number): UserError =>
  new UserError(kind, { code, at, text: { en, 'zh-CN': zh } }, retryAfterMs);
