import { type EffectId, type Instant, type Json, type JsonObject, type RecordId, addMs, laterOf, sameJson } from '#kernel';
import type { Actor, Advanced, Change, CompiledPipeline, Effect, JournalEntry, RunEvent, World } from '#pipeline';
import { CAPS, bytesBeyond, overCap } from '../caps.js';
import type { StoredEffect, StoredRecord, StoredRun } from '../ports.js';
import { Refused, type Scene, anyRecord } from './scene.js';
import { writeChange } from './changes.js';
import { closeTask, isBack, resumeWork, withdraw } from './going-back.js';
import { references } from './versions.js';

/** How long a timer that backdated history left overdue is held back, so that the rest of the history can still arrive. */
const HISTORY_GRACE_MS = 10 * 60_000;

/** A run about to take an event; `snapshot` null before its start. */
export interface Seat extends Omit<StoredRun, 'snapshot'> {
  readonly snapshot: StoredRun['snapshot'] | null;
}

/** Under which circumstances an event is taken. */
export interface Occasion {
  readonly at: Instant;
  readonly actor: Actor;
  readonly history: boolean;
  /** How many changes of records led here within this command. */
  readonly depth: number;
}

type Applied = Extract<Advanced, { kind: 'applied' }>;

/**
 * Takes one event into the command's draft: run, journal row, effects, record and what follows for the record's other
 * runs. Throws `Refused` when the pipeline says no; answers null when the event came too late to count.
 */
export function applyEvent(scene: Scene, seat: Seat, event: RunEvent, occasion: Occasion): StoredRun | null {
  const record = anyRecord(scene, seat.recordId);
  const compiled = scene.versions.compiled(seat.pipeline, ...versionOf(seat, event));
  const checked = checkedEvent(scene, record, event);
  const state = { id: seat.id, seq: seat.seq, snapshot: seat.snapshot, before: seat.before };
  const advanced = scene.advance(compiled, state, checked, worldOf(scene, seat, record, compiled, occasion));
  if (advanced.kind === 'late') return null;
  if (advanced.kind === 'refused') throw new Refused(seat, eventName(event), advanced.reasons);
  checkCaps(advanced);
  const patch = changesOf(record.fields, advanced.fields);
  const run = writtenRun(scene, seat, event, advanced, compiled, { patch, record, at: occasion.at });
  scene.state.putRun(run);
  for (const change of advanced.changes) writeChange(scene, run, change, occasion);
  const withdrawn = isBack(event) ? withdraw(scene, seat) : [];
  for (const effect of advanced.effects) writeEffect(scene, { run, seat, compiled }, effect, occasion);
  writeJournal(scene, run, { ...advanced.entry, effects: [...advanced.entry.effects, ...withdrawn] });
  const touched = writeRecord(scene, record, patch, advanced.changes, occasion.at);
  if (touched) spreadChange(scene, record.id, patch, { ...occasion, depth: occasion.depth + 1 }, run.id);
  return scene.state.runs.get(run.id) ?? run;
}

/** Tells the record's open runs (but `except`) that fields changed; each takes it as `changed` at its own time. */
export function spreadChange(scene: Scene, record: RecordId, fields: JsonObject, occasion: Occasion, except: string | null): void {
  if (occasion.depth > CAPS.chainDepth) {
    const chain = scene.state
      .openRuns(record)
      .map((run) => run.pipeline)
      .join(' > ');
    throw overCap(
      'cascade.depth',
      { en: `Pipelines of this record keep changing it in turn: ${chain}.`, 'zh-CN': `该记录的各流程不断相互触发更改：${chain}。` },
      occasion.depth,
      CAPS.chainDepth,
    );
  }
  const event: RunEvent = Object.keys(fields).length > 0 ? { kind: 'changed', fields } : { kind: 'touched', what: 'edit' };
  for (const { id } of scene.state.openRuns(record)) {
    const run = scene.state.runs.get(id);
    if (id === except || !run || run.endedAt !== null) continue;
    applyEvent(scene, run, event, { ...occasion, at: laterOf(occasion.at, run.updatedAt) });
  }
}

