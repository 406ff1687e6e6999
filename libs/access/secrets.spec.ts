import { describe, expect, it } from '@jest/globals';
import type { Instant, WorkspaceId } from '#kernel';
import fc from 'fast-check';
import type { SecretStore, StoredSecret } from './ports.js';
import { Envelopes, type SecretPlace, Secrets } from './secrets.js';

const W = '00000000-0000-7000-8000-000000000001' as WorkspaceId;
const AT = '2026-01-31T09:00:00.000Z' as Instant;
const place: SecretPlace = { workspace: W, table: 'secrets', row: 'smtp', column: 'envelope' };
const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const envelopes = (current: number, ...versions: number[]): Envelopes =>
  new Envelopes({ current, byVersion: new Map(versions.map((version) => [version, key(version)])) });

describe('an envelope', () => {
  it('opens to what was sealed, and is never the same twice', () => {
    const keys = envelopes(1, 1);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (value) => {
        const sealed = keys.seal(value, place);
        expect(keys.open(sealed, 1, place)).toBe(value);
        expect(keys.seal(value, place)).not.toBe(sealed);
      }),
    );
  });

  it.each<[string, Partial<SecretPlace>]>([
    ['workspace', { workspace: '00000000-0000-7000-8000-000000000002' as WorkspaceId }],
    ['table', { table: 'people' }],
    ['row', { row: 'other' }],
    ['column', { column: 'name' }],
  ])('does not open in another %s', (_, moved) => {
    const keys = envelopes(1, 1);
    expect(() => keys.open(keys.seal('x', place), 1, { ...place, ...moved })).toThrow();
  });

  it('does not open when any byte was changed, or under another key version', () => {
    const keys = envelopes(2, 1, 2);
    const sealed = Buffer.from(keys.seal('the secret', place), 'base64');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => keys.open(changed.toString('base64'), 2, place)).toThrow();
    }
    expect(() => keys.open(sealed.toString('base64'), 1, place)).toThrow();
    expect(() => keys.open(sealed.toString('base64'), 3, place)).toThrow(/no master key of version 3/);
    expect(() => keys.open('', 2, place)).toThrow();
  });

  it('wants keys of 32 bytes, among them the current one', () => {
    expect(() => new Envelopes({ current: 1, byVersion: new Map([[1, new Uint8Array(31)]]) })).toThrow(/32 bytes/);
    expect(() => envelopes(2, 1)).toThrow(/version 2/);
  });
});

describe('secrets', () => {
  it('move to the newest master key while they are used', async () => {
    const store = new MapStore();
    const before = new Secrets(store, envelopes(1, 1));
    for (const name of ['a', 'b', 'c']) await before.put(W, name, `value of ${name}`, ['api.example.com']);
    const after = new Secrets(store, envelopes(2, 1, 2));
    expect(await after.reveal(W, 'b')).toEqual({ value: 'value of b', hosts: ['api.example.com'] });
    expect(await after.rotate()).toBe(3);
    expect([...store.rows.values()].map((row) => row.keyVersion)).toEqual([2, 2, 2]);
    expect(await new Secrets(store, envelopes(2, 2)).reveal(W, 'a')).toEqual({ value: 'value of a', hosts: ['api.example.com'] });
    expect(await after.reveal(W, 'none')).toBeNull();
  });

  it('keep a value that is written while they move', async () => {
    const store = new MapStore();
    await new Secrets(store, envelopes(1, 1)).put(W, 'a', 'old', []);
    const after = new Secrets(store, envelopes(2, 1, 2));
    const written = { name: 'a', envelope: envelopes(2, 2).seal('new', { ...place, row: 'a' }), keyVersion: 2, hosts: [], workspace: W };
    store.beforeReseal = () => store.rows.set('a', written);
    await after.rotate();
    expect((await after.reveal(W, 'a'))?.value).toBe('new');
  });
});

class MapStore implements SecretStore {
  readonly rows = new Map<string, StoredSecret & { readonly workspace: WorkspaceId }>();
  beforeReseal: (name: string) => void = () => undefined;
  async get(_: WorkspaceId, name: string) {
    return this.rows.get(name) ?? null;
  }
  async list() {
    return [];
  }
  async put(workspace: WorkspaceId, secret: StoredSecret) {
    this.rows.set(secret.name, { ...secret, workspace });
    return { name: secret.name, hosts: secret.hosts, createdAt: AT, updatedAt: AT };
  }
  async reseal(workspace: WorkspaceId, secret: StoredSecret, was: string) {
    this.beforeReseal(secret.name);
    if (this.rows.get(secret.name)?.envelope === was) this.rows.set(secret.name, { ...secret, workspace });
  }
  async remove(_: WorkspaceId, names: readonly string[]) {
    return names.map((name) => this.rows.delete(name)).includes(true);
  }
  async underOtherKey(keyVersion: number, limit: number) {
    return [...this.rows.values()].filter((row) => row.keyVersion !== keyVersion).slice(0, limit);
  }
}
