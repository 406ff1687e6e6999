import type { JsonObject, RecordId, Result, WorkspaceId } from '#kernel';
import type { DoorAnswer, ImportedRecord, RecordCommand } from '../../ports.js';
import type { ImportParts } from '../import-job.js';
import type { ImportChange, ImportJobStore } from './ports.js';

/**
 * The parts of an import, with a note of every record it makes or changes. A record that the undo of an earlier import
 * put into the bin comes out of it again. A record that somebody changes while its row is on the way is left alone and
 * told (`record.version`).
 */
export function notingParts(parts: ImportParts, store: ImportJobStore, job: { readonly workspace: WorkspaceId; readonly id: string }): ImportParts {
  const seen = new Map<RecordId, ImportedRecord>();
  const revived = new Set<RecordId>();
  const byExternalKeys: ImportParts['reads']['byExternalKeys'] = async (workspace, object, keys) => {
    const found = await parts.reads.byExternalKeys(workspace, object, keys);
    const binned = [...found.values()].filter(({ deleted }) => deleted).map(({ id }) => id);
    const back = binned.length === 0 ? new Set<RecordId>() : await store.binnedByUndo(workspace, binned);
    // Nothing of it counts as known: the row is written whole.
    const shown = [...found].map(([key, row]) => [key, back.has(row.id) ? { ...row, deleted: false, fields: {} } : row] as const);
    for (const [, row] of shown) seen.set(row.id, row);
    for (const id of back) revived.add(id);
    return new Map(shown);
  };
  const submitMany: ImportParts['door']['submitMany'] = async (commands) => {
    const sent = commands.flatMap((command) => withRestore(command, revived, seen));
    const answers = await parts.door.submitMany(sent);
    const last = commands.map((command) => sent.findLastIndex(({ body }) => 'recordId' in body && body.recordId === recordOf(command)));
    const own = last.map((at) => answers[at] as Result<DoorAnswer, unknown>);
    const changes = commands.flatMap((command, i) => changeOf(command, own[i], revived, seen) ?? []);
    if (changes.length > 0) await store.noteChanges(job.workspace, job.id, changes);
    return own;
  };
  return { ...parts, reads: delegating(parts.reads, byExternalKeys), door: { submitMany } };
}

/** The reads with one of them replaced; methods of a class do not spread. */
function delegating(reads: ImportParts['reads'], byExternalKeys: ImportParts['reads']['byExternalKeys']): ImportParts['reads'] {
  return {
    byExternalKeys,
    allValues: (...asked) => reads.allValues(...asked),
    byValues: (...asked) => reads.byValues(...asked),
    played: (...asked) => reads.played(...asked),
    membersByEmail: (workspace) => reads.membersByEmail(workspace),
  };
}

const recordOf = ({ body }: RecordCommand): RecordId | null => ('recordId' in body ? body.recordId : null);

function withRestore(command: RecordCommand, revived: ReadonlySet<RecordId>, seen: ReadonlyMap<RecordId, ImportedRecord>): readonly RecordCommand[] {
  const { body } = command;
  if (body.kind !== 'record.change') return [command];
  if (revived.has(body.recordId)) return [{ ...command, body: { kind: 'record.restore', recordId: body.recordId } }, command];
  return [{ ...command, body: { ...body, expectedVersion: seen.get(body.recordId)?.version ?? null } }];
}

function changeOf(
  command: RecordCommand,
  answer: Result<DoorAnswer, unknown> | undefined,
  revived: ReadonlySet<RecordId>,
  seen: ReadonlyMap<RecordId, ImportedRecord>,
): ImportChange | null {
  const { body } = command;
  if (!answer?.ok || answer.value.kind !== 'applied') return null;
  const version = answer.value.recordVersion ?? 1;
  if (body.kind === 'record.create') return { recordId: body.recordId, kind: 'made', before: {}, version };
  if (body.kind !== 'record.change') return null;
  if (revived.has(body.recordId)) return { recordId: body.recordId, kind: 'made', before: {}, version };
  return { recordId: body.recordId, kind: 'changed', before: valuesBefore(body.fields, seen.get(body.recordId)?.fields ?? {}), version };
}

const valuesBefore = (changed: JsonObject, fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(changed).map((name) => [name, fields[name] ?? null]));
