import type { Role } from '#contracts';
import type { WorkspaceId } from '#kernel';
import { assertMayGrant } from './people.js';
import type { ApiKeyRow, ApiKeyStore } from './ports.js';
import { effectiveRoles, type Principal, type Workspace } from './principal.js';
import { refusal } from './refusals.js';
import { hashToken, newToken } from './tokens.js';

const PREFIX = 'mr_';
const SHOWN = 10;
/** A revoked key may still be honoured for this long by another engine. */
const MAX_AGE_MS = 2000;
const MAX_CACHED = 1000;

interface Known {
  readonly key: ApiKeyRow;
  readonly workspace: Workspace;
  readonly atMs: number;
}

/** API keys: shown once, kept as hashes, each with one role and pipeline roles. `nowMs` is monotonic and only paces. */
export class ApiKeys {
  private readonly known = new Map<string, Known>();
  private readonly used = new Set<string>();

  constructor(
    private readonly store: ApiKeyStore,
    private readonly ids: { next(): string },
    private readonly nowMs: () => number,
  ) {}

  /** @throws UserError `role.above-own`. */
  async create(
    by: Principal,
    sent: { readonly name: string; readonly role: Role; readonly pipelineRoles: readonly string[] },
  ): Promise<{ readonly row: ApiKeyRow; readonly key: string }> {
    assertMayGrant(by, sent.role);
    const key = newToken(PREFIX);
    const id = this.ids.next();
    const audit = { actor: by.actor, action: 'key.created', target: `key/${id}`, detail: { name: sent.name, role: sent.role } };
    const row = await this.store.create(by.workspace.id, { ...sent, id, prefix: key.slice(0, SHOWN), tokenHash: hashToken(key) }, audit);
    return { row, key };
  }

  list(workspace: WorkspaceId): Promise<readonly ApiKeyRow[]> {
    return this.store.list(workspace);
  }

  /** At once here, within two seconds on other engines. @throws UserError `key.not-found`, `role.above-own`. */
  async revoke(by: Principal, id: string): Promise<void> {
    const row = (await this.store.list(by.workspace.id)).find((key) => key.id === id);
    if (!row) throw refusal('not-found', 'key.not-found', 'There is no such API key.', '没有这个 API 密钥。');
    assertMayGrant(by, row.role);
    await this.store.revoke(by.workspace.id, id, { actor: by.actor, action: 'key.revoked', target: `key/${id}`, detail: { name: row.name } });
    this.known.clear();
  }

  async resolve(key: string): Promise<Principal | null> {
    if (!key.startsWith(PREFIX) || key.length > 200) return null;
    const hash = hashToken(key);
    const present = this.known.get(hash);
    const found = present && this.nowMs() - present.atMs < MAX_AGE_MS ? present : await this.load(hash);
    if (!found) return null;
    this.used.add(found.key.id);
    const { id, name, role, pipelineRoles } = found.key;
    const actor = { kind: 'api-key' as const, id, roles: effectiveRoles(role, pipelineRoles) };
    return { kind: 'api-key', id, name, email: null, role, pipelineRoles, workspace: found.workspace, actor, session: null };
  }

  /** Writes down which keys were used since the last time; call now and then. */
  async noteUses(): Promise<void> {
    if (this.used.size === 0) return;
    const ids = [...this.used];
    this.used.clear();
    await this.store.touch(ids);
  }

  private async load(hash: string): Promise<Known | null> {
    const row = await this.store.resolve(hash);
    if (!row) {
      this.known.delete(hash);
      return null;
    }
    if (this.known.size >= MAX_CACHED) this.known.clear();
    const known = { ...row, atMs: this.nowMs() };
    this.known.set(hash, known);
    return known;
  }
}
