import type { Role } from '#contracts';
import type { Instant, Json, JsonObject, PersonId, WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { Workspace } from './principal.js';

/** What is written to the audit chain in the same statement as the change itself. */
export interface Audited {
  readonly actor: Actor;
  readonly action: string;
  readonly target: string;
  readonly detail: Json;
}

export interface Person {
  readonly id: PersonId;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
}

export interface Membership {
  readonly workspace: Workspace;
  readonly role: Role;
  readonly pipelineRoles: readonly string[];
}

export interface MemberRow extends Omit<Person, 'passwordHash'> {
  readonly role: Role;
  readonly pipelineRoles: readonly string[];
  /** Has a password and has come in by the link of this workspace. */
  readonly hasPassword: boolean;
  readonly createdAt: Instant;
}

/** A one-time link that has neither been spent nor run out. */
export interface OpenLink {
  readonly workspace: WorkspaceId;
  readonly role: Role;
  /** Invitations name their person; the owner link names nobody. */
  readonly person: Person | null;
}

export interface PeopleStore {
  hasOwner(workspace: WorkspaceId): Promise<boolean>;
  /** Replaces the unspent owner link of the workspace. */
  saveOwnerLink(workspace: WorkspaceId, tokenHash: string): Promise<void>;
  openLink(tokenHash: string): Promise<OpenLink | null>;
  /** Spends the link and makes (or completes) the person and the membership, all or nothing; false when the link was spent meanwhile. */
  join(tokenHash: string, person: Person & { readonly passwordHash: string; readonly locale: string }, audit: Audited): Promise<boolean>;
  byEmail(email: string): Promise<Person | null>;
  byId(id: PersonId): Promise<Person | null>;
  /** Memberships not removed whose link was spent, oldest first. */
  memberships(person: PersonId): Promise<readonly Membership[]>;
  members(workspace: WorkspaceId): Promise<readonly MemberRow[]>;
  /** Makes person, membership and link; null when the person is a member already. */
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
    audit: Audited,
  ): Promise<MemberRow | null>;
  /** Null when there is no such member; `last-owner` when nobody would own the workspace any more (then nothing is changed). */
  changeMember(
    workspace: WorkspaceId,
    person: PersonId,
    change: { readonly role: Role | null; readonly pipelineRoles: readonly string[] | null },
    audit: Audited,
  ): Promise<MemberRow | 'last-owner' | null>;
  removeMember(workspace: WorkspaceId, person: PersonId, audit: Audited): Promise<true | 'last-owner' | null>;
  rename(person: PersonId, name: string): Promise<void>;
  /** Ends every session of the person but `keep`. */
  setPassword(person: PersonId, passwordHash: string, keep: string | null): Promise<void>;
}

export interface SessionRow {
  readonly id: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
}

