import type { WorkspaceId } from '#kernel';
import type { By, ClaimedJob, FirstTraining, Job, JobStore } from '#models';
import type { Sql, Storage } from '../open-storage.js';
import { nextTraining } from './models-store.js';

const JOB = `id, model, status, progress::float8 as progress, phase, rows, version, error, started_by as "startedBy", created_at as "createdAt", ended_at as "endedAt"`;
const WAITING = { en: 'Waiting', 'zh-CN': '等待中' };
const BY_SCHEDULE: By = { kind: 'system', id: 'schedule' };
/** Jobs shown of a model. */
const SHOWN = 20;
/** An engine that is lost with a job so often is lost because of it. */
const MOST_ATTEMPTS = 3;
const GAVE_UP = { code: 'model.job-lost', text: { en: 'The training was cut off three times.', 'zh-CN': '训练三次被中断。' } };

/** Trainings on PostgreSQL: rows that engines hold by a lease. */
export class PgModelJobStore implements JobStore {
  private readonly sql: Sql;
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {
    this.sql = storage.sql;
  }

  async begin(workspace: WorkspaceId, id: string, model: string, by: By): Promise<Job> {
    await insertWaiting(this.sql, { workspace, id, model, by });
    const [job] = await this.sql<Job>(
      `select ${JOB} from model_jobs where workspace_id = $1::uuid and model = $2 order by (ended_at is null) desc, created_at desc limit 1`,
      [workspace, model],
    );
    return job as Job;
  }

  async get(workspace: WorkspaceId, id: string): Promise<Job | null> {
    const [job] = await this.sql<Job>(`select ${JOB} from model_jobs where workspace_id = $1::uuid and id = $2::uuid`, [workspace, id]);
    return job ?? null;
  }

  list(workspace: WorkspaceId, model: string): Promise<readonly Job[]> {
    return this.sql<Job>(`select ${JOB} from model_jobs where workspace_id = $1::uuid and model = $2 order by created_at desc, id desc limit ${SHOWN}`, [
      workspace,
      model,
    ]);
  }

  newest(workspace: WorkspaceId): Promise<readonly Job[]> {
    return this.sql<Job>(`select distinct on (model) ${JOB} from model_jobs where workspace_id = $1::uuid order by model, created_at desc, id desc`, [
      workspace,
    ]);
  }

  async claim(leaseMs: number): Promise<ClaimedJob | null> {
    await this.sql(
      `update model_jobs set status = 'failed', error = $1::jsonb, ended_at = now(), lease_until = null
         where ended_at is null and lease_until < now() and attempt >= $2::int`,
      [JSON.stringify(GAVE_UP), MOST_ATTEMPTS],
    );
    const [job] = await this.sql<ClaimedJob>(
      `update model_jobs j set status = 'running', attempt = j.attempt + 1, lease_until = now() + make_interval(secs => $1::float8 / 1000)
         from (select workspace_id, id from model_jobs where ended_at is null and (lease_until is null or lease_until < now())
                 order by created_at limit 1 for update skip locked) due
         where j.workspace_id = due.workspace_id and j.id = due.id
         returning j.workspace_id as workspace, j.id, j.model, j.attempt, j.started_by as "startedBy"`,
      [leaseMs],
    );
    return job ?? null;
  }

  async progress({ workspace, id, attempt }: ClaimedJob, told: Parameters<JobStore['progress']>[1], leaseMs: number): Promise<boolean> {
    const rows = await this.sql(
      `update model_jobs set progress = $4::real, phase = $5::jsonb, rows = $6::int, lease_until = now() + make_interval(secs => $7::float8 / 1000)
         where workspace_id = $1::uuid and id = $2::uuid and attempt = $3::int and ended_at is null returning id`,
      [workspace, id, attempt, told.progress, JSON.stringify(told.phase), told.rows, leaseMs],
    );
    return rows.length > 0;
  }

  async end({ workspace, id, attempt }: ClaimedJob, { status, version, error }: Parameters<JobStore['end']>[1]): Promise<void> {
    await this.sql(
      `update model_jobs set status = $4, version = $5::int, error = $6::jsonb, progress = case when $4 = 'done' then 1 else progress end, ended_at = now(), lease_until = null
         where workspace_id = $1::uuid and id = $2::uuid and attempt = $3::int and ended_at is null`,
      [workspace, id, attempt, status, version, error === null ? null : JSON.stringify(error)],
    );
  }

  beginDue(newId: () => string): Promise<number> {
    // Whoever moves the moment on begins the training: no other engine sees it due, and a lost engine moves nothing on without having begun it.
    return this.storage.transaction(async (sql) => {
      const due = await sql<{ workspace: WorkspaceId; model: string }>(
        `update models set next_training_at = ${nextTraining(`definition->>'schedule'`)}
           where (workspace_id, key) in (select workspace_id, key from models where next_training_at <= now() for update skip locked)
           returning workspace_id as workspace, key as model`,
      );
      for (const { workspace, model } of due) await insertWaiting(sql, { workspace, id: newId(), model, by: BY_SCHEDULE });
      return due.length;
    });
  }

  ready(shipped: readonly FirstTraining[]): ReturnType<JobStore['ready']> {
    return this.sql<{ workspace: WorkspaceId; model: string }>(READY, [JSON.stringify(shipped)]);
  }
}

/** Begins a training where none is open. */
async function insertWaiting(
  sql: Sql,
  { workspace, id, model, by }: { readonly workspace: WorkspaceId; readonly id: string; readonly model: string; readonly by: By },
): Promise<void> {
  await sql(
    `insert into model_jobs (workspace_id, id, model, status, progress, phase, rows, attempt, started_by, created_at)
       values ($1::uuid, $2::uuid, $3, 'waiting', 0, $4::jsonb, 0, 0, $5::jsonb, now()) on conflict (workspace_id, model) where ended_at is null do nothing`,
    [workspace, id, model, JSON.stringify(WAITING), JSON.stringify(by)],
  );
}

/** The newest purchases looked at of a workspace. */
const LOOKED_AT = 5000;

/** $1 what first trainings need. Models that anybody touched or trained are left alone, and cost nothing here. */
const READY = `
with asked as (
  select w.id as workspace, s.* from workspaces w cross join json_to_recordset($1::json) as s (model text, pipeline text, positive text, least int)
  where not exists (select 1 from model_jobs j where j.workspace_id = w.id and j.model = s.model)
    and not exists (select 1 from models m where m.workspace_id = w.id and m.key = s.model)
)
select a.workspace, a.model from asked a cross join lateral (
  select count(*) filter (where r.outcome = a.positive) as wins, count(*) filter (where r.outcome is distinct from a.positive) as others
  from runs r where r.workspace_id = a.workspace and r.pipeline = a.pipeline and r.status = 'done'
) n where a.pipeline is not null and least(n.wins, n.others) >= a.least
union all
select a.workspace, a.model from asked a cross join lateral (
  select count(*) as n from (
    select c.fields->>'account' from (
      select fields from records where workspace_id = a.workspace and object = 'order' and deleted_at is null and fields->>'account' is not null limit ${LOOKED_AT}
    ) c group by 1 having count(*) > 1
  ) repeaters
) n where a.pipeline is null and n.n >= a.least`;
