import { type Instant, type Json, type JsonObject, laterOf } from '#kernel';
import type { Answer, CommandBody } from '../commands.js';
import type { RecordEdit, StoredRecord } from '../ports.js';
import { type Occasion, changedFields, spreadChange, touch } from './apply.js';
import { catchUp } from './history.js';
import { type Scene, anyRecord, applied, checkVersion, liveRecord, moment, wrong } from './scene.js';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

export const occasionOf = (scene: Scene, at: Instant): Occasion => ({ at, actor: scene.command.actor, history: scene.command.history, depth: 0 });

/** Makes a record; with an external key that is known already it changes that record instead, so that an import never doubles. */
export function createRecord(scene: Scene, body: Body<'record.create'>): Answer {
  const known = body.externalKey === null ? undefined : scene.state.externalKeys.get(`${body.object}\n${body.externalKey}`);
  if (known !== undefined) return editRecord(scene, liveRecord(scene, known), { fields: body.fields, ownerId: body.ownerId ?? undefined });
  if (scene.state.records.get(body.recordId))
    throw wrong('conflict', 'record.exists', 'There is already a record with this id.', '已有使用此标识的记录。', '/recordId');
  const at = moment(scene);
  const record: StoredRecord = {
    id: body.recordId,
    object: body.object,
    fields: scene.checks.check(scene.command.workspace, body.object, body.fields, null),
    ownerId: body.ownerId,
    externalKey: body.externalKey,
    tags: [],
    version: 1,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    mergedInto: null,
    origin: scene.command.origin,
  };
  scene.state.records.set(record.id, record);
  if (body.externalKey !== null) scene.state.externalKeys.set(`${body.object}\n${body.externalKey}`, record.id);
  // What an import or a sample makes is told by its own page, not one by one.
  if (record.origin === null) edited(scene, record, 'created', at);
  return applied(scene, { record: record.id, id: record.id });
}

/** Changes fields or the owner and tells the record's runs. Without any change nothing is written, but a backdated one still lets due timers fire. */
export function changeRecord(scene: Scene, body: Body<'record.change'>): Answer {
  const record = liveRecord(scene, body.recordId);
  checkVersion(record, body.expectedVersion);
  return editRecord(scene, record, body);
}

/** What is to be set of a record; `ownerId` undefined leaves the owner. */
interface Edit {
  readonly fields: JsonObject;
  readonly ownerId?: string | null | undefined;
  /** The engine itself moves values that are there already: retired fields and options are taken. */
  readonly takesRetired?: boolean;
}

/** Sets fields and the owner of a record that may be written, and tells its runs. */
export function editRecord(scene: Scene, record: StoredRecord, edit: Edit): Answer {
  const at = moment(scene);
  const owner = edit.ownerId === undefined ? record.ownerId : edit.ownerId;
  const changes = owner !== record.ownerId || Object.keys(changedFields(record.fields, fieldsAfter(scene, record, edit))).length > 0;
  // An import that says again what is known already may come long after the runs moved on.
  for (const run of scene.state.openRuns(record.id)) if (changes || at >= run.updatedAt) catchUp(scene, run.id);
  const before = anyRecord(scene, record.id);
  const fields = fieldsAfter(scene, before, edit);
  const patch = changedFields(before.fields, fields);
  if (Object.keys(patch).length > 0 || owner !== before.ownerId) {
    scene.state.records.set(before.id, { ...before, fields, ownerId: owner, version: before.version + 1, updatedAt: laterOf(at, before.updatedAt) });
    const isInRun = scene.state.openRuns(before.id).length > 0;
    spreadChange(scene, before.id, patch, occasionOf(scene, at), null);
    if (!isInRun) edited(scene, before, 'changed', at, changesOf(before, patch, owner));
  }
  return applied(scene, { record: before.id });
}

function fieldsAfter({ checks, command }: Scene, record: StoredRecord, { fields, takesRetired }: Edit): JsonObject {
  if (takesRetired) return checks.checkOwn(command.workspace, record.object, fields, record.fields);
  return checks.check(command.workspace, record.object, fields, record.fields);
}