export interface SessionStore {
  start(
    session: {
      readonly id: string;
      readonly tokenHash: string;
      readonly person: PersonId;
      readonly workspace: WorkspaceId;
      readonly address: string | null;
      readonly agent: string | null;
    },
    days: { readonly idle: number; readonly most: number },
  ): Promise<void>;
  /** The live session of a token with its person and the membership it stands in; prolongs it when it was idle for a while. */
  resolve(
    tokenHash: string,
    idleDays: number,
  ): Promise<{ readonly id: string; readonly person: Omit<Person, 'passwordHash'>; readonly membership: Membership } | null>;
  list(person: PersonId): Promise<readonly SessionRow[]>;
  /** False when the person has no such live session. */
  end(person: PersonId, session: string): Promise<boolean>;
  setWorkspace(session: string, workspace: WorkspaceId): Promise<void>;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  readonly pipelineRoles: readonly string[];
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export interface ApiKeyStore {
  create(
    workspace: WorkspaceId,
    key: {
      readonly id: string;
      readonly name: string;
      readonly prefix: string;
      readonly tokenHash: string;
      readonly role: Role;
      readonly pipelineRoles: readonly string[];
    },
    audit: Audited,
  ): Promise<ApiKeyRow>;
  resolve(tokenHash: string): Promise<{ readonly key: ApiKeyRow; readonly workspace: Workspace } | null>;
  /** Notes the use; cheap to call often. */
  touch(ids: readonly string[]): Promise<void>;
  list(workspace: WorkspaceId): Promise<readonly ApiKeyRow[]>;
  revoke(workspace: WorkspaceId, id: string, audit: Audited): Promise<boolean>;
}

/** Failures of a subject within the window (of an account: since its last success), and how long ago the newest was. */
export interface Failures {
  readonly count: number;
  readonly newestAgoMs: number;
}

/** Failed sign-ins, by `account:<email>` and `address:<ip>`. */
export interface AttemptStore {
  /**
   * Notes an attempt as failed, before it is judged; answers what `succeeded` takes. One after another for each subject:
   * `judge` sees every attempt before this one, and by throwing keeps it from being noted.
   */
  begin(subjects: readonly string[], windowMinutes: number, judge: (failures: readonly Failures[]) => void): Promise<readonly number[]>;
  succeeded(attempts: readonly number[]): Promise<void>;
}

export interface AuditRow {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: string;
  readonly target: string;
  readonly detail: Json;
  readonly hash: string;
}

export interface AuditStore {
  append(workspace: WorkspaceId, audit: Audited): Promise<void>;
  /** Newest first, before `seq`. */
  list(workspace: WorkspaceId, before: number | null, limit: number): Promise<readonly AuditRow[]>;
  /** Recomputes the chain: how many rows there are, and the first that does not fit. */
  verify(
    workspace: WorkspaceId,
  ): Promise<{ readonly rows: number; readonly firstBad: { readonly seq: number; readonly why: 'changed' | 'removed' | 'reordered' } | null }>;
}

export interface StoredSecret {
  readonly name: string;
  readonly envelope: string;
  readonly keyVersion: number;
  readonly hosts: readonly string[];
}

/** A secret without what it holds. */
export interface SecretRow {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface SecretStore {
  /** By name; without those of incoming endpoints, whose names hold a slash. */
  list(workspace: WorkspaceId): Promise<readonly SecretRow[]>;
  get(workspace: WorkspaceId, name: string): Promise<StoredSecret | null>;
  /** Makes or replaces; `audit` null when the change is audited elsewhere. */
  put(workspace: WorkspaceId, secret: StoredSecret, audit: Audited | null): Promise<SecretRow>;
  /** Replaces the envelope while it is still `was`: a value written meanwhile stays. */
  reseal(workspace: WorkspaceId, secret: StoredSecret, was: string): Promise<void>;
  /** False (and nothing audited) when there was none. */
  remove(workspace: WorkspaceId, names: readonly string[], audit: Audited | null): Promise<boolean>;
  /** Secrets still under another key version than this one, of all workspaces. */
  underOtherKey(keyVersion: number, limit: number): Promise<readonly (StoredSecret & { readonly workspace: WorkspaceId })[]>;
}

export interface WebhookRow {
  readonly id: string;
  readonly pipeline: string;
  readonly map: JsonObject;
  readonly enabled: boolean;
  readonly createdAt: Instant;
}

export interface WebhookStore {
  list(workspace: WorkspaceId): Promise<readonly WebhookRow[]>;
  get(workspace: WorkspaceId, id: string): Promise<WebhookRow | null>;
  create(
    workspace: WorkspaceId,
    webhook: { readonly id: string; readonly pipeline: string; readonly pathToken: string; readonly map: JsonObject; readonly enabled: boolean },
    audit: Audited,
  ): Promise<WebhookRow>;
  change(
    workspace: WorkspaceId,
    id: string,
    change: { readonly pipeline: string; readonly map: JsonObject; readonly enabled: boolean },
    audit: Audited,
  ): Promise<WebhookRow | null>;
  remove(workspace: WorkspaceId, id: string, audit: Audited): Promise<boolean>;
  /** Of whatever workspace; disabled endpoints are not found. */
  byPathToken(pathToken: string): Promise<{ readonly workspace: Workspace; readonly webhook: WebhookRow } | null>;
}

/** The answer of a write as it was given, so that the same key gets it again. */
export interface StoredReply {
  readonly status: number;
  readonly body: Json;
  readonly headers: JsonObject;
}

/** Answers to writes that do not go through the runtime's door (which keeps its own). */
export interface ReplyStore {
  /** Takes the key for this request: `fresh` = go on; otherwise what became of the first. A key whose first request died is free again after a minute. */
  begin(
    workspace: WorkspaceId,
    source: string,
    key: string,
    bodyHash: string,
  ): Promise<
    { readonly kind: 'fresh' } | { readonly kind: 'running' } | { readonly kind: 'other-body' } | { readonly kind: 'done'; readonly reply: StoredReply }
  >;
  finish(workspace: WorkspaceId, source: string, key: string, reply: StoredReply): Promise<void>;
  /** The request was refused: the key is free. */
  abandon(workspace: WorkspaceId, source: string, key: string): Promise<void>;
}

export interface WorkspaceStore {
  list(): Promise<readonly Workspace[]>;
  get(id: WorkspaceId): Promise<Workspace | null>;
  /** Makes a workspace; the one of that key if it is there already. */
  ensure(workspace: Workspace): Promise<Workspace>;
}
