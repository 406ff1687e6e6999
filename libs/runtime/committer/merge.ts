import type { Json, JsonObject, RecordId } from '#kernel';
import { UserError } from '#kernel';
import type { Answer, CommandBody } from '../commands.js';
import type { StoredRecord } from '../ports.js';
import { touch } from './apply.js';
import { audit, edited, editRecord, occasionOf } from './records.js';
import { type Scene, anyRecord, applied, checkVersion, liveRecord, moment, wrong } from './scene.js';

type Body = Extract<CommandBody, { kind: 'record.merge' }>;

/**
 * Makes two records one: the one that stays takes the chosen fields, the tags, and the owner where it has none; all that
 * referred to the other refers to it, open tasks move to it, and the other goes to the bin with a pointer. Its ended runs,
 * notes and timeline stay with it. Refused while a run of it is open: nobody could say where that run should go on.
 * Idempotent: of what is merged already only the rest moves, which came after the lists of the body were read.
 */
export function mergeRecords(scene: Scene, body: Body): Answer {
  const { survivor, loser } = pairOf(scene, body);
  if (loser.mergedInto !== survivor.id) makeOne(scene, { survivor, loser }, body.take);
  for (const id of body.earlier) redirect(scene, id, loser.id, survivor.id);
  for (const { id, field } of body.referrers) refer(scene, { id, field }, loser.id, survivor.id);
  for (const id of body.tasks) moveTask(scene, id, loser.id, survivor.id);
  return applied(scene, { record: survivor.id, id: loser.id });
}

interface Pair {
  readonly survivor: StoredRecord;
  readonly loser: StoredRecord;
}

function makeOne(scene: Scene, { survivor, loser }: Pair, take: readonly string[]): void {
  assertMayGo(scene, survivor, loser);
  const at = moment(scene);
  scene.state.records.set(loser.id, { ...loser, deletedAt: at, mergedInto: survivor.id, version: loser.version + 1, updatedAt: at });
  edited(scene, loser, 'deleted', at);
  takeOver(scene, survivor, loser, take);
  audit(scene, 'record.merge', survivor.id, at, { merged: loser.id, fields: [...take] });
}

function pairOf(scene: Scene, body: Body): Pair {
  if (body.recordId === body.loser) throw wrong('invalid', 'merge.same', 'A record cannot be merged into itself.', '记录不能与自身合并。', '/loser');
  const survivor = liveRecord(scene, body.recordId);
  const loser = scene.state.records.get(body.loser)?.mergedInto === survivor.id ? anyRecord(scene, body.loser) : liveRecord(scene, body.loser);
  if (survivor.object !== loser.object) {
    throw wrong('invalid', 'merge.object', 'Only records of one kind can be merged.', '只能合并同一类型的记录。', '/loser');
  }
  checkVersion(survivor, body.expectedVersion);
  checkVersion(loser, body.expectedLoserVersion);
  return { survivor, loser };
}

function assertMayGo(scene: Scene, survivor: StoredRecord, loser: StoredRecord): void {
  if (survivor.origin !== null && loser.origin === null) {
    throw wrong(
      'conflict',
      'merge.sample',
      'The record that would stay is of the sample and goes when the sample is removed: choose the other way round.',
      '将保留的记录属于示例数据，移除示例时会一并删除：请反过来选择。',
      '/loser',
    );
  }
  const pipelines = scene.state.openRuns(loser.id).map(({ pipeline }) => pipeline);
  if (pipelines.length > 0) throw stillOpen(pipelines);
}

const stillOpen = (pipelines: readonly string[]): UserError =>
  new UserError('conflict', {
    code: 'merge.open-run',
    at: '/loser',
    text: {
      en: `The record that would go is still open in ${pipelines.join(', ')}: end that run first, or keep this record and let the other one go.`,
      'zh-CN': `将被归并的记录在 ${pipelines.join('、')} 中仍未结束：请先结束该运行，或改为保留此记录。`,
    },
    got: [...pipelines],
  });

function takeOver(scene: Scene, survivor: StoredRecord, loser: StoredRecord, take: readonly string[]): void {
  const fields: JsonObject = Object.fromEntries(take.map((name): [string, Json] => [name, notItself(loser.fields[name] ?? null, survivor, loser)]));
  const tags = [...new Set([...survivor.tags, ...loser.tags])].sort();
  const at = moment(scene);
  if (tags.length > survivor.tags.length) {
    scene.state.records.set(survivor.id, { ...survivor, tags, version: survivor.version + 1, updatedAt: at });
    if (scene.state.openRuns(survivor.id).length === 0) edited(scene, survivor, 'tagged', at, { $tags: [survivor.tags, tags] });
    touch(scene, survivor.id, 'tag', occasionOf(scene, at));
  }
  const touched = anyRecord(scene, survivor.id);
  editRecord(scene, touched, { fields, ownerId: touched.ownerId ?? loser.ownerId, takesRetired: true });
}

/** What the loser said of the one that stays, or of itself, would make the one that stays refer to itself. */
const notItself = (value: Json, survivor: StoredRecord, loser: StoredRecord): Json => (value === survivor.id || value === loser.id ? null : value);

function refer(scene: Scene, { id, field }: Body['referrers'][number], from: RecordId, to: RecordId): void {
  const record = scene.state.records.get(id);
  if (!record || record.id === from || record.fields[field] !== from) return;
  const fields = { [field]: record.id === to ? null : to };
  if (record.deletedAt === null) return void editRecord(scene, record, { fields, takesRetired: true });
  // In the bin nobody is told, but restored it must not refer to a record that is gone.
  const checked = scene.checks.checkOwn(scene.command.workspace, record.object, fields, record.fields);
  scene.state.records.set(id, { ...record, fields: checked, version: record.version + 1 });
  edited(scene, record, 'changed', moment(scene), { [field]: [from, checked[field] ?? null] });
}

/** What was merged into the loser is now merged into the one that stays, so that a pointer is followed once. */
function redirect(scene: Scene, id: RecordId, from: RecordId, to: RecordId): void {
  const record = scene.state.records.get(id);
  if (record?.mergedInto === from) scene.state.records.set(id, { ...record, mergedInto: to, version: record.version + 1 });
}

function moveTask(scene: Scene, id: string, from: RecordId, to: RecordId): void {
  const task = scene.state.tasks.get(id);
  if (task?.status === 'open' && task.recordId === from) scene.state.tasks.set(id, { ...task, recordId: to });
}
