import type { Text, WorkspaceId } from '#kernel';
import type { DriftFigure, ModelKind, WatchStore } from '#models';
import type { Sql, Storage } from '../open-storage.js';

/** The drift of models as it was found, on PostgreSQL, and the notices to those who may train. */
export class PgWatchStore implements WatchStore {
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {}

  async claim(kinds: readonly ModelKind[], leaseMs: number): ReturnType<WatchStore['claim']> {
    const [due] = await this.storage.sql<{ readonly workspace: WorkspaceId; readonly model: string }>(
      `update models m set drift_due_at = now() + make_interval(secs => $2::float8 / 1000)
         from (select workspace_id, key from models d where (drift_due_at is null or drift_due_at <= now()) and definition->>'kind' = any($1::text[])
                 and exists (select 1 from model_versions v where v.workspace_id = d.workspace_id and v.model = d.key and v.version = d.active_version)
                 order by drift_due_at nulls first limit 1 for update skip locked) due
         where m.workspace_id = due.workspace_id and m.key = due.key returning m.workspace_id as workspace, m.key as model`,
      [kinds, leaseMs],
    );
    return due ?? null;
  }

  keep(workspace: WorkspaceId, model: string, found: DriftFigure, notice: Parameters<WatchStore['keep']>[3]): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      const [before] = await sql<{ readonly isNoticed: boolean }>(
        `select drift_noticed_at is not null as "isNoticed" from models where workspace_id = $1::uuid and key = $2 and active_version = $3::int for update`,
        [workspace, model, found.version],
      );
      if (!before) return false;
      await sql(
        `update models set drift = $3::jsonb, drift_due_at = now() + interval '1 day', drift_noticed_at = case
             when $4::boolean then coalesce(drift_noticed_at, now()) when $5 = 'stable' or (drift is null and $5 = 'moved') then null else drift_noticed_at end
           where workspace_id = $1::uuid and key = $2`,
        [workspace, model, JSON.stringify(found), notice !== null, found.state],
      );
      if (notice === null || before.isNoticed) return false;
      await tell(sql, workspace, model, notice);
      return true;
    });
  }
}

async function tell(
  sql: Sql,
  workspace: WorkspaceId,
  model: string,
  notice: { readonly text: Text; readonly roles: readonly string[]; readonly newId: () => string },
): Promise<void> {
  const people = await sql<{ readonly id: string }>(
    `select m.person_id::text as id from members m join people p on p.id = m.person_id
       where m.workspace_id = $1::uuid and m.removed_at is null and p.disabled_at is null and m.role = any($2::text[])`,
    [workspace, notice.roles],
  );
  await sql(
    `insert into model_notices (workspace_id, id, person_id, model, words, at)
       select $1::uuid, t.id, t.person, $2, $3::jsonb, now() from unnest($4::text[], $5::text[]) as t (id, person)`,
    [workspace, model, JSON.stringify(notice.text), people.map(() => notice.newId()), people.map(({ id }) => id)],
  );
}
