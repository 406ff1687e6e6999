import { TransientError, UserError } from '#kernel';
import { request as send, type Agent, type Dispatcher } from 'undici';
import { guardedAgent, systemResolve, type Resolve } from './connect.js';
import { refuse } from './problems.js';
import { AllowedHosts, plainHost, portOf, readTarget } from './target.js';

export interface OutboundPolicy {
  /** Hosts (`host` or `host:port`) that may be called though they are not public. Set by an admin. */
  readonly allowedHosts: readonly string[];
  /** How names are resolved; the machine's resolver by default. */
  readonly resolve?: Resolve;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

export interface OutboundRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Headers that go only to the hosts they were made for (`host` or `host:port`), whatever the address or a redirect says. */
  readonly credentials?: { readonly hosts: readonly string[]; readonly headers: Readonly<Record<string, string>> };
  readonly signal?: AbortSignal;
  /** For the whole exchange, redirects included; at most and by default 10,000. */
  readonly timeoutMs?: number;
  /** Of the answer's body; at most and by default 5 MB. */
  readonly maxBytes?: number;
}

export interface OutboundResponse {
  readonly status: number;
  /** Lower-case names; a repeated header is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/** The one way out of the engine over HTTP. */
export interface Outbound {
  /**
   * Sends a request and reads the answer, whatever its status. Throws UserError for what must not be sent
   * (`outbound.url`, `.scheme`, `.credentials-in-url`, `.address-refused`, `.header`, `.credentials-host`,
   * `.redirects`, `.too-large`) and TransientError for faults of the network and time-outs.
   */
  request(request: OutboundRequest): Promise<OutboundResponse>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 5_000_000;
const MAX_REDIRECTS = 3;
/** Headers that only the connection itself may set. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'proxy-authorization',
  'proxy-connection',
]);
const SENSITIVE = new Set(['authorization', 'cookie', 'x-api-key', 'x-auth-token']);

/** The outbound port under a policy; holds kept-alive connections until `close`. */
export function createOutbound(policy: OutboundPolicy): Outbound {
  const allowed = new AllowedHosts(policy.allowedHosts);
  const agent = guardedAgent(allowed, policy.resolve ?? systemResolve, TIMEOUT_MS);
  return {
    request: (request) => exchange(request, allowed, agent),
    close: () => agent.close(),
  };
}

interface Hop {
  readonly url: URL;
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

async function exchange(request: OutboundRequest, allowed: AllowedHosts, agent: Agent): Promise<OutboundResponse> {
  const timeout = AbortSignal.timeout(Math.min(request.timeoutMs ?? TIMEOUT_MS, TIMEOUT_MS));
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  const maxBytes = Math.min(request.maxBytes ?? MAX_BYTES, MAX_BYTES);
  const url = readTarget(request.url, allowed);
  if (request.credentials && !isFor(request.credentials.hosts, url)) {
    throw refuse(
      'outbound.credentials-host',
      { en: `These credentials were not made for ${url.host}.`, 'zh-CN': `这些凭据不是为 ${url.host} 创建的。` },
      'forbidden',
    );
  }
  let hop: Hop = { url, method: request.method, headers: readHeaders(request.headers ?? {}), body: request.body };
  try {
    for (let redirects = 0; ; redirects += 1) {
      const answer = await send(hop.url, {
        dispatcher: agent,
        method: hop.method,
        headers: { 'user-agent': 'Millrace', ...hop.headers, ...(isDowngrade(request.url, hop.url) ? {} : secretsFor(request, hop.url)) },
        body: hop.body ?? null,
        signal,
      });
      const next = redirectOf(answer, hop, allowed);
      if (!next) return { status: answer.statusCode, headers: plainHeaders(answer.headers), body: await readBody(answer.body, maxBytes), url: hop.url.href };
      discard(answer.body);
      if (redirects === MAX_REDIRECTS)
        throw refuse('outbound.redirects', { en: `More than ${MAX_REDIRECTS} redirects.`, 'zh-CN': `重定向超过 ${MAX_REDIRECTS} 次。` });
      hop = next;
    }
  } catch (error) {
    throw asFault(error, timeout, hop.url);
  }
}

/** The next request when the answer is a redirect; headers that could be credentials stay behind when the origin changes. */
function redirectOf(answer: Dispatcher.ResponseData, hop: Hop, allowed: AllowedHosts): Hop | null {
  const location = answer.headers['location'];
  if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') return null;
  let next: URL;
  try {
    next = readTarget(URL.canParse(location, hop.url.href) ? new URL(location, hop.url).href : '', allowed);
  } catch (error) {
    discard(answer.body);
    throw error;
  }
  const keepsMethod = answer.statusCode >= 307 || hop.method === 'GET' || hop.method === 'HEAD';
  const dropped = new Set([...(next.origin === hop.url.origin ? [] : SENSITIVE), ...(keepsMethod ? [] : ['content-type'])]);
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !dropped.has(name)));
  return { url: next, headers, method: keepsMethod ? hop.method : 'GET', body: keepsMethod ? hop.body : undefined };
}

const isFor = (hosts: readonly string[], url: URL): boolean => new AllowedHosts(hosts).has(url.hostname, portOf(url));

const secretsFor = (request: OutboundRequest, url: URL): Record<string, string> =>
  request.credentials && isFor(request.credentials.hosts, url) ? readHeaders(request.credentials.headers) : {};

/** A redirect led from https to plain http: secrets stay behind, also on the same host. */
const isDowngrade = (first: string, now: URL): boolean => now.protocol === 'http:' && new URL(first).protocol === 'https:';

function readHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      const legal = /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
      if (legal && !OWN_HEADERS.has(lower)) return [lower, value];
      throw refuse('outbound.header', { en: `The header "${lower.slice(0, 80)}" cannot be sent.`, 'zh-CN': `无法发送请求头“${lower.slice(0, 80)}”。` });
    }),
  );
}

const plainHeaders = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]])),
  );

async function readBody(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      discard(body);
      throw refuse('outbound.too-large', { en: `The answer is larger than ${maxBytes} bytes.`, 'zh-CN': `响应超过 ${maxBytes} 字节。` }, 'too-large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Lets go of an answer that nobody reads; its connection is closed, not reused. */
function discard(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined);
  body.destroy();
}

function asFault(error: unknown, timeout: AbortSignal, url: URL): Error {
  if (error instanceof UserError) return error;
  const host = plainHost(url.hostname);
  if (timeout.aborted) return new TransientError(`no answer from ${host} in time`, undefined, { cause: error });
  const cause = error instanceof Error ? error : new Error(String(error));
  return new TransientError(`${host} could not be reached: ${'code' in cause ? String(cause.code) : cause.message}`, undefined, { cause });
}
