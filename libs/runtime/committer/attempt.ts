import type { Instant, RecordId, WorkspaceId } from '#kernel';
import type { Answer, Command } from '../commands.js';
import type { BatchPlan, BatchWrites, Hashes, LoadedBatch, Notice, Pipelines } from '../ports.js';
import { type Verdict, decideCommand } from './decide.js';
import type { Marker } from './request.js';
import type { Judgement } from './scene.js';
import { Versions, prepareChecks, referencedRecords } from './versions.js';
import { WorkingState } from './working-state.js';

export interface AttemptParts {
  readonly pipelines: Pipelines;
  readonly judgement: Judgement & { readonly hashes: Hashes };
}

const NO_WRITES: BatchWrites = {
  records: [],
  runs: [],
  journal: [],
  effects: [],
  tasks: [],
  taskCloses: [],
  notes: [],
  notifications: [],
  incidents: [],
  refusals: [],
  keys: [],
  audit: [],
};
const DONE: Answer = { kind: 'late' };

/** One try of a batch: loads versions, decides each command, remembers the verdicts and what to announce. */
export class Attempt implements BatchPlan {
  /** One a command, in order, once decided. */
  verdicts: readonly Verdict[] = [];
  /** An earlier try was committed after all: its verdicts hold, this one wrote nothing. */
  committedBefore = false;
  #versions: Versions;
  #notice: Omit<Notice, 'workspace'> | null = null;

  constructor(
    private readonly parts: AttemptParts,
    private readonly workspace: WorkspaceId,
    private readonly commands: readonly Command[],
    private readonly marker: Marker | null,
  ) {
    this.#versions = new Versions(workspace, parts.pipelines);
  }

  async prepare(loaded: LoadedBatch): Promise<readonly RecordId[]> {
    await this.#versions.load(loaded, this.commands);
    await prepareChecks(this.parts.judgement.checks, loaded, this.commands);
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
    this.#notice = noticeOf(writes, loaded.now);
    return writes;
  }

  /** Whom to tell after the commit; null when nothing happened. */
  notice(): Notice | null {
    return this.#notice && { workspace: this.workspace, ...this.#notice };
  }
}

function noticeOf(writes: BatchWrites, now: Instant): Omit<Notice, 'workspace'> | null {
  const due = writes.effects.some((write) =>
    write.kind === 'insert'
      ? write.effect.status === 'waiting' && write.effect.due <= now
      : write.status === 'waiting' && (write.due === null || write.due <= now),
  );
  const runs = writes.runs.map(({ run }) => run.id);
  const records = [
    ...new Set([...writes.records.map((record) => record.id), ...writes.runs.map(({ run }) => run.recordId), ...writes.tasks.map((task) => task.recordId)]),
  ];
  return due || runs.length > 0 || records.length > 0 ? { runs, records, due } : null;
}
