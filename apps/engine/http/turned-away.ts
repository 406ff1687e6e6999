import { randomUUID } from 'node:crypto';
import type { Locale } from '#kernel';
import type { NextFunction, Response } from 'express';
import type { Metrics } from '../service/metrics.js';
import type { KnownCallers } from './known-callers.js';
import { localeOf } from './locale.js';
import { problemOf } from './problem-filter.js';
import type { EngineRequest } from './request.js';
import { busy, isFree, type Turns } from './turns.js';

/**
 * Says no to a request that could not be begun in time, before its body is read and a route is looked for: under a flood, refusing has to
 * cost a small part of what working costs. The answer is that of a request which waited in vain.
 */
export function turnedAway(turns: Turns, callers: KnownCallers, metrics: Metrics) {
  const said = { en: sayBusy('en'), 'zh-CN': sayBusy('zh-CN') };
  return (request: EngineRequest, response: Response, next: NextFunction): void => {
    if (isFree(request.path) || !turns.isFull(callers.nameOf(request))) {
      next();
      return;
    }
    const { headers, before } = said[localeOf(request.headers['accept-language'])];
    const requestId = randomUUID();
    response.writeHead(429, { ...headers, 'X-Request-Id': requestId });
    response.end(`${before}${requestId}"}`);
    metrics.request(request.method, 'none', 429, 0);
  };
}

function sayBusy(locale: Locale): { readonly headers: Readonly<Record<string, string>>; readonly before: string } {
  const { body, headers } = problemOf(busy(), locale);
  return {
    headers: {
      ...headers,
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Language': locale,
      'Cache-Control': 'no-store',
    },
    before: `${JSON.stringify(body).slice(0, -1)},"requestId":"`,
  };
}
