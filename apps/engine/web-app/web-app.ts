import { randomBytes } from 'node:crypto';
import type { NextFunction, RequestHandler, Response } from 'express';
import type { EngineRequest } from '../http/request.js';
import { type BuiltFile, type BuiltFiles, builtFiles } from './built-files.js';

/** Addresses that are answered by the API and the service, never by the web app. */
const NOT_PAGES = /^\/(api|hooks|docs|admin|healthz|readyz|metrics)(\/|$)/;

/** Serves the web app: its files, and its one page at every address a person may open. */
export class WebApp {
  private readonly built: BuiltFiles | null;

  /** `isHttps`: people reach the engine under https, and never otherwise. */
  constructor(
    private readonly isHttps: boolean,
    built: BuiltFiles | null = builtFiles(),
  ) {
    this.built = built;
  }

  readonly handler = ((request: EngineRequest, response: Response, next: NextFunction): void => {
    if (this.built === null || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    const file = this.built.files.get(request.path);
    if (file) return sendFile(file, request, response);
    if (!isPage(request)) return next();
    this.sendPage(this.built.page, response);
  }) as unknown as RequestHandler;

  /** Style sheets that libraries add carry this answer's nonce; nothing else inline is let through. */
  private sendPage(page: string, response: Response): void {
    const nonce = randomBytes(18).toString('base64');
    response.setHeader('Content-Security-Policy', policy(nonce, this.isHttps));
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(page.replaceAll('__NONCE__', nonce));
  }
}

const isPage = ({ path, headers }: EngineRequest): boolean => !NOT_PAGES.test(path) && (headers.accept ?? '').includes('text/html');

function sendFile(file: BuiltFile, request: EngineRequest, response: Response): void {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = file.encodings.find(({ name }) => new RegExp(`\\b${name}\\b(?!;\\s*q=0(\\.0*)?\\b)`).test(accepted));
  response.setHeader('Content-Type', file.type);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', file.isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  if (encoding) response.setHeader('Content-Encoding', encoding.name);
  response.sendFile(encoding?.file ?? file.file, { cacheControl: false, lastModified: false });
}

const policy = (nonce: string, isHttps: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
