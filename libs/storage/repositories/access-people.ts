import type { Membership, MemberRow, OpenLink, PeopleStore, Person, Audited } from '#access';
import type { Role } from '#contracts';
import type { Instant, PersonId, WorkspaceId } from '#kernel';
import { audit } from './audit-log.js';
import { membershipOf, type MembershipDbRow, WORKSPACE_COLUMNS } from './access-rows.js';
import type { Sql, Storage } from '../open-storage.js';

const PERSON = `id, email, name, password_hash as "passwordHash"`;
const INVITATION_DAYS = 7;

interface MemberDbRow {
  readonly id: PersonId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly pipelineRoles: readonly string[];
  readonly hasPassword: boolean;
  readonly createdAt: Instant;
}

/** The person has come in: an invitation counts for nothing before its own link is spent, whatever else the person can prove. */
const JOINED = `not exists (select 1 from set_up_links l where l.workspace_id = m.workspace_id and l.person_id = m.person_id and l.spent_at is null)`;
const OWNS = `m.role = 'owner' and p.password_hash is not null and ${JOINED}`;
const MEMBERS = `select p.id, p.email, p.name, m.role, m.pipeline_roles as "pipelineRoles", p.password_hash is not null and ${JOINED} as "hasPassword", m.created_at as "createdAt"
  from members m join people p on p.id = m.person_id where m.workspace_id = $1::uuid and m.removed_at is null`;

/** People, memberships and one-time links on PostgreSQL. */
export class PgPeopleStore implements PeopleStore {
  constructor(private readonly storage: Pick<Storage, 'sql' | 'transaction'>) {}

  async hasOwner(workspace: WorkspaceId): Promise<boolean> {
    return (await this.storage.sql(`${MEMBERS} and ${OWNS} limit 1`, [workspace])).length > 0;
  }

  async saveOwnerLink(workspace: WorkspaceId, tokenHash: string): Promise<void> {
    await this.storage.transaction(async (sql) => {
      await sql(`delete from set_up_links where workspace_id = $1::uuid and person_id is null and spent_at is null`, [workspace]);
      await sql(`insert into set_up_links (token_hash, workspace_id, role, created_at) values ($2, $1::uuid, 'owner', now())`, [workspace, tokenHash]);
    });
  }

  async openLink(tokenHash: string): Promise<OpenLink | null> {
    const [row] = await this.storage.sql<{ workspace: WorkspaceId; role: Role; person: PersonId | null }>(
      `select workspace_id as workspace, role, person_id as person from set_up_links where token_hash = $1 and spent_at is null and (expires_at is null or expires_at > now())`,
      [tokenHash],
    );
    return row ? { workspace: row.workspace, role: row.role, person: row.person ? await this.byId(row.person) : null } : null;
  }

  join(tokenHash: string, person: Person & { readonly passwordHash: string; readonly locale: string }, audited: Audited): Promise<boolean> {
    return this.storage.transaction(async (sql) => {
      const [link] = await sql<{ workspace: WorkspaceId; role: Role }>(
        `update set_up_links set spent_at = now(), spent_by = $2::uuid where token_hash = $1 and spent_at is null and (expires_at is null or expires_at > now())
           returning workspace_id as workspace, role`,
        [tokenHash, person.id],
      );
      if (!link) return false;
      await sql(`update set_up_links set spent_at = now(), spent_by = $2::uuid where workspace_id = $1::uuid and person_id = $2::uuid and spent_at is null`, [
        link.workspace,
        person.id,
      ]);
      await sql(
        `insert into people (id, email, name, password_hash, locale, created_at) values ($1::uuid, $2, $3, $4, $5, now())
           on conflict (id) do update set name = excluded.name, password_hash = excluded.password_hash`,
        [person.id, person.email, person.name, person.passwordHash, person.locale],
      );
      await sql(
        `insert into members (workspace_id, person_id, role, pipeline_roles, created_at) values ($1::uuid, $2::uuid, $3, '{}', now())
           on conflict (workspace_id, person_id) do update set role = case when $3 = 'owner' then 'owner' else members.role end, removed_at = null`,
        [link.workspace, person.id, link.role],
      );
      await audit(sql, link.workspace, audited);
      return true;
    });
  }

  async byEmail(email: string): Promise<Person | null> {
    return (await this.storage.sql<Person>(`select ${PERSON} from people where email = $1 and disabled_at is null`, [email]))[0] ?? null;
  }

  async byId(id: PersonId): Promise<Person | null> {
    return (await this.storage.sql<Person>(`select ${PERSON} from people where id = $1::uuid and disabled_at is null`, [id]))[0] ?? null;
  }

  async memberships(person: PersonId): Promise<readonly Membership[]> {
    const rows = await this.storage.sql<MembershipDbRow>(
      `select m.role, m.pipeline_roles, ${WORKSPACE_COLUMNS} from members m join workspaces w on w.id = m.workspace_id
         where m.person_id = $1::uuid and m.removed_at is null and ${JOINED} order by m.created_at, w.id`,
      [person],
    );
    return rows.map(membershipOf);
  }

