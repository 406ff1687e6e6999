import { UserError, type Text, type UserErrorKind } from '#kernel';

/** A refusal of the outbound port or the mailer; trying again without a change is useless. */
export const refuse = (code: string, text: Text, kind: UserErrorKind = 'invalid'): UserError => new UserError(kind, { code, at: '', text });
