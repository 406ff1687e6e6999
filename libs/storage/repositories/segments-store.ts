import type { Membership, SegmentResult, SegmentSetRow, SegmentStore, SegmentVersionRow } from '#customers';
import type { Instant, WorkspaceId } from '#kernel';
import type { Sql, Storage } from '../open-storage.js';

const SET = `s.key, s.title, s.definition, s.version, s.updated_at as "updatedAt"`;
/** Versions whose members are kept; older ones keep their result and model. */
const VERSIONS_WITH_MEMBERS = 5;

/** Segment sets on PostgreSQL. */
export class PgSegmentStore implements SegmentStore {
  constructor(private readonly storage: Storage) {}

  private get sql(): Sql {
    return this.storage.sql;
  }

  list(workspace: WorkspaceId, object: string | null): ReturnType<SegmentStore['list']> {
    return this.sql<SegmentSetRow & { readonly result: SegmentResult | null }>(
      `select ${SET}, v.result - 'map' as result from segment_sets s
         left join segment_versions v on v.workspace_id = s.workspace_id and v.set_key = s.key and v.version = s.version
         where s.workspace_id = $1::uuid and ($2::text is null or s.object = $2) order by lower(s.title), s.key limit 1000`,
      [workspace, object],
    );
  }

  async get(workspace: WorkspaceId, key: string): Promise<SegmentSetRow | null> {
    return (await this.sql<SegmentSetRow>(`select ${SET} from segment_sets s where s.workspace_id = $1::uuid and s.key = $2`, [workspace, key]))[0] ?? null;
  }

  async insert(workspace: WorkspaceId, { key, title, definition }: Parameters<SegmentStore['insert']>[1]): Promise<boolean> {
    const rows = await this.sql(
      `insert into segment_sets (workspace_id, key, object, title, definition, version, updated_at) values ($1::uuid, $2, $3, $4, $5::jsonb, 0, now())
         on conflict do nothing returning key`,
      [workspace, key, definition.object, title, JSON.stringify(definition)],
    );
    return rows.length > 0;
  }

  async rename(workspace: WorkspaceId, key: string, title: string): Promise<void> {
    await this.sql(`update segment_sets set title = $3, updated_at = now() where workspace_id = $1::uuid and key = $2`, [workspace, key, title]);
  }

