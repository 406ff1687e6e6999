import type { Json } from '#kernel';
import type { Mailer } from '#outbound';
import type { StepHandler } from '#runtime';
import { anything, badInput, members, optionalText, requiredText } from '../input.js';

const MAX_RECIPIENTS = 50;

/** Sends the mail; the Message-ID is made from the idempotency key, so a repeat after a crash can be recognised. */
export const emailSend =
  (mailer: Mailer): StepHandler =>
  async ({ input, idempotencyKey }) => {
    const given = members(input);
    const replyTo = optionalText(given, 'replyTo', 320);
    const sent = await mailer.send({
      to: addresses(anything(given, 'to'), '/to'),
      cc: addresses(anything(given, 'cc'), '/cc'),
      bcc: addresses(anything(given, 'bcc'), '/bcc'),
      ...(replyTo === null ? {} : { replyTo }),
      subject: requiredText(given, 'subject', 500),
      text: requiredText(given, 'text', 100_000),
      idempotencyKey,
    });
    return { kind: 'done', output: { messageId: sent.messageId, accepted: sent.accepted } };
  };

function addresses(value: Json, at: string): readonly string[] {
  const list = value === null || value === '' ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
  const texts = list.filter((entry): entry is string => typeof entry === 'string');
  if (texts.length === list.length && list.length <= MAX_RECIPIENTS) return texts;
  throw badInput(at, { en: `Give an address or a list of at most ${MAX_RECIPIENTS}.`, 'zh-CN': `请给出一个地址，或至多 ${MAX_RECIPIENTS} 个地址的列表。` });
}
