import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, toInstant } from '#contracts';
import { Activities, assertObject, type Beside, type RecordRow, Records, RecordWrites } from '#crm';
import { type RecordId } from '#kernel';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { Doorway } from '../http/doorway.js';
import { type Reply, versioned } from '../http/reply.js';
import { RunStarts } from '../runs/run-starts.js';

const BESIDE: Readonly<Record<string, readonly Beside[]>> = { names: ['names'], work: ['work'], 'names,work': ['names', 'work'] };
const NO_WORK = { nextTask: null, activeAt: null };
type RecordAnswer = AnswerOf<typeof operations.getRecord>;

@Controller()
export class RecordsController {
  constructor(
    private readonly records: Records,
    private readonly writes: RecordWrites,
    private readonly door: Doorway,
    private readonly starts: RunStarts,
  ) {}

  // Before the operations with an id: `summary` is no id.
  @Answers(operations.summarise)
  summarise(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.summarise>) {
    return this.records.summary(caller.workspace, params.object, query);
  }

  @Answers(operations.listRecords)
  async list(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.listRecords>): Promise<AnswerOf<typeof operations.listRecords>> {
    const { with: asked, ...selection } = query;
    const { items, next, names, work } = await this.records.list(caller.workspace, params.object, { ...selection, beside: BESIDE[asked ?? ''] });
    return {
      items: items.map((record) => ({ ...shownRecord(record), ...(work ? { work: work.get(record.id) ?? NO_WORK } : {}) })),
      next,
      ...(names ? { names: Object.fromEntries(names) } : {}),
    };
  }

  @Answers(operations.searchRecords)
  async search(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.searchRecords>): Promise<AnswerOf<typeof operations.searchRecords>> {
    return { items: [...(await this.records.find(caller.workspace, query.q, query.limit ?? 5))] };
  }

  @Answers(operations.createRecord, { keys: 'door' })
  async create(
    @Asking() caller: Caller,
    @Input() { params, body }: InputOf<typeof operations.createRecord>,
  ): Promise<Reply<AnswerOf<typeof operations.createRecord>>> {
    assertObject(params.object);
    if (body.pipeline !== undefined) await this.starts.assertStartable(caller.workspace, body.pipeline, params.object);
    const command = await this.writes.create(caller.workspace, params.object, body);
    const { recordId } = await this.door.send(caller, command);
    const id = recordId ?? command.recordId;
    const run = body.pipeline === undefined ? null : await this.starts.start(caller, { recordId: id, pipeline: body.pipeline, vars: {}, at: null }, '#run');
    const record = await this.records.get(caller.workspace, params.object, id);
    return versioned({ ...shownRecord(record), runId: run?.id ?? null }, record.version);
  }

  @Answers(operations.getRecord)
  get(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getRecord>): Promise<Reply<RecordAnswer>> {
    return this.current(caller, params);
  }

  @Answers(operations.changeRecord, { keys: 'door' })
  async change(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.changeRecord>): Promise<Reply<RecordAnswer>> {
    const previous = await this.records.get(caller.workspace, params.object, params.id as RecordId);
    await this.door.send(caller, await this.writes.change(caller.workspace, previous, { ...body, expectedVersion: caller.expectedVersion }));
    return this.current(caller, params);
  }

