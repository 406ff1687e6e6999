import type { RequestHandler } from 'express';
import type { Links } from '../service/links.js';
import type { Parts } from '../wiring/parts.js';

export function pages(_parts: Parts, _links: Links): RequestHandler {
  return (_request, _response, next) => next();
}
