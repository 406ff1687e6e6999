import { epochMs } from '#kernel';
import type { Answer, CommandBody } from '../commands.js';
import type { StoredRun } from '../ports.js';
import { applyEvent } from './apply.js';
import { audit } from './records.js';
import { openRun } from './runs.js';
import { type Scene, applied, liveRecord, momentIn, runOf, wrong } from './scene.js';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

/** How long after an event it can be undone, if nothing followed. */
export const UNDO_WITHIN_MS = 10 * 60_000;

/** Takes the last event back: state, vars and the fields it changed; unsent work is cancelled, what was sent is listed in the journal row. */
export function undoEvent(scene: Scene, body: Body<'run.undo'>): Answer {
  const run = runOf(scene, body.runId);
  if (!run.before) throw wrong('conflict', 'undo.nothing', 'There is nothing to undo: something else followed.', '无法撤销：之后已有其他事件。');
  const since = epochMs(momentIn(scene, run)) - epochMs(run.updatedAt);
  if (since > UNDO_WITHIN_MS) throw wrong('conflict', 'undo.too-late', 'An event can be undone for ten minutes.', '事件只能在十分钟内撤销。');
  return goBack(scene, run, 'undone');
}

/** Opens a finished run again in its last state that was not final. The record's fields stay as they are. */
export function reopenRun(scene: Scene, body: Body<'run.reopen'>): Answer {
  const run = runOf(scene, body.runId);
  if (run.endedAt === null) throw wrong('conflict', 'reopen.open', 'The run has not ended.', '该运行尚未结束。');
  if (!run.before) throw wrong('conflict', 'reopen.nothing', 'The run never had a state that was not final.', '该运行没有可返回的未结束状态。');
  return goBack(scene, { ...run, before: { ...run.before, fields: {} } }, 'reopened');
}

function goBack(scene: Scene, run: StoredRun, kind: 'undone' | 'reopened'): Answer {
  liveRecord(scene, run.recordId);
  const other = run.endedAt === null ? undefined : openRun(scene, run.recordId, run.pipeline);
  if (other) throw wrong('conflict', 'run.open', `The record is already in this pipeline (run ${other.id}).`, `该记录已在此流程中（运行 ${other.id}）。`);
  const { actor, history } = scene.command;
  const at = momentIn(scene, run);
  applyEvent(scene, run, { kind }, { at, actor, history, depth: 0 });
  audit(scene, kind === 'undone' ? 'run.undo' : 'run.reopen', run.id, at);
  return applied(scene, { run: run.id });
}
