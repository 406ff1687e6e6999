import { randomUUID } from 'node:crypto';
import type { NextFunction, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Metrics } from '../service/metrics.js';
import { localeOf } from './locale.js';
import type { EngineRequest } from './request.js';

/** Strict content policy: nothing inline, nothing from elsewhere; no page of ours is framed. */
export const securityHeaders = (isHttps: boolean): ReturnType<typeof helmet> =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });

/** Names the request, finds the reader's language, and tells log and metrics how it ended. */
export const observed =
  (log: Logger, metrics: Metrics) =>
  (request: EngineRequest, response: Response, next: NextFunction): void => {
    const startMs = performance.now();
    request.requestId = randomUUID();
    request.locale = localeOf(request.headers['accept-language']);
    response.setHeader('X-Request-Id', request.requestId);
    response.setHeader('Cache-Control', 'no-store');
    response.on('finish', () => {
      const route = typeof request.route?.path === 'string' ? request.route.path : 'none';
      const ms = Math.round((performance.now() - startMs) * 10) / 10;
      metrics.request(request.method, route, response.statusCode, ms / 1000);
      const line = { requestId: request.requestId, method: request.method, route, status: response.statusCode, ms, by: request.principal?.id };
      if (response.statusCode >= 500) log.warn(line, 'request');
      else log.debug(line, 'request');
    });
    next();
  };
