import type { AnswerOf, Operation, operations } from '#contracts';
import type { z } from 'zod';
import type { ROUTES } from './routes.generated.js';

type Declared = typeof operations;
export type OperationName = keyof typeof ROUTES & keyof Declared;
type Of<N extends OperationName> = Declared[N] extends Operation ? Declared[N] : never;

type In<S> = S extends z.ZodType ? z.input<S> : never;
/** What stands in an address may be given as number or boolean, too. */
type Loose<T> = { readonly [K in keyof T]: T[K] | (T[K] extends string | undefined ? number | boolean : never) };
type Part<Name extends string, S, Given> = S extends z.ZodType
  ? Record<string, never> extends Given
    ? { readonly [K in Name]?: Given }
    : { readonly [K in Name]: Given }
  : unknown;

/** What an operation is asked with, by the contract's own types. */
export type Asked<N extends OperationName> = Part<'params', Of<N>['params'], Loose<In<Of<N>['params']>>> &
  Part<'query', Of<N>['query'], Loose<In<Of<N>['query']>>> &
  Part<'body', Of<N>['body'], In<Of<N>['body']>> & {
    /** The version or revision that was edited: refused with 412 when somebody else changed it. */
    readonly ifMatch?: string | number;
    /** Given again when a write is tried again; made fresh otherwise. */
    readonly idempotencyKey?: string;
  };

/** What it answers. */
export type Answer<N extends OperationName> = AnswerOf<Of<N>>;
