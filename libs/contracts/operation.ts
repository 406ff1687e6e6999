import type { Json } from '#kernel';
import type { z } from 'zod';
import type { Permission } from './permissions.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Schema = z.ZodType | null;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : null;

/** One operation of the API: its address, who may use it, what goes in and what comes out. The server, the document and the tests read it. */
export interface Operation<P extends Schema = Schema, Q extends Schema = Schema, B extends Schema = Schema, A extends Schema = Schema> {
  /** Dotted and stable: `records.list`. */
  readonly id: string;
  readonly method: Method;
  /** With `{name}` for parameters: `/api/v1/records/{object}`. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
  readonly description?: string;
  /** `anyone` needs no sign-in; everything else is denied unless a role holds it. */
  readonly permission: Permission | 'anyone';
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly answer: A;
  /** Of a success; 200 unless said. */
  readonly status: 200 | 201 | 202 | 204;
  /** Type of the answer where it is not JSON. */
  readonly mediaType?: string;
  /** `required`: a write without `If-Match` is refused. `optional`: honoured when sent. */
  readonly ifMatch?: 'required' | 'optional';
  readonly bodyExample?: Json;
  readonly answerExample?: Json;
  /** Statuses of refusals this operation adds to the usual ones. */
  readonly refusals?: readonly (404 | 409 | 412 | 422)[];
}

/** What a handler of the operation receives, parsed. */
export interface InputOf<O extends Operation> {
  readonly params: Parsed<O['params']>;
  readonly query: Parsed<O['query']>;
  readonly body: Parsed<O['body']>;
}
export type AnswerOf<O extends Operation> = O['answer'] extends z.ZodType ? z.input<O['answer']> : void;

type Given<P extends Schema, Q extends Schema, B extends Schema, A extends Schema> = Omit<Operation, 'params' | 'query' | 'body' | 'answer' | 'status'> & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly status?: Operation['status'];
};

/** Declares an operation; what is left out is `null` (no such part) and status 200. */
export function operation<P extends Schema = null, Q extends Schema = null, B extends Schema = null, A extends Schema = null>(
  given: Given<P, Q, B, A>,
): Operation<P, Q, B, A> {
  return {
    ...given,
    params: (given.params ?? null) as P,
    query: (given.query ?? null) as Q,
    body: (given.body ?? null) as B,
    answer: (given.answer ?? null) as A,
    status: given.status ?? 200,
  };
}

/** Whether the operation changes something: such a one honours `Idempotency-Key` and needs a same-origin page when a cookie signs it in. */
export const isWrite = (op: Operation): boolean => op.method !== 'GET';
