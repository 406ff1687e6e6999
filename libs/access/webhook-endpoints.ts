import { randomBytes } from 'node:crypto';
import type { JsonObject, WorkspaceId } from '#kernel';
import type { WebhookRow, WebhookStore } from './ports.js';
import type { Principal, Workspace } from './principal.js';
import { refusal } from './refusals.js';
import type { Secrets } from './secrets.js';
import { newToken } from './tokens.js';

type Sent = { readonly pipeline: string; readonly map: JsonObject; readonly enabled: boolean };

/** Incoming endpoints: an unguessable address, and two secrets so that they can be changed without losing a delivery. */
export class WebhookEndpoints {
  constructor(
    private readonly store: WebhookStore,
    private readonly secrets: Secrets,
    private readonly ids: { next(): string },
  ) {}

  list(workspace: WorkspaceId): Promise<readonly WebhookRow[]> {
    return this.store.list(workspace);
  }

  /** @throws UserError `webhook.not-found`. */
  async get(workspace: WorkspaceId, id: string): Promise<WebhookRow> {
    return found(await this.store.get(workspace, id));
  }

  /** The path token and the secret are given out here and never again. */
  async create(by: Principal, sent: Sent): Promise<{ readonly row: WebhookRow; readonly pathToken: string; readonly secret: string }> {
    const id = this.ids.next();
    const [pathToken, secret] = [newToken(''), newSecret()];
    await this.secrets.put(by.workspace.id, current(id), secret, []);
    const row = await this.store.create(by.workspace.id, { ...sent, id, pathToken }, audited(by, 'webhook.created', id, { pipeline: sent.pipeline }));
    return { row, pathToken, secret };
  }

  /** @throws UserError `webhook.not-found`. */
  async change(by: Principal, id: string, sent: Sent): Promise<WebhookRow> {
    return found(await this.store.change(by.workspace.id, id, sent, audited(by, 'webhook.changed', id, { pipeline: sent.pipeline, enabled: sent.enabled })));
  }

  /** The secret until now stays valid until the next rotation. @throws UserError `webhook.not-found`. */
  async rotate(by: Principal, id: string): Promise<{ readonly row: WebhookRow; readonly secret: string }> {
    const row = await this.get(by.workspace.id, id);
    const before = await this.secrets.reveal(by.workspace.id, current(id));
    if (before) await this.secrets.put(by.workspace.id, previous(id), before.value, []);
    const secret = newSecret();
    await this.secrets.put(by.workspace.id, current(id), secret, []);
    await this.store.change(by.workspace.id, id, row, audited(by, 'webhook.rotated', id, null));
    return { row, secret };
  }

  /** @throws UserError `webhook.not-found`. */
  async remove(by: Principal, id: string): Promise<void> {
    if (!(await this.store.remove(by.workspace.id, id, audited(by, 'webhook.removed', id, null)))) throw unknown();
    await this.secrets.remove(by.workspace.id, [current(id), previous(id)]);
  }

  /** The endpoint behind a path with the secrets that a delivery may be signed with. @throws UserError `webhook.not-found`. */
  async receive(pathToken: string): Promise<{ readonly workspace: Workspace; readonly webhook: WebhookRow; readonly secrets: readonly string[] }> {
    const endpoint = await this.store.byPathToken(pathToken);
    if (!endpoint) throw unknown();
    const { workspace, webhook } = endpoint;
    const revealed = await Promise.all([current(webhook.id), previous(webhook.id)].map((name) => this.secrets.reveal(workspace.id, name)));
    return { workspace, webhook, secrets: revealed.flatMap((secret) => (secret ? [secret.value] : [])) };
  }
}

const current = (id: string): string => `webhook/${id}/current`;
const previous = (id: string): string => `webhook/${id}/previous`;

/** The form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const audited = (by: Principal, action: string, id: string, detail: JsonObject | null) => ({ actor: by.actor, action, target: `webhook/${id}`, detail });
const unknown = () => refusal('not-found', 'webhook.not-found', 'There is no such webhook endpoint.', '没有这个 webhook 端点。');

function found(row: WebhookRow | null): WebhookRow {
  if (!row) throw unknown();
  return row;
}
