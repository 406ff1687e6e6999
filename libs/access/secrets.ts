import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { canonicalJson, type Json, type WorkspaceId } from '#kernel';
import type { SecretRow, SecretStore, StoredSecret } from './ports.js';
import type { Principal } from './principal.js';
import { refusal } from './refusals.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where a sealed value stands; a value moved elsewhere does not open. */
export interface SecretPlace {
  readonly workspace: WorkspaceId;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** Master keys by version; `current` seals, all of them open. */
export interface MasterKeys {
  readonly current: number;
  readonly byVersion: ReadonlyMap<number, Uint8Array>;
}

/**
 * Envelope encryption: each value has its own data key, which is sealed with the master key. Both seals are
 * AES-256-GCM and bound to the place of the value and to the version of the master key.
 */
export class Envelopes {
  constructor(private readonly keys: MasterKeys) {
    for (const key of keys.byVersion.values()) if (key.length !== KEY_BYTES) throw new Error('a master key has 32 bytes');
    if (!keys.byVersion.has(keys.current)) throw new Error(`there is no master key of version ${keys.current}`);
  }

  get keyVersion(): number {
    return this.keys.current;
  }

  /** Base64 text; differs each time for the same value. */
  seal(value: string, place: SecretPlace): string {
    const dataKey = randomBytes(KEY_BYTES);
    const bound = aad(place, this.keys.current);
    const sealedKey = encrypt(this.masterKey(this.keys.current), dataKey, bound);
    return Buffer.concat([sealedKey, encrypt(dataKey, Buffer.from(value, 'utf8'), bound)]).toString('base64');
  }

  /** Throws when the envelope was changed, belongs elsewhere, or its master key is not there. */
  open(envelope: string, keyVersion: number, place: SecretPlace): string {
    const bytes = Buffer.from(envelope, 'base64');
    const keyEnd = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
    const bound = aad(place, keyVersion);
    const dataKey = decrypt(this.masterKey(keyVersion), bytes.subarray(0, keyEnd), bound);
    return decrypt(dataKey, bytes.subarray(keyEnd), bound).toString('utf8');
  }

  private masterKey(version: number): Uint8Array {
    const key = this.keys.byVersion.get(version);
    if (!key) throw new Error(`there is no master key of version ${version}`);
    return key;
  }
}

const aad = (place: SecretPlace, keyVersion: number): Buffer => Buffer.from(canonicalJson({ ...place, keyVersion }), 'utf8');

function encrypt(key: Uint8Array, value: Uint8Array, bound: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound);
  return Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, bound: Buffer): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('the envelope is cut short');
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
}

const placeOf = (workspace: WorkspaceId, name: string): SecretPlace => ({ workspace, table: 'secrets', row: name, column: 'envelope' });

/** Named secrets of a workspace. Only those who send them read them: no answer, log or journal holds one. */
export class Secrets {
  constructor(
    private readonly store: SecretStore,
    private readonly envelopes: Envelopes,
  ) {}

  list(workspace: WorkspaceId): Promise<readonly SecretRow[]> {
    return this.store.list(workspace);
  }

  /** Makes or replaces a secret that steps may name; `hosts` (at least one) is where they may send it. Audited without the value. */
  save(by: Principal, name: string, value: string, hosts: readonly string[]): Promise<SecretRow> {
    return this.store.put(by.workspace.id, this.sealed(by.workspace.id, name, value, hosts), audited(by, 'secret.saved', name, { hosts }));
  }

  /** @throws UserError `secret.not-found`. */
  async discard(by: Principal, name: string): Promise<void> {
    if (await this.store.remove(by.workspace.id, [name], audited(by, 'secret.removed', name, null))) return;
    throw refusal('not-found', 'secret.not-found', 'There is no such secret.', '没有这个密钥。');
  }

  /** For parts of the product that keep a secret of their own and audit it themselves; without hosts it is sent nowhere. */
  async put(workspace: WorkspaceId, name: string, value: string, hosts: readonly string[]): Promise<void> {
    await this.store.put(workspace, this.sealed(workspace, name, value, hosts), null);
  }

  async reveal(workspace: WorkspaceId, name: string): Promise<{ readonly value: string; readonly hosts: readonly string[] } | null> {
    const stored = await this.store.get(workspace, name);
    return stored && { value: this.envelopes.open(stored.envelope, stored.keyVersion, placeOf(workspace, name)), hosts: stored.hosts };
  }

  async remove(workspace: WorkspaceId, names: readonly string[]): Promise<void> {
    await this.store.remove(workspace, names, null);
  }

  /** Seals everything that is under an older master key anew; may run while the engine works. Answers how many. */
  async rotate(): Promise<number> {
    let moved = 0;
    for (;;) {
      const old = await this.store.underOtherKey(this.envelopes.keyVersion, 100);
      if (old.length === 0) return moved;
      for (const secret of old) {
        const place = placeOf(secret.workspace, secret.name);
        const value = this.envelopes.open(secret.envelope, secret.keyVersion, place);
        await this.store.reseal(secret.workspace, this.sealed(secret.workspace, secret.name, value, secret.hosts), secret.envelope);
        moved += 1;
      }
    }
  }

  private sealed(workspace: WorkspaceId, name: string, value: string, hosts: readonly string[]): StoredSecret {
    return { name, envelope: this.envelopes.seal(value, placeOf(workspace, name)), keyVersion: this.envelopes.keyVersion, hosts };
  }
}

const audited = (by: Principal, action: string, name: string, detail: Json) => ({ actor: by.actor, action, target: `secret/${name}`, detail });
