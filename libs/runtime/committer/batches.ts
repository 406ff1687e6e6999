import { TransientError, type WorkspaceId } from '#kernel';
import type { Command } from '../commands.js';
import type { Observer } from '../observer.js';
import type { Clock, RunStore, Wakeups } from '../ports.js';
import { Attempt, type AttemptParts } from './attempt.js';
import type { Verdict } from './decide.js';
import { type Marker, requestFor } from './request.js';

/** How patient a batch is with a store that is away or a race that was lost. */
export interface Patience {
  readonly tries: number;
  /** Before the second try; doubled each time. */
  readonly firstPauseMs: number;
}

/** One transaction for many commands, tried again as long as that is safe. */
export class Batches {
  constructor(
    private readonly store: RunStore,
    private readonly parts: AttemptParts,
    private readonly wakeups: Wakeups,
    private readonly pace: { readonly clock: Clock; readonly patience: Patience },
    private readonly observer: Observer,
  ) {}

  /** One verdict a command, in order, only after COMMIT. Never throws: what stops a batch becomes the verdict of each command it is about. */
  async commit(workspace: WorkspaceId, commands: readonly Command[]): Promise<readonly Verdict[]> {
    try {
      return await this.#persist(workspace, commands);
    } catch (error) {
      if (commands.length === 1 || error instanceof TransientError) return commands.map(() => ({ ok: false, error }));
      // One command's data stopped the store: each alone, in order, so that only that one fails.
      const verdicts: Verdict[] = [];
      for (const command of commands) verdicts.push(...(await this.commit(workspace, [command])));
      return verdicts;
    }
  }

  async #persist(workspace: WorkspaceId, commands: readonly Command[]): Promise<readonly Verdict[]> {
    const marker = this.#markerFor(commands);
    const request = requestFor(workspace, commands, marker);
    let decided: readonly Verdict[] = [];
    for (let tries = 1; ; tries += 1) {
      const attempt = new Attempt(this.parts, workspace, commands, marker);
      try {
        await this.store.batch(request, attempt);
        this.#tell(workspace, attempt);
        // Committed before: the last verdicts that were decided are the ones that were written.
        return attempt.committedBefore ? decided : attempt.verdicts;
      } catch (error) {
        if (!(error instanceof TransientError) || tries >= this.pace.patience.tries) throw error;
        if (attempt.verdicts.length > 0) decided = attempt.verdicts;
        this.observer.batchRetried({ workspace, commands: commands.length, tries, error });
        await this.pace.clock.sleep(error.retryAfterMs ?? this.pace.patience.firstPauseMs * 2 ** (tries - 1));
      }
    }
  }

  #tell(workspace: WorkspaceId, attempt: Attempt): void {
    const notice = attempt.notice();
    if (notice) this.wakeups.announce(notice);
    if (notice && notice.due.length > 0) this.observer.announced(notice.due.length);
    for (const incident of attempt.incidents) this.observer.incidentOpened(workspace, incident);
  }

  /** Commands with a key, timers and outcomes can tell by themselves that they were applied before; others need the batch to say it. */
  #markerFor(commands: readonly Command[]): Marker | null {
    const guarded = commands.every(({ key, body }) => key !== null || body.kind === 'timer.due' || body.kind === 'effect.outcome');
    return guarded ? null : { source: 'batch', key: this.parts.judgement.ids.next() };
  }
}
