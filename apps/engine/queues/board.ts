import type { Sessions } from '#access';
import { roleHolds } from '#contracts';
import type { NextFunction, RequestHandler, Response } from 'express';
import type { SessionCookie } from '../http/cookies.js';
import type { EngineRequest } from '../http/request.js';
import { BOARD_PATH, type Carrier } from './carrier.js';

/** As strict as the board's own page allows: nothing from elsewhere; its styles stand in its elements, its base in its head. */
const BOARD_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Shows the queues to signed-in administrators, to look at only; for everybody else there is no such page. */
export const boardRoutes = (carrier: Pick<Carrier, 'board'>, sessions: Pick<Sessions, 'resolve'>, cookie: SessionCookie): RequestHandler =>
  ((request: EngineRequest, response: Response, next: NextFunction): void => {
    const { board } = carrier;
    const isOurs = request.path === BOARD_PATH || request.path.startsWith(`${BOARD_PATH}/`);
    if (!board || !isOurs || request.method !== 'GET') return next();
    const token = cookie.read(request);
    const principal = token === null ? Promise.resolve(null) : sessions.resolve(token);
    principal.then((by) => {
      if (!by || !roleHolds(by.role, 'queues.read')) return next();
      response.setHeader('Content-Security-Policy', BOARD_CSP);
      request.url = request.url.slice(BOARD_PATH.length) || '/';
      board(request, response, next);
    }, next);
  }) as unknown as RequestHandler;
