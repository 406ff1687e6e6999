import type { RecordId, WorkspaceId } from '#kernel';
import { UserError } from '#kernel';
import type { Actor } from '#pipeline';
import type { RecordCommand, RecordCommandBody } from '../../ports.js';
import type { ImportParts } from '../import-job.js';
import { command, problemsOf } from '../importer.js';
import type { ImportChange, ImportJobStore } from './ports.js';

const CHUNK = 500;
const MOST_NAMED = 100;

/** What an undo came to. `kept`: records that were changed since, and were therefore left as they are. */
export interface UndoOutcome {
  readonly binned: number;
  readonly restored: number;
  readonly kept: number;
  /** Ids of the first of them. */
  readonly keptRecords: readonly RecordId[];
}

/**
 * Takes an import back: what it made goes into the bin, what it changed gets its old values. A record that somebody or
 * something changed since is left alone. `onProgress` hears the outcome so far after each chunk.
 */
export async function undoImport(
  parts: Pick<ImportParts, 'door'>,
  store: ImportJobStore,
  job: { readonly workspace: WorkspaceId; readonly id: string; readonly actor: Actor },
  onProgress: (soFar: UndoOutcome) => Promise<void>,
): Promise<UndoOutcome> {
  let [binned, restored, kept] = [0, 0, 0];
  const keptRecords: RecordId[] = [];
  let after: RecordId | null = null;
  for (;;) {
    const changes: readonly ImportChange[] = await store.changes(job.workspace, job.id, after, CHUNK);
    if (changes.length === 0) return { binned, restored, kept, keptRecords };
    const commands: readonly RecordCommand[] = changes.map((change) =>
      command({ workspace: job.workspace, actor: job.actor, jobId: `${job.id}:undo` }, backwards(change), null),
    );
    const answers = await parts.door.submitMany(commands);
    changes.forEach(({ kind, recordId }, i) => {
      const answer = answers[i];
      if (answer && isTaken(answer)) {
        if (kind === 'made') binned += 1;
        else restored += 1;
        return;
      }
      kept += 1;
      if (keptRecords.length < MOST_NAMED) keptRecords.push(recordId);
    });
    after = changes.at(-1)?.recordId ?? null;
    await onProgress({ binned, restored, kept, keptRecords });
  }
}

const backwards = ({ kind, recordId, before, version }: ImportChange): RecordCommandBody =>
  kind === 'made'
    ? { kind: 'record.delete', recordId, expectedVersion: version }
    : { kind: 'record.change', recordId, fields: before, expectedVersion: version, takesRetired: true };

/** Whether the door did it. Throws what may pass when tried again; anything else leaves the record as it is. */
function isTaken(answer: Parameters<typeof problemsOf>[0]): boolean {
  if (!answer.ok && !(answer.error instanceof UserError)) throw answer.error;
  return problemsOf(answer).length === 0;
}
