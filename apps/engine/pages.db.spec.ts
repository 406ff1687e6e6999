import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';
import { furnish } from './testing/walk-values.js';

describe('the pages', () => {
  let api: TestEngine;
  beforeAll(async () => {
    api = await TestEngine.start();
    await furnish(api, api.owner.cookie);
  });
  afterAll(() => api.stop());
  const page = (path: string, who: string | null = null, headers: Record<string, string> = {}) =>
    api.ask(path, who, { headers: { accept: 'text/html', ...headers } });

  it.each([
    ['/', {}, 'en', 'Sign in'],
    ['/', { 'accept-language': 'zh-CN' }, 'zh-CN', '登录'],
    ['/?lang=zh-CN', { 'accept-language': 'en' }, 'zh-CN', '登录'],
    ['/join', {}, 'en', 'action="/api/v1/join"'],
    ['/docs', {}, 'en', '/api/v1/runs/{id}/events'],
    ['/api/docs', { cookie: 'millrace-lang=zh-CN' }, 'zh-CN', '/api/v1/runs/{id}/events'],
  ])('%s with %j is in %s', async (path, headers, locale, holds) => {
    const { status, body, headers: answered } = await page(path, null, headers as Record<string, string>);
    expect(status).toBe(200);
    expect(body).toContain(`<html lang="${locale}">`);
    expect(body).toContain(holds);
    expect(answered.get('content-language')).toBe(locale);
  });

  it('shows the signed-in owner their workspace, and escapes what people named', async () => {
    await api.ask('/api/v1/keys', api.owner.cookie, { method: 'POST', body: { name: '<img src=x onerror=alert(1)>', role: 'viewer' } });
    const { body } = await page('/', api.owner.cookie);
    expect(body).toContain('Olga Owner');
    expect(body).toContain('walked');
    expect(body).not.toContain('<img src=x');
    expect(body).toContain('&lt;img src=x');
  });

  it('holds nothing inline and nothing from elsewhere, and its files are there', async () => {
    for (const [path, who] of [
      ['/', null],
      ['/', api.owner.cookie],
      ['/join', null],
      ['/docs', null],
    ] as const) {
      const { body } = await page(path, who);
      expect(body).not.toMatch(/<style|\sstyle="|\son\w+="|<script(?![^>]* src=)/);
      const files = [...String(body).matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)].map((match) => match[1] ?? '');
      expect(files.length).toBeGreaterThanOrEqual(3);
      for (const file of files) {
        expect(file).toMatch(/^\/assets\//);
        const { status, headers } = await api.ask(file, null);
        expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'public, max-age=31536000, immutable' });
      }
    }
  });

  it('prints a curl that works as printed, once the key stands in it', async () => {
    const key = await api.key('viewer');
    const text = String((await page('/', api.owner.cookie)).body)
      .replace(/<[^>]+>/g, '')
      .replaceAll('&quot;', '"');
    const [, address = '', header = ''] = /curl -sS "([^"]+)" -H "Authorization: Bearer ([^"]+)"/.exec(text) ?? [];
    expect(header).not.toBe('');
    const answer = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
    expect([answer.status, ((await answer.json()) as { items: unknown[] }).items.length]).toEqual([200, 1]);
  });

  it('spends no link by opening it', async () => {
    const before = await api.database.storage.sql(`select count(*) as n from set_up_links where spent_at is null`);
    await page('/join');
    expect(await api.database.storage.sql(`select count(*) as n from set_up_links where spent_at is null`)).toEqual(before);
  });

  it('answers a person at a wrong address with a page, a program with a problem', async () => {
    expect((await page('/nowhere')).headers.get('content-type')).toMatch(/^text\/html/);
    expect((await api.ask('/nowhere', null)).headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await page('/api/v1/nowhere')).headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await page('/nowhere')).status).toBe(404);
  });
});
