import { type BusinessCalendar, type DueTimes, dueTimes, parseCalendar } from '#calendar';
import { isJsonObject, type Json, type JsonObject, type Problem, UserError, type WorkspaceId } from '#kernel';
import type { CalendarRow, CalendarStore } from '../ports.js';

const KEY = /^[a-z][a-z0-9-]{0,59}$/;
const MAX_AGE_MS = 3000;

/** A workspace's calendars and zone, cached. `nowMs` is monotonic and only paces the reloading. */
export class Calendars {
  private readonly cache = new Map<WorkspaceId, { readonly calendars: ReadonlyMap<string, BusinessCalendar>; readonly loadedMs: number }>();

  constructor(
    private readonly store: CalendarStore,
    private readonly nowMs: () => number,
  ) {}

  list(workspace: WorkspaceId): Promise<readonly CalendarRow[]> {
    return this.store.all(workspace);
  }

  /** Throws UserError `calendar.not-found`. */
  async get(workspace: WorkspaceId, key: string): Promise<CalendarRow> {
    const row = await this.store.get(workspace, key);
    if (!row) throw notFound();
    return row;
  }

  /**
   * Makes or replaces a calendar. `expectedRevision` 0 = only if it is new, null = whatever is there. Open timers keep
   * their due times. Throws UserError: problems of the document, or `calendar.changed` (precondition).
   */
  async save(
    workspace: WorkspaceId,
    key: string,
    sent: { readonly title: Json; readonly document: Json },
    expectedRevision: number | null,
  ): Promise<CalendarRow> {
    const problems: Problem[] = [];
    if (!KEY.test(key))
      problems.push({
        code: 'calendar.key',
        at: '/key',
        text: {
          en: 'A key has 1 to 60 lower-case letters, digits and `-`, and begins with a letter.',
          'zh-CN': '键由 1 至 60 个小写字母、数字和 `-` 组成,以字母开头。',
        },
      });
    if (!isTitle(sent.title))
      problems.push({
        code: 'calendar.title',
        at: '/title',
        text: { en: 'The title is an object with `en` and, best, `zh-CN`.', 'zh-CN': 'title 是包含 `en`(最好还有 `zh-CN`)的对象。' },
      });
    const parsed = parseCalendar(sent.document);
    if (!parsed.ok) problems.push(...parsed.error.map((problem) => ({ ...problem, at: `/document${problem.at}` })));
    const [first, ...rest] = problems;
    if (first) throw new UserError('invalid', [first, ...rest]);
    const saved = await this.store.save(workspace, { key, title: sent.title as JsonObject, document: sent.document as JsonObject }, expectedRevision);
    this.cache.delete(workspace);
    if (!saved)
      throw new UserError('precondition', {
        code: 'calendar.changed',
        at: '',
        text: { en: 'Somebody else has changed this calendar: load it again.', 'zh-CN': '此日历已被他人更改:请重新加载。' },
      });
    return saved;
  }

  /** Throws UserError `calendar.in-use` while a pipeline in use names it. */
  async remove(workspace: WorkspaceId, key: string): Promise<void> {
    const users = await this.store.usedBy(workspace, key);
    if (users.length > 0) {
      throw new UserError('conflict', {
        code: 'calendar.in-use',
        at: '',
        text: { en: `Used by: ${users.join(', ')}.`, 'zh-CN': `正在被使用:${users.join('、')}。` },
        got: users,
      });
    }
    if (!(await this.store.remove(workspace, key))) throw notFound();
    this.cache.delete(workspace);
  }

  /** Keys of the workspace's calendars. */
  async keys(workspace: WorkspaceId): Promise<ReadonlySet<string>> {
    return new Set((await this.load(workspace)).keys());
  }

  /** Due times in a zone (the pipeline's, or the workspace's). */
  async times(workspace: WorkspaceId, zone: string): Promise<DueTimes> {
    return dueTimes(zone, await this.load(workspace));
  }

  private async load(workspace: WorkspaceId): Promise<ReadonlyMap<string, BusinessCalendar>> {
    const cached = this.cache.get(workspace);
    if (cached && this.nowMs() - cached.loadedMs < MAX_AGE_MS) return cached.calendars;
    const loadedMs = this.nowMs();
    const calendars = new Map<string, BusinessCalendar>();
    for (const row of await this.store.all(workspace)) {
      const parsed = parseCalendar(row.document);
      if (parsed.ok) calendars.set(row.key, parsed.value);
    }
    this.cache.set(workspace, { calendars, loadedMs });
    return calendars;
  }
}

const isTitle = (title: Json): boolean =>
  isJsonObject(title) &&
  typeof title['en'] === 'string' &&
  title['en'].trim() !== '' &&
  title['en'].length <= 120 &&
  (title['zh-CN'] === undefined || typeof title['zh-CN'] === 'string');

const notFound = (): UserError =>
  new UserError('not-found', { code: 'calendar.not-found', at: '', text: { en: 'There is no such calendar.', 'zh-CN': '没有这个日历。' } });
