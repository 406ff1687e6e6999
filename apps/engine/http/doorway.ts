import type { Principal } from '#access';
import { type Instant, UserError } from '#kernel';
import type { Refusal } from '#pipeline';
import type { Answer, Command, CommandBody, Runtime } from '#runtime';
import type { Caller } from './caller.js';
import { refusal, RefusedByPipeline } from './refusals.js';

export type Applied = Extract<Answer, { kind: 'applied' }>;

/** How requests go through the runtime's one door. */
export class Doorway {
  constructor(private readonly runtime: Runtime) {}

  /** @throws RefusedByPipeline with every reason; UserError and TransientError of the door. */
  async send(caller: Caller, body: CommandBody, more: More = {}): Promise<Applied> {
    return applied(await this.runtime.submit(commandOf(caller, body, more)));
  }

  /** One outcome a command, in order. */
  submitMany(commands: readonly Command[]): ReturnType<Runtime['submitMany']> {
    return this.runtime.submitMany(commands);
  }
}

interface More {
  readonly occurredAt?: Instant | null;
  readonly keySuffix?: string;
  /** In place of the caller's own; null for what may be done twice. */
  readonly key?: string | null;
}

export function commandOf(caller: Caller, body: CommandBody, more: More = {}): Command {
  const own = more.key === undefined ? caller.key : more.key;
  const key = own === null ? null : own + (more.keySuffix ?? '');
  return command(caller.principal, { source: caller.source, key, occurredAt: more.occurredAt ?? null }, body);
}

function command(principal: Principal, { source, key, occurredAt }: Pick<Command, 'source' | 'key' | 'occurredAt'>, body: CommandBody): Command {
  return { workspace: principal.workspace.id, actor: principal.actor, source, key, occurredAt, history: occurredAt !== null, origin: null, body };
}

function applied(answer: Answer): Applied {
  switch (answer.kind) {
    case 'applied':
      return answer;
    case 'refused':
      throw refusedBy(answer.reasons);
    case 'late':
      throw refusal('conflict', 'event.late', 'This came too late: nothing waits for it any more.', '来得太晚:已没有任何环节在等待它。');
  }
}

export function refusedBy(reasons: readonly Refusal[]): UserError {
  const [first, ...rest] = reasons;
  return first ? new RefusedByPipeline([first, ...rest]) : refusal('conflict', 'event.refused', 'The pipeline refuses this.', '流程拒绝此操作。');
}
