import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ApiKeys, type Principal, Sessions } from '#access';
import { isWrite, type Operation, roleHolds } from '#contracts';
import { Caller } from './caller.js';
import { SessionCookie } from './cookies.js';
import { declarationOf } from './declaration.js';
import { type Rate, RateLimit } from './rate-limit.js';
import { refusal } from './refusals.js';
import type { EngineRequest } from './request.js';

export interface GuardSettings {
  readonly perPrincipal: Rate;
  readonly perAddress: Rate;
  /** Origin of the pages, such as `https://crm.example.com`; null = the address the request came to. */
  readonly origin: string | null;
}

/** The one guard. Everything is denied unless its operation says who may: no declaration, no entry. */
@Injectable()
export class Guard implements CanActivate {
  private readonly rates = new RateLimit(() => performance.now());

  constructor(
    private readonly keys: ApiKeys,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly settings: GuardSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<EngineRequest>();
    const operation = declarationOf(context)?.operation;
    if (!operation) throw refusal('forbidden', 'operation.undeclared', 'This operation says nobody may use it.', '此操作未声明任何权限。');
    const address = request.ip ?? 'unknown';
    const principal = operation.permission === 'anyone' ? null : await this.identify(request, address);
    if (!principal && operation.group !== 'Service') this.rates.take(`address:${address}`, this.settings.perAddress);
    if (isWrite(operation)) this.assertSameOrigin(request, operation, principal);
    if (operation.permission !== 'anyone') {
      if (!principal)
        throw refusal(
          'unauthenticated',
          'sign-in.needed',
          'Sign in, or send an API key as `Authorization: Bearer`.',
          '请登录,或以 `Authorization: Bearer` 发送 API 密钥。',
        );
      this.rates.take(`${principal.kind}:${principal.id}`, this.settings.perPrincipal);
      if (!roleHolds(principal.role, operation.permission)) throw mayNot(operation, principal);
      request.principal = principal;
    }
    request.caller = callerOf(request, principal, address);
    return true;
  }

  private async identify(request: EngineRequest, address: string): Promise<Principal | null> {
    const header = request.headers.authorization;
    if (header !== undefined) {
      request.signedInBy = 'bearer';
      const key = /^Bearer ([\x21-\x7e]{1,300})$/i.exec(header)?.[1];
      const principal = key === undefined ? null : await this.keys.resolve(key);
      if (principal) return principal;
      this.rates.take(`address:${address}`, this.settings.perAddress);
      throw refusal('unauthenticated', 'key.unknown', 'This API key is not known, or was revoked.', '此 API 密钥无效或已被撤销。');
    }
    const token = this.cookie.read(request);
    request.signedInBy = 'cookie';
    return token === null ? null : this.sessions.resolve(token);
  }

  /** A browser sends cookies along whoever wrote the page; only our own pages may write with them. */
  private assertSameOrigin(request: EngineRequest, operation: Operation, principal: Principal | null): void {
    if (request.signedInBy === 'bearer') return;
    const { origin } = request.headers;
    const own = this.settings.origin ?? `${request.protocol}://${request.headers.host ?? ''}`;
    const isOwn = origin === undefined ? request.headers['sec-fetch-site'] === 'same-origin' : origin === own;
    // Machines that come without cookie and origin (webhooks, first sign-in by script) are no browser that could be misled.
    if (isOwn || (!principal && origin === undefined) || operation.id === 'webhooks.receive') return;
    throw refusal('forbidden', 'origin.other', 'This request comes from another site.', '此请求来自其他网站。');
  }
}

const mayNot = (operation: Operation, principal: Principal) =>
  refusal(
    'forbidden',
    'permission.missing',
    `The role ${principal.role} does not hold ${operation.permission}.`,
    `角色 ${principal.role} 没有 ${operation.permission} 权限。`,
  );

function callerOf(request: EngineRequest, principal: Principal | null, address: string): Caller {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return new Caller(principal, request.locale, address, header('user-agent') ?? null, {
    ifMatch: header('if-match'),
    idempotencyKey: header('idempotency-key'),
  });
}
