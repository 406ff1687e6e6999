import { type Instant, UserError, type WorkspaceId } from '#kernel';
import type { By, DriftFigure, Model, ModelRow, ModelStore, Version, VersionHead } from '#models';
import type { Sql, Storage } from '../open-storage.js';
import { storeTime } from '../statements/store-time.js';

/** An active version that was removed with the sample counts as none. */
const MODEL = `definition, (select v.version from model_versions v where v.workspace_id = models.workspace_id and v.model = models.key and v.version = models.active_version) as "activeVersion",
  latest_version as "latestVersion", next_training_at as "nextTrainingAt", created_at as since,
  case when (drift->>'version')::int = active_version then drift end as drift, drift_noticed_at as "noticedAt"`;
const HEAD = `model, version, method, trained_at as "trainedAt", trained_by as "trainedBy", report`;
/** Versions kept of a model, the active one aside. */
const KEPT = 20;
const NOTICES = `select id from model_notices where workspace_id = $1::uuid and model = $2`;

interface ModelDbRow {
  readonly definition: Model;
  readonly activeVersion: number | null;
  readonly latestVersion: number;
  readonly nextTrainingAt: Instant | null;
  readonly drift: DriftFigure | null;
  readonly noticedAt: Instant | null;
  readonly since: Instant;
}
const toRow = ({ definition, drift, noticedAt, ...state }: ModelDbRow): ModelRow => ({
  // One that was made before there were windows has none.
  model: { ...definition, windowDays: definition.windowDays ?? null },
  state: { ...state, watch: drift && { ...drift, noticedAt } },
});

/** The model was removed while it was trained. */
const removed = (key: string): UserError =>
  new UserError('not-found', { code: 'model.not-found', at: '/model', got: key, text: { en: `There is no model "${key}".`, 'zh-CN': `没有模型“${key}”。` } });

/** When a schedule comes due next, counted from now: an expression over a schedule's name. */
export const nextTraining = (schedule: string): string =>
  `case ${schedule} when 'weekly' then now() + interval '7 days' when 'monthly' then now() + interval '1 month' end`;

/** Models and what they learned, on PostgreSQL. */
export class PgModelStore implements ModelStore {
  private readonly sql: Sql;
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {
    this.sql = storage.sql;
  }

  async list(workspace: WorkspaceId): Promise<readonly ModelRow[]> {
    return (await this.sql<ModelDbRow>(`select ${MODEL} from models where workspace_id = $1::uuid order by key limit 1000`, [workspace])).map(toRow);
  }

  async get(workspace: WorkspaceId, key: string): Promise<ModelRow | null> {
    const [row] = await this.sql<ModelDbRow>(`select ${MODEL} from models where workspace_id = $1::uuid and key = $2`, [workspace, key]);
    return row ? toRow(row) : null;
  }

  async save(workspace: WorkspaceId, model: Model): Promise<void> {
    await this.sql(
      `insert into models (workspace_id, key, object, pipeline, definition, next_training_at, created_at, updated_at)
         values ($1::uuid, $2, $3, $4, $5::jsonb, ${nextTraining('$6::text')}, now(), now())
       on conflict (workspace_id, key) do update set object = excluded.object, pipeline = excluded.pipeline, definition = excluded.definition, updated_at = now(),
         next_training_at = case when models.definition->>'schedule' = $6 then models.next_training_at else excluded.next_training_at end`,
      [workspace, model.key, model.object, model.pipeline, JSON.stringify(model), model.schedule],
    );
  }

  remove(workspace: WorkspaceId, key: string): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      await sql(`delete from model_jobs where workspace_id = $1::uuid and model = $2`, [workspace, key]);
      await sql(`delete from model_versions where workspace_id = $1::uuid and model = $2`, [workspace, key]);
      await sql(`delete from notification_reads where workspace_id = $1::uuid and notification_id in (${NOTICES})`, [workspace, key]);
      await sql(`delete from model_notices where workspace_id = $1::uuid and model = $2`, [workspace, key]);
      return (await sql(`delete from models where workspace_id = $1::uuid and key = $2 returning key`, [workspace, key])).length > 0;
    });
  }

  async activate(workspace: WorkspaceId, key: string, version: number): Promise<boolean> {
    const rows = await this.sql(
      `update models set active_version = $3::int, updated_at = now(), drift = null, drift_due_at = null where workspace_id = $1::uuid and key = $2
         and exists (select 1 from model_versions v where v.workspace_id = $1::uuid and v.model = $2 and v.version = $3::int) returning key`,
      [workspace, key, version],
    );
    return rows.length > 0;
  }

  versions(workspace: WorkspaceId, key: string): Promise<readonly VersionHead[]> {
    return this.sql<VersionHead>(`select ${HEAD} from model_versions where workspace_id = $1::uuid and model = $2 order by version desc`, [workspace, key]);
  }

  async head(workspace: WorkspaceId, key: string, version: number): Promise<VersionHead | null> {
    const [row] = await this.sql<VersionHead>(`select ${HEAD} from model_versions where workspace_id = $1::uuid and model = $2 and version = $3::int`, [
      workspace,
      key,
      version,
    ]);
    return row ?? null;
  }

  activeHeads(workspace: WorkspaceId): Promise<readonly VersionHead[]> {
    return this.sql<VersionHead>(
      `select ${HEAD} from model_versions v where workspace_id = $1::uuid
         and exists (select 1 from models m where m.workspace_id = v.workspace_id and m.key = v.model and m.active_version = v.version)`,
      [workspace],
    );
  }

  async version(workspace: WorkspaceId, key: string, version: number): Promise<Version | null> {
    const [row] = await this.sql<Version>(`select ${HEAD}, fitted from model_versions where workspace_id = $1::uuid and model = $2 and version = $3::int`, [
      workspace,
      key,
      version,
    ]);
    return row ?? null;
  }

  async file(workspace: WorkspaceId, key: string, version: number): Promise<Uint8Array | null> {
    const [row] = await this.sql<{ file: Uint8Array | null }>(
      `select file from model_versions where workspace_id = $1::uuid and model = $2 and version = $3::int`,
      [workspace, key, version],
    );
    return row?.file ?? null;
  }

  addVersion(workspace: WorkspaceId, { model, method, by, report, fitted, file }: Parameters<ModelStore['addVersion']>[1]): Promise<number> {
    return this.storage.transaction(async (sql) => {
      const [row] = await sql<{ version: number }>(
        `update models set latest_version = latest_version + 1, updated_at = now() where workspace_id = $1::uuid and key = $2 returning latest_version as version`,
        [workspace, model],
      );
      if (!row) throw removed(model);
      const { version } = row;
      await sql(
        `insert into model_versions (workspace_id, model, version, method, report, fitted, file, trained_at, trained_by)
           values ($1::uuid, $2, $3::int, $4, $5::jsonb, $6::json, $7::bytea, now(), $8::jsonb)`,
        [workspace, model, version, method, JSON.stringify(report), JSON.stringify(fitted), file, JSON.stringify(by satisfies By)],
      );
      await sql(
        `delete from model_versions v using models m where v.workspace_id = $1::uuid and v.model = $2 and v.version <= $3::int
           and m.workspace_id = v.workspace_id and m.key = v.model and v.version is distinct from m.active_version`,
        [workspace, model, version - KEPT],
      );
      return version;
    });
  }

  async now(): Promise<Instant> {
    const [row] = await this.sql<{ now: Instant }>(storeTime.text);
    return row?.now as Instant;
  }
}
