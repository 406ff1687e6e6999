import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, type Role, roleHolds, toInstant } from '#contracts';
import { inLocale, type Instant, type RecordId, type RunId } from '#kernel';
import type { Command, RunView, StoredIncident, Submitted } from '#runtime';
import { PgRunReads } from '#storage';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { commandOf, Doorway } from '../http/doorway.js';
import { problemOf, reasonsIn } from '../http/problem-filter.js';
import { refusal } from '../http/refusals.js';
import { EventFields } from '../runs/event-fields.js';
import { assertFits } from '../runs/incident-input.js';
import { RunInspection } from '../runs/inspection.js';
import { RunStarts } from '../runs/run-starts.js';

type RunAnswer = AnswerOf<typeof operations.getRun>;
const DEFAULT_PAGE = 50;
const JOURNAL_PAGE = 100;

@Controller()
export class RunsController {
  constructor(
    private readonly door: Doorway,
    private readonly inspection: RunInspection,
    private readonly starts: RunStarts,
    private readonly fields: EventFields,
  ) {}

  @Answers(operations.startRun, { keys: 'door' })
  async start(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.startRun>): Promise<RunAnswer> {
    const recordId = body.recordId as RecordId;
    if (body.at) assertMayPlace(caller.principal.role);
    await this.starts.assertStartable(caller.workspace, body.pipeline, await this.starts.assertRecord(caller.workspace, recordId));
    return shown(await this.starts.start(caller, { recordId, pipeline: body.pipeline, vars: body.vars ?? {}, at: body.at ?? null }));
  }

  @Answers(operations.getRun)
  async get(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getRun>): Promise<RunAnswer> {
    return shown(await this.inspection.run(caller.workspace, params.id as RunId));
  }

  @Answers(operations.sendEvent, { keys: 'door' })
  async send(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.sendEvent>): Promise<RunAnswer> {
    const runId = params.id as RunId;
    if (body.fields) await this.fields.assertFor(caller.workspace, await this.inspection.run(caller.workspace, runId), body.fields);
    const occurredAt = momentOf(body, caller.principal.role);
    const { run } = await this.door.send(
      caller,
      { kind: 'run.event', runId, event: body.event, payload: body.payload ?? null, fields: body.fields ?? {} },
      { occurredAt },
    );
    return shown(run);
  }

  @Answers(operations.sendEvents, { keys: 'door' })
  async sendMany(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.sendEvents>): Promise<AnswerOf<typeof operations.sendEvents>> {
    const wrong = new Map<number, unknown>();
    const commands = new Map<number, Command>();
    for (const [i, item] of body.items.entries()) {
      try {
        commands.set(i, await this.itemCommand(caller, item, i));
      } catch (error) {
        wrong.set(i, error);
      }
    }
    const answers = await this.door.submitMany([...commands.values()]);
    const answered = new Map([...commands.keys()].map((i, n) => [i, answers[n]]));
    return { items: body.items.map((_, i) => itemOf(answered.get(i) ?? { ok: false, error: wrong.get(i) }, caller)) };
  }

  /** One event of many as a command; what is wrong with it is its own problem. */
  private async itemCommand(caller: Caller, item: InputOf<typeof operations.sendEvents>['body']['items'][number], i: number): Promise<Command> {
    const runId = item.runId as RunId;
    const key = item.key ?? (caller.key === null ? null : `${caller.key}#${i}`);
    const occurredAt = momentOf(item, caller.principal.role);
    if (item.fields) await this.fields.assertFor(caller.workspace, await this.inspection.run(caller.workspace, runId), item.fields);
    return commandOf(caller, { kind: 'run.event', runId, event: item.event, payload: item.payload ?? null, fields: item.fields ?? {} }, { occurredAt, key });
  }

  @Answers(operations.explainRun)
  async explain(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.explainRun>) {
    return this.inspection.explain(caller.principal, params.id as RunId, query.toward ?? null);
  }

  @Answers(operations.runJournal)
  async journal(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.runJournal>) {
    return { items: await this.inspection.journal(caller.workspace, params.id as RunId, query.from ?? 1, query.limit ?? JOURNAL_PAGE) };
  }

  @Answers(operations.replayRun)
  replay(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.replayRun>) {
    return this.inspection.replay(caller.workspace, params.id as RunId, { seq: query.seq ?? null, at: query.at === undefined ? null : toInstant(query.at) });
  }

  @Answers(operations.undoRun, { keys: 'door' })
  async undo(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.undoRun>): Promise<RunAnswer> {
    return shown((await this.door.send(caller, { kind: 'run.undo', runId: params.id as RunId })).run);
  }

