import type { RecordId, RunId } from '#kernel';
import type { RunEvent, StateId } from '#pipeline';
import type { Answer, CommandBody } from '../commands.js';
import type { StoredRecord, StoredRun } from '../ports.js';
import { type Seat, applyEvent, eventName } from './apply.js';
import { catchUp } from './history.js';
import { audit } from './records.js';
import { type Scene, anyRecord, applied, liveRecord, momentIn, moment, runOf, wrong } from './scene.js';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

/** Starts the newest version on a record; a second open run of the same pipeline is a conflict. */
export function startRun(scene: Scene, body: Body<'run.start'>): Answer {
  const record = liveRecord(scene, body.recordId);
  const current = scene.versions.current(body.pipeline);
  if (!current)
    throw wrong('not-found', 'pipeline.unknown', `There is no published pipeline "${body.pipeline}".`, `没有已发布的流程“${body.pipeline}”。`, '/pipeline');
  const compiled = scene.versions.compiled(body.pipeline, current.version, current.rulesRevision);
  if (compiled.definition.object !== record.object) {
    throw wrong(
      'invalid',
      'pipeline.object',
      `The pipeline is for "${compiled.definition.object}", not for "${record.object}".`,
      `该流程用于“${compiled.definition.object}”，不适用于“${record.object}”。`,
      '/pipeline',
    );
  }
  if (scene.state.runs.get(body.runId)) throw wrong('conflict', 'run.exists', 'There is already a run with this id.', '已有使用此标识的运行。', '/runId');
  const open = openRun(scene, record.id, body.pipeline);
  if (open) throw wrong('conflict', 'run.open', `The record is already in this pipeline (run ${open.id}).`, `该记录已在此流程中（运行 ${open.id}）。`);
  const at = moment(scene);
  const seat = newSeat(scene, body, record, current, at);
  const event: RunEvent = { kind: 'started', vars: body.vars, at: body.at as readonly StateId[] | null };
  take(scene, seat, event, at);
  return applied(scene, { record: record.id, run: body.runId, id: body.runId });
}

function newSeat(
  scene: Scene,
  body: Body<'run.start'>,
  record: StoredRecord,
  current: { version: number; rulesRevision: number },
  at: StoredRun['startedAt'],
): Seat {
  return {
    id: body.runId,
    recordId: record.id,
    pipeline: body.pipeline,
    ...current,
    seq: 0,
    snapshot: null,
    stage: null,
    startedAt: at,
    endedAt: null,
    updatedAt: at,
    before: null,
    origin: scene.command.origin ?? record.origin,
  };
}

export const openRun = (scene: Scene, record: RecordId, pipeline: string): StoredRun | undefined =>
  scene.state.openRuns(record).find((run) => run.pipeline === pipeline);

function take(scene: Scene, seat: Seat, event: RunEvent, at: StoredRun['startedAt']): StoredRun {
  const { actor, history } = scene.command;
  const run = applyEvent(scene, seat, event, { at, actor, history, depth: 0 });
  if (!run) throw new Error(`${eventName(event)} cannot be late`);
  return run;
}

/** The run of a record that is not deleted, with its overdue timers fired when the command is backdated. */
function readyRun(scene: Scene, id: RunId): StoredRun {
  const run = catchUp(scene, id);
  liveRecord(scene, run.recordId);
  return run;
}

export function sendEvent(scene: Scene, body: Body<'run.event'>): Answer {
  const run = readyRun(scene, body.runId);
  take(scene, run, { kind: 'sent', name: body.event, payload: body.payload, fields: body.fields }, momentIn(scene, run));
  return applied(scene, { run: run.id });
}

export function signalRun(scene: Scene, body: Body<'run.signal'>): Answer {
  const found = openRun(scene, body.recordId, body.pipeline);
  if (!found) throw wrong('not-found', 'run.none-open', `The record has no open run of "${body.pipeline}".`, `该记录在“${body.pipeline}”中没有进行中的运行。`);
  return sendEvent(scene, { kind: 'run.event', runId: found.id, event: body.event, payload: body.payload, fields: {} });
}

/** Moves an open run to another version by a journaled event. */
export function migrateRun(scene: Scene, body: Body<'run.migrate'>): Answer {
  const run = readyRun(scene, body.runId);
  if (run.endedAt !== null) throw wrong('conflict', 'run.ended', 'The run has ended and stays on its version.', '该运行已结束，将保留其版本。');
  if (run.version === body.toVersion) return applied(scene, { run: run.id });
  const at = momentIn(scene, run);
  take(scene, run, { kind: 'migrated', fromVersion: run.version, toVersion: body.toVersion, mapping: body.mapping }, at);
  audit(scene, 'run.migrate', run.id, at, { from: run.version, to: body.toVersion });
  return applied(scene, { run: run.id });
}

/** Puts an open run under another revision of the attached rules; sets and cancels their timers. */
export function changeRules(scene: Scene, body: Body<'run.rules-changed'>): Answer {
  const run = runOf(scene, body.runId);
  if (run.endedAt !== null || run.rulesRevision === body.revision) return applied(scene, { run: run.id });
  take(scene, run, { kind: 'rules-changed', revision: body.revision }, momentIn(scene, run));
  return applied(scene, { run: run.id });
}

/** Lets an `every` rule look at an open run; nothing where its version does not have that rule (any more). */
export function fireScheduled(scene: Scene, body: Body<'run.scheduled'>): Answer {
  const run = runOf(scene, body.runId);
  const deleted = anyRecord(scene, run.recordId).deletedAt !== null;
  const { rules } = scene.versions.compiled(run.pipeline, run.version, run.rulesRevision);
  const known = rules.some((rule) => rule.key === body.rule && 'every' in rule.on);
  if (known && !deleted && run.endedAt === null) take(scene, run, { kind: 'scheduled', rule: body.rule }, momentIn(scene, run));
  return applied(scene, { run: run.id });
}
