import { type EffectId, canonicalJson } from '#kernel';
import type { Answer, Command, CommandBody } from '../commands.js';
import { CAPS, bytesBeyond, overCap } from '../caps.js';
import type { Hashes } from '../ports.js';
import { resolveIncident, takeOutcome, timerDue } from './effects.js';
import { mergeRecords } from './merge.js';
import { addNote, changeRecord, createRecord, deleteRecord, restoreRecord, tagRecord } from './records.js';
import { changeRules, fireScheduled, migrateRun, sendEvent, signalRun, startRun } from './runs.js';
import { type Judgement, Refused, type Scene, wrong } from './scene.js';
import { changeTask, completeTask, createTask } from './tasks.js';
import { reopenRun, undoEvent } from './undo.js';
import type { Versions } from './versions.js';
import type { WorkingState } from './working-state.js';

type Deciders = { readonly [K in CommandBody['kind']]: (scene: Scene, body: Extract<CommandBody, { kind: K }>) => Answer };

const deciders: Deciders = {
  'record.create': createRecord,
  'record.change': changeRecord,
  'record.delete': deleteRecord,
  'record.restore': restoreRecord,
  'record.merge': mergeRecords,
  'record.tag': tagRecord,
  'run.start': startRun,
  'run.event': sendEvent,
  'run.undo': undoEvent,
  'run.reopen': reopenRun,
  'run.migrate': migrateRun,
  'run.rules-changed': changeRules,
  'run.scheduled': fireScheduled,
  'run.signal': signalRun,
  'timer.due': timerDue,
  'effect.outcome': takeOutcome,
  'task.create': createTask,
  'task.change': changeTask,
  'task.complete': completeTask,
  'note.add': addNote,
  'incident.resolve': resolveIncident,
};

/** What one command came to: an answer, or the error that is its alone. */
export type Verdict = { readonly ok: true; readonly value: Answer } | { readonly ok: false; readonly error: unknown };

/** What every command of a batch shares. */
export interface Bench extends Judgement {
  readonly hashes: Hashes;
  readonly versions: Versions;
  readonly state: WorkingState;
}

/**
 * Decides one command on the batch's state: applied commands are absorbed, a refusal is kept without the rest, an error
 * leaves no trace. Never throws.
 */
export function decideCommand(bench: Bench, command: Command): Verdict {
  try {
    return { ok: true, value: answerOf(bench, command) };
  } catch (error) {
    return { ok: false, error };
  }
}

function answerOf(bench: Bench, command: Command): Answer {
  checkSize(command);
  const repeated = repeatedAnswer(bench, command);
  if (repeated) return repeated;
  const draft = bench.state.draft();
  const scene: Scene = {
    advance: bench.advance,
    checks: bench.checks,
    ids: bench.ids,
    command,
    state: draft,
    versions: bench.versions,
    now: bench.state.loaded.now,
  };
  try {
    const decide = deciders[command.body.kind] as (scene: Scene, body: CommandBody) => Answer;
    const answer = decide(scene, command.body);
    closeOrigin(command, draft);
    bench.state.absorb(draft);
    return remember(bench, command, answer);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return remember(bench, command, keepRefusal(bench, command, error));
  }
}

function checkSize(command: Command): void {
  const bytes = bytesBeyond(command.body, CAPS.eventBytes);
  if (bytes > 0)
    throw overCap(
      'event.too-large',
      { en: `An event holds at most ${CAPS.eventBytes} bytes.`, 'zh-CN': `一个事件最多 ${CAPS.eventBytes} 字节。` },
      bytes,
      CAPS.eventBytes,
    );
}

/** A start or signal that arrives closes the effect that asked for it, in the same transaction. */
function closeOrigin(command: Command, state: WorkingState): void {
  if (isRelayed(command)) state.updateEffect(command.key as EffectId, { status: 'done' });
}

const isRelayed = (command: Command): boolean =>
  command.source === 'effect' && command.key !== null && (command.body.kind === 'run.start' || command.body.kind === 'run.signal');

function keepRefusal(bench: Bench, command: Command, refused: Refused): Answer {
  const { id, recordId } = refused.run;
  const at = bench.state.loaded.now;
  bench.state.rows.refusals.push({ id: bench.ids.next(), runId: id, recordId, event: refused.event, actor: command.actor, at, reasons: refused.reasons });
  closeOrigin(command, bench.state);
  return { kind: 'refused', runId: id, reasons: refused.reasons, repeated: false };
}

const hashCache = new WeakMap<Command, string>();

/** The body without what the door makes or reads anew for each try. */
function bodyHash(command: Command, hashes: Hashes): string {
  const known = hashCache.get(command);
  if (known !== undefined) return known;
  const hash = hashes.sha256(canonicalJson(withoutMadeIds(command.body)));
  hashCache.set(command, hash);
  return hash;
}

function withoutMadeIds(body: CommandBody): unknown {
  switch (body.kind) {
    case 'record.create':
      return { ...body, recordId: undefined };
    case 'run.start':
      return { ...body, runId: undefined };
    case 'task.create':
      return { ...body, taskId: undefined };
    case 'note.add':
      return { ...body, noteId: undefined };
    case 'record.merge':
      return { ...body, referrers: undefined, tasks: undefined, earlier: undefined };
    default:
      return body;
  }
}

function repeatedAnswer(bench: Bench, command: Command): Answer | null {
  if (command.key === null) return null;
  const stored = bench.state.keys.get(`${command.source}\n${command.key}`);
  if (!stored) return null;
  if (stored.bodyHash !== bodyHash(command, bench.hashes)) {
    throw wrong('invalid', 'key.reused', 'This idempotency key was used for another request.', '此幂等键已用于其他请求。', '/key');
  }
  return stored.answer.kind === 'late' ? stored.answer : { ...stored.answer, repeated: true };
}

function remember(bench: Bench, command: Command, answer: Answer): Answer {
  if (command.key === null) return answer;
  bench.state.putKey({ source: command.source, key: command.key, bodyHash: bodyHash(command, bench.hashes), answer });
  return answer;
}
