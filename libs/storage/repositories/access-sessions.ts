import type { AttemptStore, Failures, SessionRow, SessionStore } from '#access';
import type { PersonId, WorkspaceId } from '#kernel';
import { membershipOf, type MembershipDbRow, WORKSPACE_COLUMNS } from './access-rows.js';
import type { Sql, Storage } from '../open-storage.js';

const LIVE = `s.revoked_at is null and s.expires_at > now()`;

/** Sessions on PostgreSQL, by the hash of their token. */
export class PgSessionStore implements SessionStore {
  constructor(private readonly sql: Sql) {}

  async start(
    session: {
      readonly id: string;
      readonly tokenHash: string;
      readonly person: PersonId;
      readonly workspace: WorkspaceId;
      readonly address: string | null;
      readonly agent: string | null;
    },
    days: { readonly idle: number; readonly most: number },
  ): Promise<void> {
    await this.sql(
      `insert into sessions (id, token_hash, person_id, workspace_id, user_agent, address, created_at, last_seen_at, expires_at)
         values ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, now(), now(), now() + make_interval(days => $7::int))`,
      [session.id, session.tokenHash, session.person, session.workspace, session.agent, session.address, days.most],
    );
  }

  async resolve(tokenHash: string, idleDays: number): ReturnType<SessionStore['resolve']> {
    const [row] = await this.sql<MembershipDbRow & { session: string; id: PersonId; name: string; email: string; stale: boolean }>(
      `select s.id as session, p.id, p.name, p.email, s.last_seen_at < now() - interval '1 minute' as stale, m.role, m.pipeline_roles, ${WORKSPACE_COLUMNS}
         from sessions s join people p on p.id = s.person_id and p.disabled_at is null
         join members m on m.person_id = p.id and m.workspace_id = s.workspace_id and m.removed_at is null
         join workspaces w on w.id = m.workspace_id
         where s.token_hash = $1 and ${LIVE} and s.last_seen_at > now() - make_interval(days => $2::int)`,
      [tokenHash, idleDays],
    );
    if (!row) return null;
    if (row.stale) await this.sql(`update sessions set last_seen_at = now() where id = $1::uuid`, [row.session]);
    return { id: row.session, person: { id: row.id, name: row.name, email: row.email }, membership: membershipOf(row) };
  }

  list(person: PersonId): Promise<readonly SessionRow[]> {
    return this.sql<SessionRow>(
      `select s.id, s.address, s.user_agent as agent, s.created_at as "createdAt", s.last_seen_at as "lastUsedAt", s.expires_at as "expiresAt"
         from sessions s where s.person_id = $1::uuid and ${LIVE} order by s.last_seen_at desc, s.id limit 200`,
      [person],
    );
  }

  async end(person: PersonId, session: string): Promise<boolean> {
    return (
      (await this.sql(`update sessions s set revoked_at = now() where s.id = $2::uuid and s.person_id = $1::uuid and ${LIVE} returning id`, [person, session]))
        .length > 0
    );
  }

  async setWorkspace(session: string, workspace: WorkspaceId): Promise<void> {
    await this.sql(`update sessions set workspace_id = $2::uuid where id = $1::uuid`, [session, workspace]);
  }
}

/** Sign-in attempts on PostgreSQL, so that every engine counts them together. */
export class PgAttemptStore implements AttemptStore {
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {}

  begin(subjects: readonly string[], windowMinutes: number, judge: (failures: readonly Failures[]) => void): Promise<readonly number[]> {
    return this.storage.transaction(async (sql) => {
      for (const subject of subjects.toSorted()) await sql(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`login ${subject}`]);
      judge(await this.failures(sql, subjects, windowMinutes));
      await sql(`delete from login_attempts where subject = any($1::text[]) and at < now() - interval '1 day'`, [subjects]);
      const rows = await sql<{ id: number }>(
        `insert into login_attempts (subject, at, succeeded) select s, clock_timestamp(), false from unnest($1::text[]) as s returning id`,
        [subjects],
      );
      return rows.map(({ id }) => id);
    });
  }

  private failures(sql: Sql, subjects: readonly string[], windowMinutes: number): Promise<readonly Failures[]> {
    return sql<Failures>(
      `select count(a.id)::int as count, coalesce(extract(epoch from clock_timestamp() - max(a.at)) * 1000, 0)::int as "newestAgoMs"
         from unnest($1::text[]) with ordinality as s (subject, n)
         left join login_attempts a on a.subject = s.subject and not a.succeeded and a.at > now() - make_interval(mins => $2::int)
           and (s.subject not like 'account:%' or a.at > coalesce((select max(b.at) from login_attempts b where b.subject = s.subject and b.succeeded), '-infinity'))
         group by s.n order by s.n`,
      [subjects, windowMinutes],
    );
  }

  async succeeded(attempts: readonly number[]): Promise<void> {
    await this.storage.sql(`update login_attempts set succeeded = true, at = clock_timestamp() where id = any($1::bigint[])`, [attempts]);
  }
}
