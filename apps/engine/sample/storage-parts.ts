import type { ActivityReads } from '#crm';
import type { Instant, WorkspaceId } from '#kernel';
import type { Storage } from '#storage';
import type { OpenTask } from './load-sample.js';

const PAGE = 200;

/** Every open task of a workspace that is no approval, as `loadSample` asks for them. */
export async function openTasksOf(activities: Pick<ActivityReads, 'tasks'>, workspace: WorkspaceId): Promise<readonly OpenTask[]> {
  const tasks: OpenTask[] = [];
  for (let after: { readonly due: Instant | null; readonly id: string } | null = null; ;) {
    const page = await activities.tasks(workspace, {
      status: 'open',
      recordId: null,
      forPerson: null,
      approvals: 'without',
      dueBefore: null,
      after,
      limit: PAGE,
    });
    tasks.push(...page.slice(0, PAGE));
    const last = page[PAGE - 1];
    if (page.length <= PAGE || !last) return tasks;
    after = { due: last.due, id: last.id };
  }
}

/** The database's time: history may go up to it, never beyond. */
export async function storeNow({ sql }: Storage): Promise<Instant> {
  const [row] = await sql<{ now: Instant }>(`select date_trunc('milliseconds', clock_timestamp()) as now`);
  if (!row) throw new Error('the database told no time');
  return row.now;
}
