import type { ProblemDetails } from '#contracts';
import { useLanguage } from '../i18n/language.js';
import type { Answer, Asked, OperationName } from './operations.js';
import { ApiProblem, Unreachable } from './problem.js';
import { ROUTES } from './routes.generated.js';

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string | number;
  readonly idempotencyKey?: string;
}

/** Asks one operation. Throws `ApiProblem` when it is refused, `Unreachable` when nobody answers. */
export async function ask<N extends OperationName>(name: N, asked: Asked<N>, signal?: AbortSignal): Promise<Answer<N>> {
  const [method, path] = ROUTES[name];
  const { params, query, body, ifMatch, idempotencyKey } = asked as Parts;
  const response = await send(addressOf(path, params, query), {
    method,
    headers: headersOf({ isWrite: method !== 'GET', hasBody: body !== undefined, ifMatch, idempotencyKey }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (response.status === 204 ? undefined : await response.json()) as Answer<N>;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new Unreachable({ cause });
  }
}

export function addressOf(path: string, params: Parts['params'], query: Parts['query']): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

function headersOf(given: { readonly isWrite: boolean; readonly hasBody: boolean } & Pick<Parts, 'ifMatch' | 'idempotencyKey'>): Record<string, string> {
  return {
    Accept: 'application/json',
    'Accept-Language': useLanguage.getState().language,
    ...(given.hasBody ? { 'Content-Type': 'application/json' } : {}),
    ...(given.isWrite ? { 'Idempotency-Key': given.idempotencyKey ?? crypto.randomUUID() } : {}),
    ...(given.ifMatch === undefined ? {} : { 'If-Match': `"${given.ifMatch}"` }),
  };
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  const text = await response.text();
  try {
    return JSON.parse(text) as ProblemDetails;
  } catch {
    return { type: '', title: response.statusText, status: response.status, code: 'http', pointer: '', detail: `HTTP ${response.status}` };
  }
}
