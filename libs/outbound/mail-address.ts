import { pointer, UserError, type JsonPointer } from '#kernel';

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}";
const LABEL = '[A-Za-z0-9\\u0080-\\uffff](?:[A-Za-z0-9\\u0080-\\uffff-]{0,62})';
const ADDRESS = new RegExp(`^${ATOM}@(?:${LABEL}\\.){0,8}${LABEL}$`);
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** One `address` or `Name <address>`; never a list, so that a value can not smuggle in a second recipient. */
export function readAddress(text: string, at: JsonPointer): MailAddress {
  const match = /^(?:([^<>]*)<)?\s*([^<>\s]+)\s*(>?)$/.exec(text.trim());
  const [name, address, close] = [match?.[1], match?.[2] ?? '', match?.[3] ?? ''];
  if (!CONTROL.test(text) && text.length <= 320 && ADDRESS.test(address) && (name === undefined) === (close === '')) {
    return { name: (name ?? '').trim().replace(/^"|"$/g, ''), address };
  }
  throw new UserError('invalid', { code: 'mail.address', at, text: { en: 'This is not one e-mail address.', 'zh-CN': '这不是一个有效的邮箱地址。' } });
}

export function readAddresses(texts: readonly string[], at: JsonPointer): readonly MailAddress[] {
  return texts.map((text, n) => readAddress(text, pointer(at, n)));
}

/** A text that becomes a header line; refused when it would start another line. */
export function readHeaderText(text: string, at: JsonPointer): string {
  if (!CONTROL.test(text)) return text;
  throw new UserError('invalid', {
    code: 'mail.header',
    at,
    text: { en: 'This line must not contain line breaks or control characters.', 'zh-CN': '此行不能包含换行符或控制字符。' },
  });
}