/** Tells the record's open runs (but `except`) that somebody worked on it: idle clocks begin again. */
export function touch(scene: Scene, record: RecordId, what: string, occasion: Occasion, except: string | null = null): void {
  for (const run of scene.state.openRuns(record)) {
    if (run.id !== except) applyEvent(scene, run, { kind: 'touched', what }, { ...occasion, at: laterOf(occasion.at, run.updatedAt) });
  }
}

const versionOf = (seat: Seat, event: RunEvent): [number, number] => {
  if (event.kind === 'migrated') return [event.toVersion, seat.rulesRevision];
  return [seat.version, event.kind === 'rules-changed' ? event.revision : seat.rulesRevision];
};

export const eventName = (event: RunEvent): string => (event.kind === 'sent' ? event.name : event.kind);

function checkedEvent(scene: Scene, record: StoredRecord, event: RunEvent): RunEvent {
  if (event.kind !== 'sent' || Object.keys(event.fields).length === 0) return event;
  const fields = scene.checks.check(scene.command.workspace, record.object, event.fields, record.fields);
  return { ...event, fields: pick(fields, Object.keys(event.fields)) };
}

const pick = (fields: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, Object.hasOwn(fields, name) ? (fields[name] ?? null) : null]));

function worldOf(scene: Scene, seat: Seat, record: StoredRecord, compiled: CompiledPipeline, occasion: Occasion): World {
  return {
    now: occasion.at,
    actor: occasion.actor,
    record: expanded(scene, record.fields, compiled),
    recordId: record.id,
    ownerId: record.ownerId,
    history: occasion.history,
    times: scene.versions.times(seat.pipeline, compiled.version),
  };
}

/** The record's fields with the references that this version reads replaced by the records they name, `id` included. */
function expanded(scene: Scene, fields: JsonObject, compiled: CompiledPipeline): JsonObject {
  const names = references(compiled).filter((name) => typeof fields[name] === 'string');
  if (names.length === 0) return fields;
  const open: Record<string, Json> = { ...fields };
  for (const name of names) {
    const referenced = scene.state.records.get(fields[name] as RecordId);
    if (referenced) open[name] = { ...referenced.fields, id: referenced.id };
  }
  return open;
}

function checkCaps(advanced: Applied): void {
  if (advanced.run.seq > CAPS.journalRows) {
    throw overCap(
      'run.too-long',
      { en: `A run holds at most ${CAPS.journalRows} events.`, 'zh-CN': `一个运行最多 ${CAPS.journalRows} 个事件。` },
      advanced.run.seq,
      CAPS.journalRows,
    );
  }
  if (advanced.effects.length > CAPS.fanOut) {
    throw overCap(
      'event.fan-out',
      { en: `One event asks for at most ${CAPS.fanOut} pieces of work.`, 'zh-CN': `一个事件最多产生 ${CAPS.fanOut} 项工作。` },
      advanced.effects.length,
      CAPS.fanOut,
    );
  }
  const bytes = bytesBeyond(advanced.run.snapshot, CAPS.snapshotBytes);
  if (bytes > 0)
    throw overCap('snapshot.too-large', { en: 'The variables of the run have grown too large.', 'zh-CN': '该运行的变量过大。' }, bytes, CAPS.snapshotBytes);
}

/** What setting `fields` really changes. */
const changesOf = (before: JsonObject, fields: JsonObject): JsonObject => {
  const patch: Record<string, Json> = {};
  for (const name of Object.keys(fields)) if (!sameJson(before[name] ?? null, fields[name] ?? null)) patch[name] = fields[name] ?? null;
  return patch;
};

/** Fields whose value differs; a field that is gone is null. */
export function changedFields(before: JsonObject, after: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!sameJson(before[name] ?? null, after[name] ?? null)) patch[name] = after[name] ?? null;
  }
  return patch;
}

