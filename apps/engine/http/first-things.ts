import { randomUUID } from 'node:crypto';
import type { NextFunction, Response } from 'express';
import { isUuid } from '#kernel';
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
      const { requestId, method, principal } = request;
      const status = response.statusCode;
      const line = {
        event: 'http.answered',
        requestId,
        method,
        route,
        status,
        ms,
        by: principal?.id,
        workspace: principal?.workspace.id,
        ...idsIn(request.params),
      };
      log.debug(line, 'request');
    });
    next();
  };

/** The ids of the address, by the names of the route; what is no id (names, tokens) stays out. */
const idsIn = (params: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(params ?? {}).filter(([, value]) => isUuid(value)));
