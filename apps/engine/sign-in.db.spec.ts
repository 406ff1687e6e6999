import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cookieOf, TestEngine } from './testing/test-engine.js';

describe('coming in', () => {
  let api: TestEngine;
  beforeAll(async () => {
    api = await TestEngine.start();
  });
  afterAll(() => api.stop());
  const signIn = (body: unknown, headers = {}) => api.ask('/api/v1/session', null, { method: 'POST', body, headers });

  it('prints no owner link once somebody owns the workspace', async () => {
    expect(await api.engine.ownerLink()).toBeNull();
  });

  it('tells the signed-in owner who they are', async () => {
    const { status, body } = await api.ask('/api/v1/me', api.owner.cookie);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'person', email: api.owner.email, role: 'owner', pipelineRoles: ['*'], workspace: { key: 'main' } });
  });

  it('sets a cookie for this host alone, out of reach of scripts', async () => {
    const { status, headers } = await signIn({ email: 'OWNER@example.com', password: api.owner.password });
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(/^__Host-millrace=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
  });

  it('keeps neither passwords nor tokens', async () => {
    const key = await api.key('viewer');
    const rows = await api.database.storage.sql<{ all: string }>(
      `select (select string_agg(p::text, '') from people p) || (select string_agg(s::text, '') from sessions s) || (select string_agg(l::text, '') from set_up_links l) || (select string_agg(k::text, '') from api_keys k) as all`,
    );
    const held = rows[0]?.all ?? '';
    for (const secret of [api.owner.password, cookieOf(new Headers({ 'set-cookie': api.owner.cookie })).split('=')[1] ?? '', key])
      expect(held.includes(secret)).toBe(false);
    expect(held).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('says the same of an unknown address and of a wrong password', async () => {
    const [unknown, wrong] = [
      await signIn({ email: 'nobody@example.com', password: 'whatever it is' }),
      await signIn({ email: api.owner.email, password: 'not this one at all' }),
    ];
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(wrong.body).toMatchObject({ code: 'sign-in.wrong', detail: 'E-mail or password is wrong.' });
  });

  it('slows down guessing at one account, and says for how long', async () => {
    const guesses = await Promise.all(Array.from({ length: 5 }, (_, i) => signIn({ email: 'guessed@example.com', password: `guess number ${i}` })));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    const { status, headers, body } = await signIn({ email: 'guessed@example.com', password: 'one more guess' }, { 'accept-language': 'zh-CN' });
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'sign-in.throttled' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.detail).toMatch(/尝试次数过多/);
  });

  it('invites a person, whose link works once and for their address only', async () => {
    const invited = await api.ask('/api/v1/members', api.owner.cookie, {
      method: 'POST',
      body: { name: 'Grace', email: 'Grace@example.com', role: 'agent', pipelineRoles: ['sales'] },
    });
    expect(invited).toMatchObject({ status: 201, body: { status: 'invited', email: 'grace@example.com' } });
    const token = String(invited.body.link).split('#')[1];
    const join = (body: object) =>
      api.ask('/api/v1/join', null, {
        method: 'POST',
        body: { token, name: 'Grace H.', email: 'grace@example.com', password: 'a grace-ful password', ...body },
      });
    expect(await join({ email: 'eve@example.com' })).toMatchObject({ status: 422, body: { code: 'link.email', pointer: '/email' } });
    expect(await join({ password: 'short' })).toMatchObject({ status: 422, body: { pointer: '/password' } });
    const both = await Promise.all([join({}), join({})]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
    const grace = cookieOf(both.find(({ status }) => status === 201)?.headers ?? new Headers());
    expect(await api.ask('/api/v1/me', grace)).toMatchObject({ status: 200, body: { role: 'agent', pipelineRoles: ['sales'], name: 'Grace H.' } });
  });

  it('grants nobody more than the granter has, and keeps the last owner', async () => {
    const admin = await api.key('admin');
    expect(await api.ask('/api/v1/keys', admin, { method: 'POST', body: { name: 'up', role: 'owner' } })).toMatchObject({
      status: 403,
      body: { code: 'role.above-own' },
    });
    expect(await api.ask('/api/v1/members', admin, { method: 'POST', body: { name: 'Up', email: 'up@example.com', role: 'owner' } })).toMatchObject({
      status: 403,
    });
    const me = (await api.ask('/api/v1/me', api.owner.cookie)).body.id as string;
    expect(await api.ask(`/api/v1/members/${me}`, admin, { method: 'DELETE' })).toMatchObject({ status: 403 });
    expect(await api.ask(`/api/v1/members/${me}`, api.owner.cookie, { method: 'PATCH', body: { role: 'viewer' } })).toMatchObject({
      status: 409,
      body: { code: 'member.last-owner' },
    });
  });

  it('lists sessions, ends one at once, and ends the others with a new password', async () => {
    const other = cookieOf((await signIn({ email: api.owner.email, password: api.owner.password })).headers);
    const third = cookieOf((await signIn({ email: api.owner.email, password: api.owner.password })).headers);
    const { body } = await api.ask('/api/v1/sessions', other);
    const own = body.items.find((session: { current: boolean }) => session.current);
    expect(body.items.length).toBeGreaterThanOrEqual(3);
    expect((await api.ask(`/api/v1/sessions/${String(own.id)}`, third, { method: 'DELETE' })).status).toBe(204);
    expect((await api.ask('/api/v1/me', other)).status).toBe(401);
    expect(
      (await api.ask('/api/v1/me/password', api.owner.cookie, { method: 'PUT', body: { current: api.owner.password, password: 'the next fine password' } }))
        .status,
    ).toBe(204);
    expect((await api.ask('/api/v1/me', third)).status).toBe(401);
    expect((await api.ask('/api/v1/me', api.owner.cookie)).status).toBe(200);
  });

  it('shows an API key once, and forgets it when it is revoked', async () => {
    const body = { name: 'once', role: 'viewer' };
    const made = await api.ask('/api/v1/keys', api.owner.cookie, { method: 'POST', body, headers: { 'idempotency-key': 'k1' } });
    const again = await api.ask('/api/v1/keys', api.owner.cookie, { method: 'POST', body, headers: { 'idempotency-key': 'k1' } });
    expect(made.body.key).toMatch(/^mr_[\w-]{43}$/);
    expect(again).toMatchObject({ status: 201, body: { id: made.body.id, key: null } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await api.ask('/api/v1/me', made.body.key)).body).toMatchObject({ kind: 'api-key', role: 'viewer' });
    expect((await api.ask(`/api/v1/keys/${String(made.body.id)}`, api.owner.cookie, { method: 'DELETE' })).status).toBe(204);
    expect((await api.ask('/api/v1/me', made.body.key)).status).toBe(401);
  });

  it('signs out', async () => {
    const cookie = cookieOf((await signIn({ email: api.owner.email, password: 'the next fine password' })).headers);
    const out = await api.ask('/api/v1/session', cookie, { method: 'DELETE' });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, '__Host-millrace=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure']);
    expect((await api.ask('/api/v1/me', cookie)).status).toBe(401);
  });

  it('writes all of this to the audit chain, which names the first row that was changed', async () => {
    const { body } = await api.ask('/api/v1/audit?limit=200', api.owner.cookie);
    const actions = new Set(body.items.map((row: { action: string }) => row.action));
    for (const action of ['member.joined', 'member.invited', 'key.created', 'key.revoked']) expect(actions).toContain(action);
    expect((await api.ask('/api/v1/audit/verify', api.owner.cookie)).body).toMatchObject({ intact: true, firstBad: null });
    await api.database.storage.sql(`alter table audit disable trigger audit_append_only`);
    await api.database.storage.sql(`update audit set action = 'nothing.happened' where seq = 3`);
    expect((await api.ask('/api/v1/audit/verify', api.owner.cookie)).body).toMatchObject({ intact: false, firstBad: { seq: 3, why: 'changed' } });
    await api.database.storage.sql(`delete from audit where seq = 2`);
    expect((await api.ask('/api/v1/audit/verify', api.owner.cookie)).body).toMatchObject({ intact: false, firstBad: { seq: 2, why: 'removed' } });
  });
});
