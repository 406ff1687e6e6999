import type { Instant, RecordId, WorkspaceId } from '#kernel';
import type { Answer, Command } from '../commands.js';
import { NO_WRITES } from '../no-writes.js';
import type { BatchPlan, BatchWrites, Hashes, LoadedBatch, Notice, Pipelines, StoredIncident } from '../ports.js';
import { workKindOf } from '../work-kinds.js';
import { type Verdict, decideCommand } from './decide.js';
import type { Marker } from './request.js';
import type { Judgement } from './scene.js';
import { Versions, prepareChecks, referencedRecords } from './versions.js';
import { WorkingState } from './working-state.js';

export interface AttemptParts {
  readonly pipelines: Pipelines;
  readonly judgement: Judgement & { readonly hashes: Hashes };
}

const DONE: Answer = { kind: 'late' };

/** One try of a batch: loads versions, decides each command, remembers the verdicts and what to announce. */
export class Attempt implements BatchPlan {
  /** One a command, in order, once decided. */
  verdicts: readonly Verdict[] = [];
  /** An earlier try was committed after all: its verdicts hold, this one wrote nothing. */
  committedBefore = false;
  /** Incidents that this try opens, once it is committed. */
  incidents: readonly StoredIncident[] = [];
  #versions: Versions;
  #notice: Notice | null = null;

  constructor(
    private readonly parts: AttemptParts,
    private readonly workspace: WorkspaceId,
    private readonly commands: readonly Command[],
    private readonly marker: Marker | null,
  ) {
    this.#versions = new Versions(workspace, parts.pipelines);
  }

  async prepare(loaded: LoadedBatch): Promise<readonly RecordId[]> {
    // First, so that versions are compiled with the same fields that values are checked against.
    await prepareChecks(this.parts.judgement.checks, loaded, this.commands);
    await this.#versions.load(loaded, this.commands);
    return referencedRecords(loaded, this.commands, this.#versions);
  }

  decide(loaded: LoadedBatch): BatchWrites {
    const { marker } = this;
    if (marker && loaded.keys.has(`${marker.source}\n${marker.key}`)) {
      this.committedBefore = true;
      return NO_WRITES;
    }
    const state = WorkingState.over(loaded);
    const bench = { ...this.parts.judgement, versions: this.#versions, state };
    this.verdicts = this.commands.map((command) => decideCommand(bench, command));
    if (marker) state.putKey({ ...marker, bodyHash: '', answer: DONE });
    const writes = state.writes();
    this.incidents = writes.incidents.filter(({ id, status }) => status === 'open' && !loaded.incidents.has(id));
    this.#notice = noticeOf(this.workspace, writes, state, loaded.now);
    return writes;
  }

  /** Whom to tell after the commit; null when nothing happened. */
  notice(): Notice | null {
    return this.#notice;
  }
}

function noticeOf(workspace: WorkspaceId, writes: BatchWrites, state: WorkingState, now: Instant): Notice | null {
  const runs = writes.runs.map(({ run }) => run.id);
  const records = [
    ...new Set([...writes.records.map((record) => record.id), ...writes.runs.map(({ run }) => run.recordId), ...writes.tasks.map((task) => task.recordId)]),
  ];
  const due = writes.effects.flatMap((write) => {
    const stored = write.kind === 'insert' ? write.effect : state.effect(write.id);
    return stored?.status === 'waiting' && stored.due <= now ? [{ workspace, effect: stored.id, kind: workKindOf(stored.effect) }] : [];
  });
  return due.length > 0 || runs.length > 0 || records.length > 0 ? { workspace, runs, records, due } : null;
}
