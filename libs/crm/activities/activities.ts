import { type Instant, parseInstant, type RecordId, UserError, type WorkspaceId } from '#kernel';
import type { ActivityReads, NoteRow, TaskQuery, TaskRow, TimelineItem } from '../ports.js';

const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly next: string | null;
}

export interface TasksRequest {
  readonly status?: TaskQuery['status'] | undefined;
  readonly recordId?: RecordId | undefined;
  readonly forPerson?: TaskQuery['forPerson'] | undefined;
  readonly approvals?: TaskQuery['approvals'] | undefined;
  readonly dueBefore?: Instant | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Tasks, notes, tags and timelines of records. */
export class Activities {
  constructor(private readonly reads: ActivityReads) {}

  /** By due time, those without one last. */
  async tasks(workspace: WorkspaceId, request: TasksRequest): Promise<Page<TaskRow>> {
    const limit = pageSize(request.limit);
    const after = request.cursor === undefined ? null : readPlace(request.cursor);
    const rows = await this.reads.tasks(workspace, {
      status: request.status ?? 'open',
      recordId: request.recordId ?? null,
      forPerson: request.forPerson ?? null,
      approvals: request.approvals ?? 'with',
      dueBefore: request.dueBefore ?? null,
      after: after && { due: after.at, id: after.id },
      limit,
    });
    return pageOf(rows, limit, (task) => ({ at: task.due, id: task.id }));
  }

  /** Throws UserError `task.not-found`. */
  async task(workspace: WorkspaceId, id: string): Promise<TaskRow> {
    const task = await this.reads.task(workspace, id);
    if (!task) throw new UserError('not-found', { code: 'task.not-found', at: '', text: { en: 'There is no such task.', 'zh-CN': '没有这个任务。' } });
    return task;
  }

  /** Newest first. */
  async notes(
    workspace: WorkspaceId,
    record: RecordId,
    request: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<NoteRow>> {
    const limit = pageSize(request.limit);
    return pageOf(await this.reads.notes(workspace, record, timedPlace(request.cursor), limit), limit, (note) => note);
  }

  /** Moves, notes, tasks and refused attempts of a record, newest first. */
  async timeline(
    workspace: WorkspaceId,
    record: RecordId,
    request: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<TimelineItem>> {
    const limit = pageSize(request.limit);
    return pageOf(await this.reads.timeline(workspace, record, timedPlace(request.cursor), limit), limit, (item) => item);
  }

  /** The 200 tags used most on an object's records. */
  tags(workspace: WorkspaceId, object: string): Promise<readonly { readonly tag: string; readonly count: number }[]> {
    return this.reads.tags(workspace, object, MAX_PAGE);
  }
}

interface Place {
  readonly at: Instant | null;
  readonly id: string;
}

function pageOf<T>(rows: readonly T[], limit: number, place: (row: T) => Place): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, next: null };
  const { at, id } = place(last);
  return { items, next: Buffer.from(JSON.stringify([at, id])).toString('base64url') };
}

function readPlace(cursor: string): Place {
  try {
    const [at, id, ...more] = JSON.parse(Buffer.from(cursor.slice(0, 2000), 'base64url').toString('utf8')) as unknown[];
    const moment = typeof at === 'string' ? parseInstant(at) : null;
    const isPlace = more.length === 0 && typeof id === 'string' && id.length <= 200 && !id.includes('\u0000') && (at === null || moment !== null);
    if (isPlace) return { at: moment, id };
  } catch {
    // Told below.
  }
  throw invalidCursor();
}

function timedPlace(cursor: string | undefined): { readonly at: Instant; readonly id: string } | null {
  if (cursor === undefined) return null;
  const { at, id } = readPlace(cursor);
  if (at === null) throw invalidCursor();
  return { at, id };
}

const invalidCursor = (): UserError =>
  new UserError('invalid', {
    code: 'cursor.invalid',
    at: '/cursor',
    text: { en: 'This cursor does not belong to this list: start again without it.', 'zh-CN': '此游标不属于该列表:请去掉它重新开始。' },
  });

function pageSize(limit: number | undefined): number {
  if (limit === undefined) return DEFAULT_PAGE;
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return limit;
  throw new UserError('invalid', { code: 'limit.range', at: '/limit', text: { en: `The limit is 1 to ${MAX_PAGE}.`, 'zh-CN': `limit 为 1 至 ${MAX_PAGE}。` } });
}
