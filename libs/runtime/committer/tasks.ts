import type { Instant, Json } from '#kernel';
import type { Actor, RunEvent } from '#pipeline';
import type { Answer, CommandBody } from '../commands.js';
import type { StoredRecord, StoredTask } from '../ports.js';
import { type Occasion, applyEvent, touch } from './apply.js';
import { catchUp } from './history.js';
import { type Scene, applied, liveRecord, moment, momentIn, wrong } from './scene.js';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

const occasionOf = (scene: Scene, at: Instant): Occasion => ({ at, actor: scene.command.actor, history: scene.command.history, depth: 0 });

export function createTask(scene: Scene, body: Body<'task.create'>): Answer {
  const record = liveRecord(scene, body.recordId);
  if (scene.state.tasks.get(body.taskId)) throw wrong('conflict', 'task.exists', 'There is already a task with this id.', '已有使用此标识的任务。', '/taskId');
  const at = moment(scene);
  scene.state.tasks.set(body.taskId, {
    id: body.taskId,
    recordId: record.id,
    runId: null,
    title: body.title,
    due: body.due,
    assignee: body.assignee === null ? null : { person: body.assignee },
    approval: null,
    status: 'open',
    answer: null,
    createdAt: at,
    closedAt: null,
    origin: scene.command.origin ?? record.origin,
  });
  touch(scene, record.id, 'task', occasionOf(scene, at));
  return applied(scene, { record: record.id, id: body.taskId });
}

/** An approval is handed on only by whom it was asked of: who could give it to themselves could answer it. */
export function changeTask(scene: Scene, body: Body<'task.change'>): Answer {
  const { task, record } = openTask(scene, body);
  if (task.approval && body.assignee !== undefined) checkApprover(scene.command.actor, task, record);
  const assignee = body.assignee === undefined ? task.assignee : body.assignee === null ? null : { person: body.assignee };
  scene.state.tasks.set(task.id, { ...task, title: body.title ?? task.title, due: body.due === undefined ? task.due : body.due, assignee });
  touch(scene, record.id, 'task', occasionOf(scene, moment(scene)));
  return applied(scene, { record: record.id, id: task.id });
}

function openTask(scene: Scene, body: { readonly taskId: string; readonly recordId: StoredRecord['id'] }): { task: StoredTask; record: StoredRecord } {
  const task = scene.state.tasks.get(body.taskId);
  if (!task || task.recordId !== body.recordId) throw wrong('not-found', 'task.unknown', 'There is no such task.', '没有此任务。');
  if (task.status !== 'open') throw wrong('conflict', 'task.closed', 'The task is closed already.', '该任务已关闭。');
  return { task, record: liveRecord(scene, task.recordId) };
}

/** Closes a task. An approval's answer goes to its run as an event, or as the result of the invoke that asked; a refused answer leaves the task open. */
export function completeTask(scene: Scene, body: Body<'task.complete'>): Answer {
  const { task, record } = openTask(scene, body);
  const at = moment(scene);
  if ((task.approval === null) !== (body.answer === 'done')) {
    throw wrong(
      'invalid',
      'task.answer',
      'An approval is answered with approve or reject, any other task with done.',
      '审批任务须以“批准”或“驳回”作答，其他任务须以“完成”作答。',
      '/answer',
    );
  }
  if (task.approval) checkApprover(scene.command.actor, task, record);
  scene.state.tasks.set(task.id, { ...task, status: 'done', answer: body.answer, closedAt: at });
  if (task.approval && body.answer !== 'done') answerRun(scene, task, task.approval, { answer: body.answer, comment: body.comment });
  touch(scene, record.id, 'task', occasionOf(scene, at), task.approval ? task.runId : null);
  const told = body.comment !== null && task.approval === null;
  if (told && body.comment !== null)
    scene.state.rows.notes.push({
      id: scene.ids.next(),
      recordId: record.id,
      runId: task.runId,
      text: body.comment,
      actor: scene.command.actor,
      at,
      origin: task.origin,
    });
  return applied(scene, { record: record.id, id: task.id, ...(task.runId !== null && { run: task.runId }) });
}

/** An approval counts only from whom it was asked; who holds every role may always answer. */
function checkApprover(actor: Actor, task: StoredTask, record: StoredRecord): void {
  const person = actor.kind === 'person' || actor.kind === 'api-key' || actor.kind === 'cli';
  if (!person || actor.roles.includes('*') || task.assignee === null) return;
  const { role, person: named, owner } = task.assignee;
  const allowed = typeof role === 'string' ? actor.roles.includes(role) : owner === true ? record.ownerId === actor.id : named === actor.id;
  if (!allowed) throw wrong('forbidden', 'task.not-yours', 'This approval was asked of somebody else.', '此审批不是向您提出的。');
}

function answerRun(
  scene: Scene,
  task: StoredTask,
  approval: NonNullable<StoredTask['approval']>,
  given: { readonly answer: 'approve' | 'reject'; readonly comment: string | null },
): void {
  const run = task.runId !== null && scene.state.runs.get(task.runId) ? catchUp(scene, task.runId) : undefined;
  if (!run || run.endedAt !== null) return;
  const occasion = occasionOf(scene, momentIn(scene, run));
  if (approval.invokeEffect === null) {
    applyEvent(scene, run, { kind: 'sent', name: approval[given.answer], payload: { comment: given.comment, task: task.id }, fields: {} }, occasion);
    return;
  }
  const output: Json = { approved: given.answer === 'approve', answer: given.answer, comment: given.comment };
  const event: RunEvent = { kind: 'result', effect: approval.invokeEffect, outcome: { ok: true, output } };
  applyEvent(scene, run, event, occasion);
}
