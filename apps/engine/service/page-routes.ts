import type { ApiKeyRow, Principal, SessionRow } from '#access';
import { allOperations, roleHolds } from '#contracts';
import { CORE_OBJECTS } from '#crm';
import type { Locale, PersonId } from '#kernel';
import type { NextFunction, RequestHandler, Response } from 'express';
import { VERSION } from '../config/version.js';
import type { SessionCookie } from '../http/cookies.js';
import type { EngineRequest } from '../http/request.js';
import { openApiDocument } from '../openapi/index.js';
import { assets, type HomeData, pageLanguage, pages } from '../pages/index.js';
import type { Parts } from '../wiring/parts.js';
import type { Links } from './links.js';

/** Sign-in, start page and documentation: the pages there are until the web app comes. They read; writing goes through the API. */
export class PageRoutes {
  private readonly documentation = new Map<string, string>();

  constructor(
    private readonly parts: Parts,
    private readonly links: Links,
    private readonly cookie: SessionCookie,
  ) {}

  readonly handler = ((request: EngineRequest, response: Response, next: NextFunction): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const asset = assets.get(request.path);
    if (asset) {
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      response.type(asset.type).send(asset.body);
      return;
    }
    this.page(request, response).then((known) => (known ? undefined : next()), next);
  }) as unknown as RequestHandler;

  /** False when the address is no page. */
  private async page(request: EngineRequest, response: Response): Promise<boolean> {
    if (!['/', '/join', '/docs', '/api/docs'].includes(request.path) && !wantsPage(request)) return false;
    const { locale, setCookie } = pageLanguage(request.query['lang'], request.headers.cookie, request.locale);
    const token = this.cookie.read(request);
    const principal = token === null ? null : await this.parts.access.sessions.resolve(token);
    if (setCookie) response.setHeader('Set-Cookie', setCookie);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Language', locale);
    response.type('html');
    switch (request.path) {
      case '/':
        response.send(principal ? pages.home(await this.home(principal), locale) : pages.signIn(null, locale));
        return true;
      case '/join':
        response.send(pages.setUp(null, locale));
        return true;
      case '/docs':
      case '/api/docs':
        response.send(this.docs(locale, principal !== null));
        return true;
      default:
        response.status(404).send(pages.error({ status: 404, requestId: request.requestId, isSignedIn: principal !== null }, locale));
        return true;
    }
  }

  /** Made once a language: it takes long, and anyone may ask for it. */
  private docs(locale: Locale, isSignedIn: boolean): string {
    const key = `${locale} ${isSignedIn}`;
    const { origin } = this.links;
    const made =
      this.documentation.get(key) ?? pages.docs({ document: openApiDocument(allOperations, { version: VERSION, origin }, locale), isSignedIn }, locale);
    this.documentation.set(key, made);
    return made;
  }

  private async home(by: Principal): Promise<HomeData> {
    const { access, library } = this.parts;
    const id = by.workspace.id;
    const [pipelines, objects, sessions, keys] = await Promise.all([
      library.library.list(id),
      Promise.all([...CORE_OBJECTS.values()].map(async ({ key, plural }) => ({ key, plural, count: await this.count(by, key) }))),
      access.sessions.list(by.id as PersonId),
      roleHolds(by.role, 'key.edit') ? access.apiKeys.list(id) : null,
    ]);
    return {
      origin: this.links.origin,
      me: { name: by.name, email: by.email, role: by.role, workspace: { key: by.workspace.key, name: by.workspace.name } },
      pipelines,
      objects,
      sessions: sessions.map((row) => shownSession(row, by)),
      keys: keys && keys.map(shownKey),
    };
  }

  private async count(by: Principal, object: string): Promise<number | null> {
    const { groups } = await this.parts.crm.records.summary(by.workspace.id, object, { measure: 'count' });
    return groups[0]?.values['count'] ?? 0;
  }
}

/** A person with a browser at an address that is none of ours. */
const wantsPage = ({ path, headers }: EngineRequest): boolean =>
  !/^\/(api|hooks|healthz|readyz|metrics)(\/|$)/.test(path) && (headers.accept ?? '').includes('text/html');

const shownSession = (row: SessionRow, by: Principal) => ({ ...row, current: row.id === by.session });
const shownKey = (row: ApiKeyRow) => ({ ...row, pipelineRoles: [...row.pipelineRoles] });
