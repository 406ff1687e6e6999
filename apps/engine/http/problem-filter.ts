import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, NotFoundException } from '@nestjs/common';
import { type ProblemDetails, problemType } from '#contracts';
import { inLocale, type Locale, type Problem, TransientError, UserError, type UserErrorKind } from '#kernel';
import type { Refusal } from '#pipeline';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { localeOf } from './locale.js';
import { BadSignature, RefusedByPipeline, UnsupportedBody } from './refusals.js';
import type { EngineRequest } from './request.js';

const STATUS: Readonly<Record<UserErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  precondition: 412,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
};

const TITLES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Not readable', '无法读取'],
  401: ['Sign in first', '请先登录'],
  403: ['Not allowed', '没有权限'],
  404: ['Not found', '未找到'],
  405: ['Not possible here', '此处不支持'],
  409: ['Refused', '已拒绝'],
  412: ['Changed meanwhile', '内容已被更改'],
  413: ['Too large', '内容过大'],
  415: ['Kind of body not taken', '不支持的内容类型'],
  422: ['Something does not fit', '内容有误'],
  429: ['Too many requests', '请求过多'],
  500: ['Our fault', '服务器错误'],
  503: ['Not available just now', '暂时不可用'],
};

/** What the caller is told of an error, and with which status. Defects tell nothing of themselves. */
export function problemOf(error: unknown, locale: Locale): { readonly body: ProblemDetails; readonly headers: Readonly<Record<string, string>> } {
  if (error instanceof UserError) return { body: userProblem(error, locale), headers: error.retryAfterMs === undefined ? {} : retryAfter(error.retryAfterMs) };
  if (error instanceof TransientError) {
    const text = {
      en: 'Please try again in a moment. With the same Idempotency-Key nothing is done twice.',
      'zh-CN': '请稍后重试。使用相同的 Idempotency-Key 不会重复执行。',
    };
    return { body: plain(503, 'unavailable', inLocale(text, locale), locale), headers: retryAfter(error.retryAfterMs ?? 1000) };
  }
  const status = httpStatus(error);
  if (status === 404) return { body: plain(404, 'not-found', locale === 'en' ? 'There is nothing here.' : '此处没有内容。', locale), headers: {} };
  if (status !== null && status < 500)
    return { body: plain(status, 'request', locale === 'en' ? 'The request cannot be read.' : '无法读取该请求。', locale), headers: {} };
  return {
    body: plain(500, 'defect', locale === 'en' ? 'Something went wrong on our side. Nothing was half done.' : '服务器出现问题。没有留下未完成的更改。', locale),
    headers: {},
  };
}

/** Errors of the framework: unknown route, malformed address. */
function httpStatus(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error ? (error as { status?: unknown }).status : null;
  return typeof status === 'number' ? status : null;
}

function userProblem(error: UserError, locale: Locale): ProblemDetails {
  const status = error instanceof UnsupportedBody ? 415 : STATUS[error.kind];
  const [first] = error.problems;
  const base = plain(status, first.code, inLocale(first.text, locale), locale, first.at);
  if (error instanceof RefusedByPipeline) return { ...base, reasons: reasonsIn(error.reasons, locale) as unknown as ProblemDetails['reasons'] };
  if (error instanceof BadSignature) return { ...base, title: locale === 'en' ? 'Signature refused' : '签名无效' };
  return error.problems.length > 1 || first.got !== undefined || first.expected !== undefined
    ? { ...base, problems: error.problems.map((problem) => said(problem, locale)) }
    : base;
}

/** Reasons of a refusal, their sentences in the reader's language. */
export const reasonsIn = (reasons: readonly Refusal[], locale: Locale) =>
  reasons.map(({ fields, ...reason }) => ({ ...reason, ...(fields && { fields: [...fields] }), text: inLocale(reason.text, locale) }));

const said = ({ code, at, text, severity, got, expected }: Problem, locale: Locale) => ({
  code,
  pointer: at,
  detail: inLocale(text, locale),
  ...(severity === undefined ? {} : { severity }),
  ...(got === undefined ? {} : { got }),
  ...(expected === undefined ? {} : { expected }),
});

const plain = (status: number, code: string, detail: string, locale: Locale, pointer = ''): ProblemDetails => ({
  type: problemType(code),
  title: (TITLES[status] ?? TITLES[400] ?? ['', ''])[locale === 'en' ? 0 : 1],
  status,
  code,
  pointer,
  detail,
});

/** No route: another method of the same address is 405 and says which there are. */
function noSuchRoute(request: EngineRequest, methods: readonly string[], locale: Locale): ReturnType<typeof problemOf> {
  if (methods.length === 0) return problemOf(new NotFoundException(), locale);
  const allowed = methods.join(', ');
  const detail = locale === 'en' ? `${request.method} is not possible here; possible: ${allowed}.` : `此处不支持 ${request.method}；可用：${allowed}。`;
  return { body: plain(405, 'method.not-allowed', detail, locale), headers: { Allow: allowed } };
}

const retryAfter = (ms: number): Readonly<Record<string, string>> => ({ 'Retry-After': String(Math.max(1, Math.ceil(ms / 1000))) });

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** `methodsAt`: the methods that an address takes here, none where there is no such address. */
  constructor(
    private readonly log: Logger,
    private readonly methodsAt: (path: string) => readonly string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<EngineRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const locale = request.locale ?? localeOf(request.headers['accept-language']);
    const { body, headers } = error instanceof NotFoundException ? noSuchRoute(request, this.methodsAt(request.path), locale) : problemOf(error, locale);
    // A database that is away is told once, by the loop, and not by each caller who met it.
    if (body.status >= 500 && !(error instanceof TransientError))
      this.log.error(
        { event: 'http.failed', err: error, requestId: request.requestId, method: request.method, route: request.route?.path as unknown },
        'request failed',
      );
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (body.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.status(body.status).type('application/problem+json').setHeader('Content-Language', locale);
    response.send(JSON.stringify({ ...body, requestId: request.requestId }));
  }
}
