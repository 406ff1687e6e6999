import { Controller } from '@nestjs/common';
import { People } from '#access';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { PgWorkspaceStore, type Storage } from '#storage';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { refusal } from '../http/refusals.js';
import { countSample, removeSample } from '../sample/remove-sample.js';

/** Where the rows of a workspace are; a class, so that it can be asked for. */
export class StorageOf {
  constructor(readonly storage: Storage) {}
}

/** The workspace itself, its sample, and the name of whoever asks. */
@Controller()
export class OwnWorkspaceController {
  constructor(
    private readonly people: People,
    private readonly workspaces: PgWorkspaceStore,
    private readonly rows: StorageOf,
  ) {}

  @Answers(operations.changeMe)
  rename(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.changeMe>): Promise<void> {
    return this.people.rename(caller.principal, body.name);
  }

  @Answers(operations.changeWorkspace, { audited: true })
  change(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.changeWorkspace>): Promise<AnswerOf<typeof operations.changeWorkspace>> {
    if (body.timeZone !== undefined && !isZone(body.timeZone))
      throw refusal('invalid', 'workspace.zone', 'There is no such time zone; Europe/Berlin is one.', '没有此时区；例如 Asia/Shanghai。', '/timeZone');
    return this.workspaces.change(caller.workspace, body);
  }

  @Answers(operations.countSample)
  sample(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.countSample>> {
    return countSample(this.rows.storage, caller.workspace);
  }

  // The removal writes its own audit row, with the counts.
  @Answers(operations.removeSample)
  async remove(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.removeSample>> {
    return { removed: { ...(await removeSample(this.rows.storage, caller.workspace, caller.principal.actor)) } };
  }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
