import { type Problem, UserError, type UserErrorKind } from '#kernel';

/** To a thread: one task. */
export interface TaskRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** From a thread. */
export type TaskReply =
  | { readonly id: number; readonly kind: 'progress'; readonly share: number }
  | { readonly id: number; readonly kind: 'done'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'refused'; readonly error: { readonly kind: UserErrorKind; readonly problems: readonly [Problem, ...Problem[]] } }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string; readonly stack: string | undefined };

/** What a task threw, in a form that crosses threads. */
export function replyOf(id: number, error: unknown): TaskReply {
  if (error instanceof UserError) return { id, kind: 'refused', error: { kind: error.kind, problems: error.problems } };
  return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack : undefined };
}

/** The error as it was thrown in the thread: a UserError again, or a defect with its stack. */
export function errorOf(reply: Extract<TaskReply, { kind: 'refused' | 'failed' }>): Error {
  if (reply.kind === 'refused') return new UserError(reply.error.kind, reply.error.problems);
  const error = new Error(reply.message);
  if (reply.stack !== undefined) error.stack = reply.stack;
  return error;
}
