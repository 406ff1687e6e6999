import { TransientError, UserError } from '#kernel';

/** SQLSTATE classes and codes after which the same work may succeed: connection, resources, races, shutdown. */
const TRANSIENT = /^(08...|53...|57P0[123]|40...|55P03|23505|MR409)$/;
/** Texts that JSON allows and PostgreSQL cannot keep: NUL and half surrogate pairs. */
const UNSTORABLE = /^(22P05|22021)$/;
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/;
const LOST = /terminated|Connection ended|connection error|not queryable|timeout exceeded when trying to connect|timeout expired/i;

/** What an error of the driver means to the runtime: a TransientError to try again, a UserError, or the defect itself. */
export function storageError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || error instanceof TransientError || error instanceof UserError) return error;
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  if (isTransient(code, message)) return new TransientError(`database: ${message || code}`, undefined, { cause: error });
  if (isUnstorable(code, message)) return unstorable();
  return isBeyondIndex(code, message) ? beyondIndex() : error;
}

const isTransient = (code: string, message: string): boolean => TRANSIENT.test(code) || NETWORK.test(code) || (code === '' && LOST.test(message));
const isUnstorable = (code: string, message: string): boolean => UNSTORABLE.test(code) || (code === '22P02' && /json/.test(message));

/** A B-tree takes up to a third of a page. */
const isBeyondIndex = (code: string, message: string): boolean => code === '54000' && /index row/.test(message);

const beyondIndex = (): UserError =>
  new UserError('invalid', {
    code: 'text.beyond-index',
    at: '',
    text: {
      en: 'A value of an indexed field is too long to be indexed: keep it under 600 characters.',
      'zh-CN': '索引字段的值过长，无法建立索引：请保持在 600 个字符以内。',
    },
  });

const unstorable = (): UserError =>
  new UserError('invalid', {
    code: 'text.unstorable',
    at: '',
    text: {
      en: 'A text contains a NUL character or half of a surrogate pair, which cannot be stored.',
      'zh-CN': '文本包含 NUL 字符或不完整的代理对，无法存储。',
    },
  });