  @Answers(operations.deleteRecord, { keys: 'door' })
  async remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.deleteRecord>): Promise<void> {
    const { id } = await this.records.get(caller.workspace, params.object, params.id as RecordId);
    await this.door.send(caller, { kind: 'record.delete', recordId: id, expectedVersion: caller.expectedVersion });
  }

  @Answers(operations.restoreRecord, { keys: 'door' })
  async restore(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.restoreRecord>): Promise<Reply<RecordAnswer>> {
    const { id } = await this.records.get(caller.workspace, params.object, params.id as RecordId);
    await this.door.send(caller, { kind: 'record.restore', recordId: id });
    return this.current(caller, params);
  }

  @Answers(operations.tagRecord, { keys: 'door' })
  async tag(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.tagRecord>): Promise<Reply<RecordAnswer>> {
    const { id } = await this.records.get(caller.workspace, params.object, params.id as RecordId);
    await this.door.send(caller, { kind: 'record.tag', recordId: id, add: body.add ?? [], remove: body.remove ?? [] });
    return this.current(caller, params);
  }

  private async current(caller: Caller, { object, id }: { readonly object: string; readonly id: string }): Promise<Reply<RecordAnswer>> {
    const record = await this.records.get(caller.workspace, object, id as RecordId);
    return versioned(shownRecord(record), record.version);
  }
}

/** Notes, timelines and tasks. */
@Controller()
export class ActivitiesController {
  constructor(
    private readonly records: Records,
    private readonly activities: Activities,
    private readonly door: Doorway,
    private readonly starts: RunStarts,
  ) {}

  @Answers(operations.timeline)
  async timeline(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.timeline>) {
    const { id } = await this.records.get(caller.workspace, params.object, params.id as RecordId);
    return this.activities.timeline(caller.workspace, id, query);
  }

  @Answers(operations.addNote, { keys: 'door' })
  async addNote(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.addNote>): Promise<AnswerOf<typeof operations.addNote>> {
    const { id: recordId } = await this.records.get(caller.workspace, params.object, params.id as RecordId);
    const noteId = this.starts.newId();
    const { id } = await this.door.send(caller, { kind: 'note.add', recordId, noteId, text: body.text });
    return { id: id ?? noteId };
  }

  @Answers(operations.listTasks)
  tasks(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.listTasks>) {
    const { mine, kind, record, dueBefore, ...page } = query;
    const { id, actor } = caller.principal;
    return this.activities.tasks(caller.workspace, {
      ...page,
      recordId: record as RecordId | undefined,
      approvals: kind === undefined ? 'with' : kind === 'approval' ? 'only' : 'without',
      forPerson: mine ? { person: id, roles: [...actor.roles] } : null,
      dueBefore: dueBefore === undefined ? undefined : toInstant(dueBefore),
    });
  }

  @Answers(operations.createTask, { keys: 'door' })
  async createTask(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.createTask>) {
    const recordId = body.recordId as RecordId;
    await this.starts.assertRecord(caller.workspace, recordId);
    const taskId = this.starts.newId();
    const due = body.due ? toInstant(body.due) : null;
    const { id } = await this.door.send(caller, { kind: 'task.create', recordId, taskId, title: body.title, due, assignee: body.assignee ?? null });
    return this.activities.task(caller.workspace, id ?? taskId);
  }

  @Answers(operations.changeTask, { keys: 'door' })
  async changeTask(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.changeTask>) {
    const { recordId } = await this.activities.task(caller.workspace, params.id);
    const due = body.due === undefined ? {} : { due: body.due === null ? null : toInstant(body.due) };
    const title = body.title === undefined ? {} : { title: body.title };
    const assignee = body.assignee === undefined ? {} : { assignee: body.assignee };
    await this.door.send(caller, { kind: 'task.change', taskId: params.id, recordId, ...title, ...due, ...assignee });
    return this.activities.task(caller.workspace, params.id);
  }

  @Answers(operations.completeTask, { keys: 'door' })
  async completeTask(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.completeTask>) {
    const { recordId } = await this.activities.task(caller.workspace, params.id);
    await this.door.send(caller, { kind: 'task.complete', taskId: params.id, recordId, answer: body.answer, comment: body.comment ?? null });
    return this.activities.task(caller.workspace, params.id);
  }
}

export function shownRecord({ origin: _, ...record }: RecordRow): RecordAnswer {
  return { ...record, fields: record.fields, tags: [...record.tags], runs: record.runs.map((run) => ({ ...run, configuration: [...run.configuration] })) };
}