  remove(workspace: WorkspaceId, key: string): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      await sql(`delete from segment_members where workspace_id = $1::uuid and set_key = $2`, [workspace, key]);
      await sql(`delete from segment_versions where workspace_id = $1::uuid and set_key = $2`, [workspace, key]);
      return (await sql(`delete from segment_sets where workspace_id = $1::uuid and key = $2 returning key`, [workspace, key])).length > 0;
    });
  }

  async version(workspace: WorkspaceId, key: string, version: number): Promise<SegmentVersionRow | null> {
    const [row] = await this.sql<SegmentVersionRow>(
      `select version, result || jsonb_build_object('version', version) as result, model from segment_versions where workspace_id = $1::uuid and set_key = $2 and version = $3::int`,
      [workspace, key, version],
    );
    return row ?? null;
  }

  versions(workspace: WorkspaceId, key: string): ReturnType<SegmentStore['versions']> {
    return this.sql(
      `select version, trained_at as "trainedAt", (result->>'records')::int as records, jsonb_array_length(result->'segments') as segments,
         (result->>'silhouette')::float8 as silhouette,
         exists (select 1 from segment_members m where m.workspace_id = v.workspace_id and m.set_key = v.set_key and m.version = v.version) as "hasMembers"
         from segment_versions v where workspace_id = $1::uuid and set_key = $2 order by version desc limit 100`,
      [workspace, key],
    );
  }

  addVersion(workspace: WorkspaceId, key: string, { result, model, members, isFirst }: Parameters<SegmentStore['addVersion']>[2]): Promise<number> {
    return this.storage.transaction(async (sql) => {
      // Whoever refreshes the same set waits here.
      await sql(`select 1 from segment_sets where workspace_id = $1::uuid and key = $2 for update`, [workspace, key]);
      const [known] = await sql<{ version: number | null }>(
        `select max(version) as version from segment_versions where workspace_id = $1::uuid and set_key = $2`,
        [workspace, key],
      );
      if (isFirst && known?.version) return known.version;
      const [row] = await sql<{ version: number }>(
        `insert into segment_versions (workspace_id, set_key, version, result, model, trained_at)
           select $1::uuid, $2, coalesce(max(version), 0) + 1, $3::jsonb, $4::jsonb, $5::timestamptz from segment_versions where workspace_id = $1::uuid and set_key = $2
           returning version`,
        [workspace, key, JSON.stringify(result), JSON.stringify(model), result.trainedAt],
      );
      const version = row?.version ?? 1;
      await insertMembers(sql, workspace, { key, version }, members);
      await sql(`delete from segment_members where workspace_id = $1::uuid and set_key = $2 and version <= $3::int`, [
        workspace,
        key,
        version - VERSIONS_WITH_MEMBERS,
      ]);
      await sql(`update segment_sets set version = $3::int, updated_at = now() where workspace_id = $1::uuid and key = $2`, [workspace, key, version]);
      return version;
    });
  }

  replace(workspace: WorkspaceId, key: string, version: number, { result, members }: Parameters<SegmentStore['replace']>[3]): Promise<void> {
    return this.storage.transaction(async (sql) => {
      await sql(`update segment_versions set result = $4::jsonb where workspace_id = $1::uuid and set_key = $2 and version = $3::int`, [
        workspace,
        key,
        version,
        JSON.stringify(result),
      ]);
      await sql(`update segment_sets set updated_at = now() where workspace_id = $1::uuid and key = $2`, [workspace, key]);
      if (members === null) return;
      await sql(`delete from segment_members where workspace_id = $1::uuid and set_key = $2 and version = $3::int`, [workspace, key, version]);
      await insertMembers(sql, workspace, { key, version }, members);
    });
  }

  async activate(workspace: WorkspaceId, key: string, version: number): Promise<boolean> {
    const rows = await this.sql(
      `update segment_sets set version = $3::int, updated_at = now() where workspace_id = $1::uuid and key = $2
         and exists (select 1 from segment_versions v where v.workspace_id = $1::uuid and v.set_key = $2 and v.version = $3::int) returning key`,
      [workspace, key, version],
    );
    return rows.length > 0;
  }

  members(workspace: WorkspaceId, key: string, { version, segment, offset, limit }: Parameters<SegmentStore['members']>[2]): Promise<readonly Membership[]> {
    return this.sql<Membership>(
      `select record_id as "recordId", segment from segment_members m where workspace_id = $1::uuid and set_key = $2 and version = $3::int and ($4::int is null or segment = $4)
         and exists (select 1 from records r where r.workspace_id = m.workspace_id and r.id = m.record_id and r.deleted_at is null)
         order by record_id limit $5::int offset $6::int`,
      [workspace, key, version, segment, limit + 1, offset],
    );
  }

  segmentsOf(workspace: WorkspaceId, record: string): ReturnType<SegmentStore['segmentsOf']> {
    return this.sql(
      `select s.key as set, s.title, m.segment, v.result - 'map' as result from segment_members m
         join segment_sets s on s.workspace_id = m.workspace_id and s.key = m.set_key and s.version = m.version
         join segment_versions v on v.workspace_id = m.workspace_id and v.set_key = m.set_key and v.version = m.version
         where m.workspace_id = $1::uuid and m.record_id = $2::uuid order by s.title, s.key limit 50`,
      [workspace, record],
    );
  }

  claimStale(before: Instant): ReturnType<SegmentStore['claimStale']> {
    return this.sql(`update segment_sets set updated_at = now() where version > 0 and updated_at < $1::timestamptz returning workspace_id as workspace, key`, [
      before,
    ]);
  }

  async put(workspace: WorkspaceId, key: string, version: number, member: Membership): Promise<void> {
    await insertMembers(this.sql, workspace, { key, version }, [member]);
  }
}

async function insertMembers(
  sql: Sql,
  workspace: WorkspaceId,
  { key, version }: { readonly key: string; readonly version: number },
  members: readonly Membership[],
): Promise<void> {
  for (let from = 0; from < members.length; from += 10_000) {
    const part = members.slice(from, from + 10_000);
    await sql(
      `insert into segment_members (workspace_id, set_key, version, record_id, segment)
         select $1::uuid, $2, $3::int, m.id, m.segment from unnest($4::uuid[], $5::int[]) m(id, segment)
         on conflict (workspace_id, set_key, version, record_id) do update set segment = excluded.segment`,
      [workspace, key, version, part.map(({ recordId }) => recordId), part.map(({ segment }) => segment)],
    );
  }
}
