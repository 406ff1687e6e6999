import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Operation } from '#contracts';
import { parseInput } from './input.js';
import type { EngineRequest } from './request.js';

export const DECLARATION = 'millrace:operation';

export interface Declaration {
  readonly operation: Operation;
  /**
   * Who keeps the answers of an Idempotency-Key: the runtime's door (the key goes along with the command) or the HTTP
   * layer (the answer is stored as it was given).
   */
  readonly keys: 'door' | 'http';
  /** Members of the answer that are shown once and never stored: in a repeated answer they are null. */
  readonly shownOnce: readonly string[];
  /** Noted in the audit chain after it succeeded. Changes of access and through the door are audited with the change itself. */
  readonly audited: boolean;
}

/** Binds a method to its operation of the contract: route, status, permission, shapes. A method without it is denied. */
export const Answers = (operation: Operation, more: Partial<Omit<Declaration, 'operation'>> = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(DECLARATION, { keys: 'http', shownOnce: [], audited: false, ...more, operation } satisfies Declaration),
    RequestMapping({ path: operation.path.replace(/\{(\w+)\}/g, ':$1'), method: RequestMethod[operation.method] }),
    HttpCode(operation.status),
  );

export const declarationOf = (context: ExecutionContext): Declaration | undefined =>
  Reflect.getMetadata(DECLARATION, context.getHandler()) as Declaration | undefined;

/** The parsed parts of the request, by the shapes of the operation. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const declared = declarationOf(context);
  if (!declared) throw new Error('a handler without an operation cannot have input');
  return parseInput(declared.operation, context.switchToHttp().getRequest<EngineRequest>());
});

/** Who asks, and what the request's headers say. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<EngineRequest>().caller);
