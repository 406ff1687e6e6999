import { allOperations } from '#contracts';
import type { Locale } from '#kernel';
import type { NextFunction, RequestHandler, Response } from 'express';
import { VERSION } from '../config/version.js';
import type { EngineRequest } from '../http/request.js';
import { openApiDocument } from '../openapi/index.js';
import { assets, docsPage, pageLanguage } from '../pages/index.js';
import type { Links } from './links.js';

/** The documentation of the API as a page, with its files. */
export class PageRoutes {
  private readonly documentation = new Map<Locale, string>();

  constructor(private readonly links: Links) {}

  readonly handler = ((request: EngineRequest, response: Response, next: NextFunction): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const asset = assets.get(request.path);
    if (asset) {
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      response.type(asset.type).send(asset.body);
      return;
    }
    if (request.path !== '/docs' && request.path !== '/api/docs') return next();
    const { locale, setCookie } = pageLanguage(request.query['lang'], request.headers.cookie, request.locale);
    if (setCookie) response.setHeader('Set-Cookie', setCookie);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Language', locale);
    response.type('html').send(this.docs(locale));
  }) as unknown as RequestHandler;

  /** Made once a language: it takes long, and anyone may ask for it. */
  private docs(locale: Locale): string {
    const known = this.documentation.get(locale);
    if (known !== undefined) return known;
    const made = docsPage({ document: openApiDocument(allOperations, { version: VERSION, origin: this.links.origin }, locale) }, locale);
    this.documentation.set(locale, made);
    return made;
  }
}
