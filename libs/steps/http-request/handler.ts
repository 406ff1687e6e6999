import { parse } from 'secure-json-parse';
import type { Json, JsonObject } from '#kernel';
import type { Method, Outbound, OutboundRequest, OutboundResponse } from '#outbound';
import type { StepHandler } from '#runtime';
import { failureOf } from '../http-answer.js';
import { anything, badInput, members, optionalObject, optionalText, requiredText } from '../input.js';
import { secretNamed, type Secret, type Secrets } from '../secrets.js';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];
/** Headers of the answer worth keeping; all others could carry secrets into the journal. */
const KEPT = ['content-type', 'etag', 'last-modified', 'location', 'x-request-id'];
/** What of the answer goes into the journal at most. */
const MAX_BYTES = 200_000;

/** Calls the address and hands back status, a few headers and the body. */
export const httpRequest =
  (outbound: Outbound, secrets: Secrets, nowMs: () => number): StepHandler =>
  async ({ input, workspace, idempotencyKey, signal }) => {
    const given = members(input);
    const headers = textHeaders(optionalObject(given, 'headers') ?? {});
    const body = bodyOf(anything(given, 'body'), headers);
    const auth = optionalObject(given, 'auth');
    const secret = auth && (await secretNamed(secrets, workspace, requiredText(auth, 'secret', 80, '/auth'), '/auth/secret'));
    const answer = await outbound.request({
      method: methodOf(given),
      url: requiredText(given, 'url', 4000),
      headers: { ...body?.headers, ...headers, 'idempotency-key': idempotencyKey },
      ...(body ? { body: body.text } : {}),
      ...(auth && secret ? { credentials: credentials(auth, secret) } : {}),
      signal,
      maxBytes: MAX_BYTES,
    });
    return failureOf(answer, nowMs()) ?? { kind: 'done', output: outputOf(answer, secret ? repetitionsOf(secret) : []) };
  };

function methodOf(given: JsonObject): Method {
  const text = (optionalText(given, 'method', 10) ?? 'GET').toUpperCase();
  const method = METHODS.find((known) => known === text);
  if (method) return method;
  throw badInput('/method', { en: `Use one of ${METHODS.join(', ')}.`, 'zh-CN': `请使用 ${METHODS.join('、')} 之一。` }, text);
}

function textHeaders(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (typeof value === 'string' || typeof value === 'number') return [name.toLowerCase(), String(value)];
      throw badInput('/headers', { en: `The header "${name}" must be a text.`, 'zh-CN': `请求头“${name}”必须是文本。` });
    }),
  );
}

function bodyOf(value: Json, headers: Readonly<Record<string, string>>): { readonly text: string; readonly headers: Record<string, string> } | null {
  if (value === null) return null;
  const [text, type] = typeof value === 'string' ? [value, 'text/plain; charset=utf-8'] : [JSON.stringify(value), 'application/json'];
  return { text, headers: Object.hasOwn(headers, 'content-type') ? {} : { 'content-type': type } };
}

function credentials(auth: JsonObject, secret: Secret): NonNullable<OutboundRequest['credentials']> {
  const as = optionalText(auth, 'as', 40, '/auth') ?? 'bearer';
  const made: Record<string, () => Record<string, string>> = {
    bearer: () => ({ authorization: `Bearer ${secret.value}` }),
    basic: () => ({ authorization: `Basic ${Buffer.from(secret.value).toString('base64')}` }), // value is `user:password`
    header: () => ({ [requiredText(auth, 'header', 80, '/auth')]: secret.value }),
  };
  const make = Object.hasOwn(made, as) ? made[as] : undefined;
  if (make) return { hosts: secret.hosts, headers: make() };
  throw badInput('/auth/as', { en: 'Use bearer, basic or header.', 'zh-CN': '请使用 bearer、basic 或 header。' }, as);
}

const HIDDEN = '[hidden]';
/** Shorter values would also be found where they mean something else. */
const MIN_HIDDEN = 6;

/** How the other side could repeat the secret, which then must not reach the journal: as it is, in JSON, in base64. */
const repetitionsOf = ({ value }: Secret): readonly string[] =>
  [value, JSON.stringify(value).slice(1, -1), Buffer.from(value).toString('base64')].filter((text) => text.length >= MIN_HIDDEN);

const without = (text: string, hidden: readonly string[]): string => hidden.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);

function outputOf(answer: OutboundResponse, hidden: readonly string[]): JsonObject {
  const headers = Object.fromEntries(KEPT.flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, without(answer.headers[name], hidden)]])));
  return { status: answer.status, headers, body: readBody(answer, hidden) };
}

/** JSON where the answer says so and is so, text otherwise; refuses keys that would reach a prototype. */
function readBody(answer: OutboundResponse, hidden: readonly string[]): Json {
  if (answer.body.length === 0) return null;
  // U+0000 cannot be stored in the journal (PostgreSQL's jsonb has no place for it).
  const text = without(new TextDecoder().decode(answer.body).replaceAll('\u0000', '\ufffd'), hidden);
  if (!/[/+]json\b/i.test(answer.headers['content-type'] ?? '')) return text;
  try {
    return parse(text, { protoAction: 'error', constructorAction: 'error' }) as Json;
  } catch {
    return text;
  }
}
