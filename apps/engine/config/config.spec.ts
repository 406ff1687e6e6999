import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { UuidV7 } from '../service/uuid-v7.js';
import { readConfig } from './config.js';
import { VERSION } from './version.js';

describe('the configuration', () => {
  it('has a safe default for everything', () => {
    const read = readConfig({});
    expect(read).toMatchObject({ ok: true, value: { host: '127.0.0.1', port: 8080, allowHttp: false, databaseUrl: null, publicUrl: null } });
    expect(read.ok && Object.isFrozen(read.value)).toBe(true);
  });

  it('names all problems together', () => {
    const read = readConfig({
      MILLRACE_PORT: '99999999999',
      MILLRACE_URL: 'ftp://x',
      DATABASE_URL: 'mysql://x',
      MILLRACE_LOG: 'loud',
      MILLRACE_MASTER_KEYS: '1:short',
    });
    expect(!read.ok && read.error.map(({ at }) => at)).toEqual(['/MILLRACE_PORT', '/MILLRACE_URL', '/DATABASE_URL', '/MILLRACE_LOG', '/MILLRACE_MASTER_KEYS']);
  });

  it.each([
    [{ MILLRACE_HOST: '0.0.0.0' }, false],
    [{ MILLRACE_HOST: '0.0.0.0', MILLRACE_ALLOW_HTTP: '1' }, true],
    [{ MILLRACE_HOST: '0.0.0.0', MILLRACE_URL: 'https://crm.example.com' }, true],
    [{ MILLRACE_HOST: '0.0.0.0', MILLRACE_URL: 'http://crm.example.com' }, false],
    [{ MILLRACE_HOST: '::1' }, true],
  ])('%j may listen: %p', (env, expected) => {
    expect(readConfig(env).ok).toBe(expected);
  });

  it.each([
    [
      'http.request: concurrency=8 rate=20 priority=2; email.send: rate=5',
      { 'http.request': { concurrency: 8, perSecond: 20, priority: 2 }, 'email.send': { perSecond: 5 } },
    ],
    ['', {}],
    ['record.set: rate=1', null],
    ['http.request: speed=1', null],
    ['http.request: rate=0', null],
    ['http.request: rate=1; http.request: rate=2', null],
  ])('reads the limits of steps from %j', (text, expected) => {
    const read = readConfig({ MILLRACE_STEP_LIMITS: text });
    if (expected) expect(read).toMatchObject({ ok: true, value: { work: { byStep: expected } } });
    else expect(!read.ok && read.error.map(({ at }) => at)).toEqual(['/MILLRACE_STEP_LIMITS']);
  });

  it.each([{ MILLRACE_ROLE: 'worker' }, { MILLRACE_ROLE: 'api' }, { REDIS_URL: 'redis://127.0.0.1' }])('%j needs a database of its own', (env) => {
    expect(readConfig(env).ok).toBe(false);
    expect(readConfig({ ...env, DATABASE_URL: 'postgres://127.0.0.1/x' }).ok).toBe(true);
  });

  it('says the version of the package', () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string };
    expect(VERSION).toBe(manifest.version);
  });
});

describe('new ids', () => {
  it('are UUIDs of version 7, different, in the order in which they were made', () => {
    let nowMs = 1_800_000_000_000;
    const ids = new UuidV7(() => nowMs);
    const made = Array.from({ length: 10_000 }, (_, i) => {
      if (i % 3000 === 2999) nowMs += i % 2 ? 1 : -50;
      return ids.next();
    });
    expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });
});