function writtenRun(
  scene: Scene,
  seat: Seat,
  event: RunEvent,
  advanced: Applied,
  compiled: CompiledPipeline,
  happened: { readonly patch: JsonObject; readonly record: StoredRecord; readonly at: Instant },
): StoredRun {
  const { snapshot, seq } = advanced.run;
  const ended = snapshot.status === 'done';
  const keepsBefore = event.kind === 'sent' || ended;
  return {
    ...seat,
    snapshot,
    seq,
    version: compiled.version,
    rulesRevision: compiled.rulesRevision,
    stage: compiled.stageOf(snapshot.configuration),
    updatedAt: happened.at,
    endedAt: ended ? happened.at : null,
    before: keepsBefore && seat.snapshot ? { snapshot: seat.snapshot, fields: pick(happened.record.fields, Object.keys(happened.patch)) } : null,
    origin: seat.origin ?? scene.command.origin,
  };
}

function writeJournal(scene: Scene, run: StoredRun, entry: JournalEntry): void {
  const { source, key, origin } = scene.command;
  scene.state.rows.journal.push({ entry, recordId: run.recordId, source, key, origin: origin ?? run.origin });
}

function writeEffect(
  scene: Scene,
  taken: { readonly run: StoredRun; readonly seat: Seat; readonly compiled: CompiledPipeline },
  effect: Effect,
  occasion: Occasion,
): void {
  const { run } = taken;
  if (effect.kind === 'cancel')
    return isTask(taken, effect.id) ? closeTask(scene, effect.id, occasion.at) : scene.state.updateEffect(effect.id, { status: 'cancelled' });
  if (effect.kind === 'resume') return resumeWork(scene, run, effect.id);
  const overdue = effect.kind === 'timer' && occasion.history && effect.due <= scene.now;
  const due = overdue ? addMs(scene.now, HISTORY_GRACE_MS) : effect.kind === 'timer' ? effect.due : scene.now;
  const history = overdue || (occasion.history && effect.kind !== 'timer');
  const stored: StoredEffect = { id: effect.id, runId: run.id, recordId: run.recordId, effect, status: 'waiting', due, attempt: 0, epoch: 0, history };
  scene.state.insertEffect(stored, scene.command.origin ?? run.origin);
}

/** Writes what a transition did to its record: fields and tags, as one new version. True when anything changed. */
function writeRecord(scene: Scene, record: StoredRecord, patch: JsonObject, changes: readonly Change[], at: Instant): boolean {
  const edits = Object.keys(patch).length > 0;
  const tags = retagged(record.tags, changes);
  if (!edits && tags === record.tags) return false;
  const fields = edits ? scene.checks.checkOwn(scene.command.workspace, record.object, patch, record.fields) : record.fields;
  scene.state.records.set(record.id, { ...record, fields, tags, version: record.version + 1, updatedAt: laterOf(at, record.updatedAt) });
  return edits;
}

function retagged(tags: readonly string[], changes: readonly Change[]): readonly string[] {
  let result = tags;
  for (const change of changes) {
    if (change.kind === 'tag.add' && !result.includes(change.tag)) result = [...result, change.tag].sort();
    if (change.kind === 'tag.remove' && result.includes(change.tag)) result = result.filter((tag) => tag !== change.tag);
  }
  return result;
}

/** True when an invoke's effect is a task (an approval) and not a worker's work. */
function isTask({ run, seat, compiled }: { readonly run: StoredRun; readonly seat: Seat; readonly compiled: CompiledPipeline }, id: EffectId): boolean {
  const waits = [...(seat.snapshot?.waits ?? []), ...run.snapshot.waits];
  const wait = waits.find((each) => each.kind === 'invoke' && each.effects.includes(id));
  if (wait?.kind !== 'invoke') return false;
  const state = compiled.definition.states.get(wait.state) ?? compiled.definition.root;
  const invoke = state.invokes.find((each) => each.id === wait.id);
  return invoke !== undefined && compiled.steps.get(invoke.step)?.mode === 'transactional';
}