/** Hides a record; the clocks and waiting work of its runs stop until it is restored. */
export function deleteRecord(scene: Scene, body: Body<'record.delete'>): Answer {
  const record = liveRecord(scene, body.recordId);
  checkVersion(record, body.expectedVersion);
  const at = moment(scene);
  for (const run of scene.state.openRuns(record.id)) {
    for (const wait of run.snapshot.waits) {
      for (const id of wait.kind === 'timer' ? [wait.id] : wait.effects) scene.state.updateEffect(id, { status: 'cancelled' });
    }
  }
  scene.state.records.set(record.id, { ...record, deletedAt: at, version: record.version + 1, updatedAt: at });
  edited(scene, record, 'deleted', at);
  audit(scene, 'record.delete', record.id, at);
  return applied(scene, { record: record.id });
}

/** Brings a deleted record back, also one that was merged into another, which keeps what it got; its runs wait for what they waited for. A timer that fell due meanwhile fires now. */
export function restoreRecord(scene: Scene, body: Body<'record.restore'>): Answer {
  const record = anyRecord(scene, body.recordId);
  const at = moment(scene);
  if (record.deletedAt === null) return applied(scene, { record: record.id });
  for (const run of scene.state.openRuns(record.id)) {
    for (const wait of run.snapshot.waits) {
      if (wait.kind === 'invoke')
        for (const id of wait.effects) if (!Object.hasOwn(wait.outputs, id)) scene.state.updateEffect(id, { status: 'waiting', due: scene.now });
      if (wait.kind === 'timer' && wait.due !== null) scene.state.updateEffect(wait.id, { status: 'waiting', due: wait.due });
    }
  }
  scene.state.records.set(record.id, { ...record, deletedAt: null, mergedInto: null, version: record.version + 1, updatedAt: at });
  edited(scene, record, 'restored', at);
  audit(scene, 'record.restore', record.id, at);
  return applied(scene, { record: record.id });
}

export function tagRecord(scene: Scene, body: Body<'record.tag'>): Answer {
  const record = liveRecord(scene, body.recordId);
  const at = moment(scene);
  const tags = [...new Set([...record.tags, ...body.add])].filter((tag) => !body.remove.includes(tag)).sort();
  if (tags.join('\n') === record.tags.join('\n')) return applied(scene, { record: record.id });
  scene.state.records.set(record.id, { ...record, tags, version: record.version + 1, updatedAt: at });
  if (scene.state.openRuns(record.id).length === 0) edited(scene, record, 'tagged', at, { $tags: [record.tags, tags] });
  touch(scene, record.id, 'tag', occasionOf(scene, at));
  return applied(scene, { record: record.id });
}

export function addNote(scene: Scene, body: Body<'note.add'>): Answer {
  const record = liveRecord(scene, body.recordId);
  const at = moment(scene);
  const { actor, origin } = scene.command;
  scene.state.rows.notes.push({ id: body.noteId, recordId: record.id, runId: null, text: body.text, actor, at, origin: origin ?? record.origin });
  if (scene.state.openRuns(record.id).length === 0) edited(scene, record, 'noted', at);
  touch(scene, record.id, 'note', occasionOf(scene, at));
  return applied(scene, { record: record.id, id: body.noteId });
}

export function audit(scene: Scene, action: string, target: string, at: Instant, detail: JsonObject = {}): void {
  scene.state.rows.audit.push({ at, actor: scene.command.actor, action, target, detail });
}

/** Without this row nobody could say later what was done outside of a run, nor hear of it now. */
export function edited(scene: Scene, { id, origin }: StoredRecord, what: RecordEdit['what'], at: Instant, changes: RecordEdit['changes'] = {}): void {
  const { actor, origin: given } = scene.command;
  scene.state.rows.edits.push({ recordId: id, what, changes, actor, at, origin: given ?? origin });
}

function changesOf({ fields, ownerId }: StoredRecord, patch: JsonObject, owner: string | null): RecordEdit['changes'] {
  const changed = Object.entries(patch).map(([name, after]): [string, [Json, Json]] => [name, [fields[name] ?? null, after]]);
  return Object.fromEntries(owner === ownerId ? changed : [...changed, ['$owner', [ownerId, owner]]]);
}