  members(workspace: WorkspaceId): Promise<readonly MemberRow[]> {
    return this.storage.sql<MemberDbRow>(`${MEMBERS} order by m.created_at, p.id`, [workspace]);
  }

  invite(
    workspace: WorkspaceId,
    invited: {
      readonly id: PersonId;
      readonly email: string;
      readonly name: string;
      readonly role: Role;
      readonly pipelineRoles: readonly string[];
      readonly tokenHash: string;
    },
    audited: Audited,
  ): Promise<MemberRow | null> {
    return this.storage.transaction(async (sql) => {
      const [person] = await sql<{ id: PersonId }>(
        `insert into people (id, email, name, created_at) values ($1::uuid, $2, $3, now()) on conflict (email) do update set email = excluded.email returning id`,
        [invited.id, invited.email, invited.name],
      );
      const added = await sql(
        `insert into members as m (workspace_id, person_id, role, pipeline_roles, created_at) values ($1::uuid, $2::uuid, $3, $4::text[], now())
           on conflict (workspace_id, person_id) do update set role = excluded.role, pipeline_roles = excluded.pipeline_roles, removed_at = null where m.removed_at is not null
           returning person_id`,
        [workspace, person?.id, invited.role, invited.pipelineRoles],
      );
      if (added.length === 0) return null;
      await sql(
        `insert into set_up_links (token_hash, workspace_id, role, person_id, created_at, expires_at) values ($1, $2::uuid, $3, $4::uuid, now(), now() + make_interval(days => $5::int))`,
        [invited.tokenHash, workspace, invited.role, person?.id, INVITATION_DAYS],
      );
      await audit(sql, workspace, audited);
      return member(sql, workspace, person?.id as PersonId);
    });
  }

  changeMember(
    workspace: WorkspaceId,
    person: PersonId,
    change: { readonly role: Role | null; readonly pipelineRoles: readonly string[] | null },
    audited: Audited,
  ): Promise<MemberRow | 'last-owner' | null> {
    return this.storage.transaction(async (sql) => {
      const current = await lockedMember(sql, workspace, person);
      if (!current) return null;
      if (change.role !== null && change.role !== 'owner' && (await isLastOwner(sql, workspace, current))) return 'last-owner';
      await sql(
        `update members set role = coalesce($3, role), pipeline_roles = coalesce($4::text[], pipeline_roles) where workspace_id = $1::uuid and person_id = $2::uuid`,
        [workspace, person, change.role, change.pipelineRoles],
      );
      await audit(sql, workspace, audited);
      return member(sql, workspace, person);
    });
  }

  removeMember(workspace: WorkspaceId, person: PersonId, audited: Audited): Promise<true | 'last-owner' | null> {
    return this.storage.transaction(async (sql) => {
      const current = await lockedMember(sql, workspace, person);
      if (!current) return null;
      if (await isLastOwner(sql, workspace, current)) return 'last-owner';
      await sql(`update members set removed_at = now() where workspace_id = $1::uuid and person_id = $2::uuid`, [workspace, person]);
      await sql(`update sessions set revoked_at = now() where person_id = $2::uuid and workspace_id = $1::uuid and revoked_at is null`, [workspace, person]);
      await sql(`delete from set_up_links where workspace_id = $1::uuid and person_id = $2::uuid and spent_at is null`, [workspace, person]);
      await audit(sql, workspace, audited);
      return true;
    });
  }

  async rename(person: PersonId, name: string): Promise<void> {
    await this.storage.sql(`update people set name = $2 where id = $1::uuid`, [person, name]);
  }

  setPassword(person: PersonId, passwordHash: string, keep: string | null): Promise<void> {
    return this.storage.transaction(async (sql) => {
      await sql(`update people set password_hash = $2 where id = $1::uuid`, [person, passwordHash]);
      await sql(`update sessions set revoked_at = now() where person_id = $1::uuid and revoked_at is null and id is distinct from $2::uuid`, [person, keep]);
    });
  }
}

/** Locks the workspace's row, so that two owners cannot each make the other the last. */
async function lockedMember(sql: Sql, workspace: WorkspaceId, person: PersonId): Promise<MemberRow | null> {
  await sql(`select 1 from workspaces where id = $1::uuid for update`, [workspace]);
  return member(sql, workspace, person);
}

async function member(sql: Sql, workspace: WorkspaceId, person: PersonId): Promise<MemberRow | null> {
  return (await sql<MemberDbRow>(`${MEMBERS} and p.id = $2::uuid`, [workspace, person]))[0] ?? null;
}

async function isLastOwner(sql: Sql, workspace: WorkspaceId, current: MemberRow): Promise<boolean> {
  if (current.role !== 'owner') return false;
  return (await sql(`${MEMBERS} and ${OWNS} and p.id <> $2::uuid limit 1`, [workspace, current.id])).length === 0;
}
