import { type Instant, type RecordId, type RunId, type Text, UserError, type UserErrorKind, laterOf } from '#kernel';
import type { Actor, Advanced, CompiledPipeline, Refusal, RunEvent, RunState, World } from '#pipeline';
import type { Answer, Command, RunView } from '../commands.js';
import type { Ids, RecordChecks, StoredRecord, StoredRun } from '../ports.js';
import type { Versions } from './versions.js';
import type { WorkingState } from './working-state.js';

/** The heart, as the committer calls it: pure; throws UserError on input over a cap or that cannot be done. */
type Advance = (compiled: CompiledPipeline, run: RunState, event: RunEvent, world: World) => Advanced;

/** What deciding needs beside the batch; the same for every batch. */
export interface Judgement {
  readonly advance: Advance;
  readonly checks: RecordChecks;
  readonly ids: Ids;
}

/** One command being decided on its own draft. */
export interface Scene extends Judgement {
  readonly command: Command;
  readonly state: WorkingState;
  readonly versions: Versions;
  /** The store's time at the start of the batch. */
  readonly now: Instant;
}

/** A pipeline said no: the draft is dropped, the refusal is kept. */
export class Refused extends Error {
  constructor(
    readonly run: Pick<StoredRun, 'id' | 'recordId'>,
    readonly event: string,
    readonly reasons: readonly Refusal[],
  ) {
    super('refused');
  }
}

/** A UserError about the command as a whole, or about `at` in its body. */
export const wrong = (kind: UserErrorKind, code: string, en: string, zh: string, at = ''): UserError =>
  new UserError(kind, { code, at, text: { en, 'zh-CN': zh } satisfies Text });

/** When the command's event happened: now, or the earlier moment it names. */
export function moment(scene: Scene): Instant {
  const { occurredAt } = scene.command;
  if (occurredAt === null) return scene.now;
  if (occurredAt > scene.now)
    throw wrong(
      'invalid',
      'event.in-future',
      `An event cannot have happened at ${occurredAt}, which is still to come.`,
      `事件时间 ${occurredAt} 尚未到来。`,
      '/occurredAt',
    );
  return occurredAt;
}

/** The moment of an event in a run: never before its last one. A backdated command that would be is an error. */
export function momentIn(scene: Scene, run: StoredRun): Instant {
  const at = moment(scene);
  if (scene.command.occurredAt !== null && at < run.updatedAt) {
    throw wrong(
      'invalid',
      'event.before-last',
      `The run already has an event at ${run.updatedAt}; ${at} is before it.`,
      `该运行已有 ${run.updatedAt} 的事件，早于它的 ${at} 无法接受。`,
      '/occurredAt',
    );
  }
  return laterOf(at, run.updatedAt);
}

/** The record, not deleted. */
export function liveRecord(scene: Scene, id: RecordId): StoredRecord {
  const record = anyRecord(scene, id);
  if (record.deletedAt !== null) throw wrong('conflict', 'record.deleted', 'The record is deleted; restore it first.', '该记录已删除，请先恢复。');
  return record;
}

export function anyRecord(scene: Scene, id: RecordId): StoredRecord {
  const record = scene.state.records.get(id);
  if (!record) throw wrong('not-found', 'record.unknown', 'There is no such record.', '没有此记录。');
  return record;
}

export function runOf(scene: Scene, id: RunId): StoredRun {
  const run = scene.state.runs.get(id);
  if (!run) throw wrong('not-found', 'run.unknown', 'There is no such run.', '没有此运行。');
  return run;
}

/** If-Match: the version the caller saw must still be the record's. */
export function checkVersion(record: StoredRecord, expected: number | null): void {
  if (expected === null || expected === record.version) return;
  throw new UserError('precondition', {
    code: 'record.version',
    at: '/expectedVersion',
    text: { en: 'Somebody else has changed the record since you read it.', 'zh-CN': '您读取之后，该记录已被他人修改。' },
    got: expected,
    expected: record.version,
  });
}

const viewOf = (run: StoredRun): RunView => ({
  id: run.id,
  recordId: run.recordId,
  pipeline: run.pipeline,
  version: run.version,
  seq: run.seq,
  snapshot: run.snapshot,
  stage: run.stage,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  updatedAt: run.updatedAt,
});

/** The answer of a command that did what it said; `record` and `run` as they are now. */
export function applied(scene: Scene, ids: { readonly record?: RecordId; readonly run?: RunId; readonly id?: string }): Answer {
  const run = ids.run === undefined ? undefined : scene.state.runs.get(ids.run);
  const recordId = ids.record ?? run?.recordId ?? null;
  const record = recordId === null ? undefined : scene.state.records.get(recordId);
  return { kind: 'applied', recordId, recordVersion: record?.version ?? null, run: run ? viewOf(run) : null, id: ids.id ?? null, repeated: false };
}

export const systemActor = (kind: Actor['kind'], id: string): Actor => ({ kind, id, roles: ['*'] });
