import type { RequestHandler } from 'express';
import type { Parts } from '../wiring/parts.js';
import type { Links } from './links.js';

export function pageRoutes(_parts: Parts, _links: Links): RequestHandler {
  return (_request, _response, next) => next();
}
