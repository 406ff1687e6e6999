import type { Principal } from '#access';
import { type Locale, UserError } from '#kernel';
import { refusal } from './refusals.js';

/** Who asks, and what the headers of the request say beside its body. */
export class Caller {
  constructor(
    private readonly who: Principal | null,
    readonly locale: Locale,
    readonly address: string,
    readonly agent: string | null,
    private readonly headers: { readonly ifMatch: string | undefined; readonly idempotencyKey: string | undefined },
  ) {}

  /** Throws when an operation open to anyone asks for it. */
  get principal(): Principal {
    if (!this.who) throw new Error('nobody is signed in here');
    return this.who;
  }

  get signedIn(): Principal | null {
    return this.who;
  }

  get workspace(): Principal['workspace']['id'] {
    return this.principal.workspace.id;
  }

  /** The scope of this caller's idempotency keys. */
  get source(): string {
    return `api:${this.principal.kind}:${this.principal.id}`;
  }

  /** @throws UserError `idempotency-key.form`. */
  get key(): string | null {
    const key = this.headers.idempotencyKey;
    if (key === undefined) return null;
    if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
    throw refusal(
      'malformed',
      'idempotency-key.form',
      'An Idempotency-Key has 1 to 200 visible ASCII characters.',
      'Idempotency-Key 为 1 至 200 个可见 ASCII 字符。',
    );
  }

  /** The version of `If-Match`; null without one, or with `*`. @throws UserError `if-match.form`. */
  get expectedVersion(): number | null {
    const sent = this.headers.ifMatch?.trim();
    if (sent === undefined || sent === '*') return null;
    const version = /^(?:W\/)?"(\d{1,9})"$/.exec(sent)?.[1];
    if (version === undefined) throw ifMatchForm();
    return Number(version);
  }
}

const ifMatchForm = (): UserError =>
  refusal('malformed', 'if-match.form', 'If-Match is the ETag you read, such as "3".', 'If-Match 应为读取到的 ETag，例如 "3"。');
