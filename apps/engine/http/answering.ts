import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '#kernel';
import type { AuditStore, ReplyStore, StoredReply } from '#access';
import { isWrite } from '#contracts';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type Declaration, declarationOf } from './declaration.js';
import { refusal } from './refusals.js';
import { Reply } from './reply.js';
import type { EngineRequest } from './request.js';

/** Sets an answer's own headers, and gives the first answer again to a write that comes with the same Idempotency-Key. */
@Injectable()
export class Answering implements NestInterceptor {
  constructor(
    private readonly replies: ReplyStore,
    private readonly audit: Pick<AuditStore, 'append'>,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<EngineRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const declared = declarationOf(context);
    if (!declared) return next.handle();
    const work = async (): Promise<unknown> => {
      const answer = settled(await lastValueFrom(next.handle(), { defaultValue: undefined }), response);
      if (declared.audited) await this.note(declared, request);
      return answer;
    };
    return from(this.isKept(declared, request) ? this.once(declared, request, response, work) : work());
  }

  private async note({ operation }: Declaration, request: EngineRequest): Promise<void> {
    const { actor, workspace } = request.caller.principal;
    await this.audit.append(workspace.id, { actor, action: operation.id, target: request.path.replace('/api/v1/', ''), detail: null });
  }

  private isKept(declared: Declaration, request: EngineRequest): boolean {
    return isWrite(declared.operation) && declared.keys === 'http' && request.principal !== undefined && request.caller.key !== null;
  }

  private async once(declared: Declaration, request: EngineRequest, response: Response, work: () => Promise<unknown>): Promise<unknown> {
    const { caller } = request;
    const at = [caller.workspace, `http:${caller.source}`, caller.key ?? ''] as const;
    const begun = await this.replies.begin(...at, hashOf(request));
    switch (begun.kind) {
      case 'other-body':
        throw refusal('invalid', 'key.reused', 'This idempotency key was used for another request.', '此幂等键已用于其他请求。');
      case 'running':
        throw refusal(
          'conflict',
          'key.running',
          'The first request with this idempotency key is not answered yet.',
          '使用此幂等键的第一个请求尚未完成。',
          '',
          1000,
        );
      case 'done':
        return repeated(begun.reply, response);
      case 'fresh':
        return this.first(declared, at, response, work);
    }
  }

  private async first(
    declared: Declaration,
    at: readonly [Parameters<ReplyStore['begin']>[0], string, string],
    response: Response,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    try {
      const body = await work();
      await this.replies.finish(...at, kept(declared, body, response));
      return body;
    } catch (error) {
      await this.replies.abandon(...at);
      throw error;
    }
  }
}

function settled(value: unknown, response: Response): unknown {
  if (!(value instanceof Reply)) return value;
  for (const [name, header] of Object.entries(value.headers)) response.setHeader(name, header);
  return value.body;
}

const hashOf = (request: EngineRequest): string =>
  createHash('sha256')
    .update(canonicalJson([request.method, request.originalUrl, request.headers['if-match'] ?? null, request.body ?? null]))
    .digest('hex');

function kept({ operation, shownOnce }: Declaration, body: unknown, response: Response): StoredReply {
  const etag = response.getHeader('ETag');
  const headers: JsonObject = typeof etag === 'string' ? { ETag: etag } : {};
  const stored = (body ?? null) as Json;
  const hidden = isJsonObject(stored) ? { ...stored, ...Object.fromEntries(shownOnce.map((name) => [name, null])) } : stored;
  return { status: operation.status, body: hidden, headers };
}

function repeated(reply: StoredReply, response: Response): unknown {
  response.setHeader('Idempotent-Replayed', 'true');
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, String(value));
  return reply.body ?? undefined;
}