  @Answers(operations.reopenRun, { keys: 'door' })
  async reopen(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.reopenRun>): Promise<RunAnswer> {
    return shown((await this.door.send(caller, { kind: 'run.reopen', runId: params.id as RunId })).run);
  }
}

/** When an event says it happened. To backdate is to write history, and to send nothing: not for everybody. */
function momentOf({ occurredAt }: { readonly occurredAt?: string | undefined }, role: Role): Instant | null {
  if (occurredAt === undefined) return null;
  if (roleHolds(role, 'run.backdate')) return toInstant(occurredAt);
  throw refusal(
    'forbidden',
    'permission.missing',
    `The role ${role} does not hold run.backdate, which \`occurredAt\` needs.`,
    `角色 ${role} 没有 \`occurredAt\` 所需的 run.backdate 权限。`,
    '/occurredAt',
  );
}

/** To begin in the middle is to pass by what the pipeline asks on the way: as much as moving a run. */
function assertMayPlace(role: Role): void {
  if (roleHolds(role, 'run.migrate')) return;
  throw refusal(
    'forbidden',
    'permission.missing',
    `The role ${role} does not hold run.migrate, which \`at\` needs.`,
    `角色 ${role} 没有 \`at\` 所需的 run.migrate 权限。`,
    '/at',
  );
}

/** Lists of runs, and incidents. */
@Controller()
export class RunListsController {
  constructor(
    private readonly reads: PgRunReads,
    private readonly door: Doorway,
  ) {}

  @Answers(operations.listRuns)
  async list(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.listRuns>): Promise<AnswerOf<typeof operations.listRuns>> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const { pipeline = null, record = null, status = null, stage = null, outcome = null } = query;
    const rows = await this.reads.runs(caller.workspace, {
      pipeline,
      record: record as RecordId | null,
      status,
      stage,
      outcome,
      after: placeOf(query.cursor) as RunId | null,
      limit,
    });
    return { items: rows.slice(0, limit).map(shown), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
  }

  @Answers(operations.listIncidents)
  async incidents(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.listIncidents>): Promise<AnswerOf<typeof operations.listIncidents>> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const rows = await this.reads.incidents(caller.workspace, query.status ?? 'open', query.cursor ?? null, limit);
    return { items: rows.slice(0, limit).map((row) => ({ ...row })), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
  }

  @Answers(operations.resolveIncident, { keys: 'door' })
  async resolve(
    @Asking() caller: Caller,
    @Input() { params, body }: InputOf<typeof operations.resolveIncident>,
  ): Promise<AnswerOf<typeof operations.resolveIncident>> {
    const { runId, step } = await this.incident(caller, params.id);
    if (body.action === 'edit') assertFits(step, body.input ?? null);
    await this.door.send(caller, { kind: 'incident.resolve', incidentId: params.id, runId, action: body.action, input: body.input ?? null });
    return { ...(await this.incident(caller, params.id)) };
  }

  private async incident(caller: Caller, id: string): Promise<StoredIncident> {
    const incident = await this.reads.incident(caller.workspace, id);
    if (!incident) throw refusal('not-found', 'incident.not-found', 'There is no such incident.', '没有这个事故。');
    return incident;
  }
}

function placeOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor;
  throw refusal(
    'invalid',
    'cursor.invalid',
    'This cursor does not belong to this list: start again without it.',
    '此游标不属于该列表:请去掉它重新开始。',
    '/query/cursor',
  );
}

function shown(run: RunView | null): RunAnswer {
  if (!run) throw new Error('a run was changed and not told');
  const { id, recordId, pipeline, version, seq, snapshot, stage, startedAt, endedAt, updatedAt } = run;
  return {
    id,
    recordId,
    pipeline,
    version,
    seq,
    snapshot: { ...snapshot, configuration: [...snapshot.configuration], waits: [...snapshot.waits] as never },
    stage,
    startedAt,
    endedAt,
    updatedAt,
  };
}

function itemOf(answer: Submitted, caller: Caller): AnswerOf<typeof operations.sendEvents>['items'][number] {
  if (!answer.ok) {
    const { status, code, detail } = problemOf(answer.error, caller.locale).body;
    return { kind: 'failed', status, code, detail };
  }
  switch (answer.value.kind) {
    case 'applied':
      return { kind: 'applied', run: answer.value.run && shown(answer.value.run) };
    case 'refused':
      return {
        kind: 'refused',
        runId: answer.value.runId,
        reasons: reasonsIn(answer.value.reasons, caller.locale),
      };
    case 'late':
      return { kind: 'failed', status: 409, code: 'event.late', detail: inLocale({ en: 'This came too late.', 'zh-CN': '来得太晚。' }, caller.locale) };
  }
}
