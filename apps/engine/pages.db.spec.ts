import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

describe('the documentation', () => {
  let api: TestEngine;
  beforeAll(async () => {
    api = await TestEngine.start();
  });
  afterAll(() => api.stop());
  const page = (path: string, headers: Record<string, string> = {}) => api.ask(path, null, { headers: { accept: 'text/html', ...headers } });

  it.each([
    ['/docs', {}, 'en'],
    ['/docs', { 'accept-language': 'zh-CN' }, 'zh-CN'],
    ['/docs?lang=zh-CN', { 'accept-language': 'en' }, 'zh-CN'],
    ['/api/docs', { cookie: 'millrace-lang=zh-CN' }, 'zh-CN'],
  ])('%s with %j is in %s', async (path, headers, locale) => {
    const { status, body, headers: answered } = await page(path, headers as Record<string, string>);
    expect(status).toBe(200);
    expect(body).toContain(`<html lang="${locale}">`);
    expect(body).toContain('/api/v1/runs/{id}/events');
    expect(answered.get('content-language')).toBe(locale);
  });

  it('holds nothing inline and nothing from elsewhere, and its files are there', async () => {
    const { body } = await page('/docs');
    expect(body).not.toMatch(/<style|\sstyle="|\son\w+="|<script(?![^>]* src=)/);
    const files = [...String(body).matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      expect(file).toMatch(/^\/assets\//);
      const { status, headers } = await api.ask(file, null);
      expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'public, max-age=31536000, immutable' });
    }
  });

  it('answers a program at a wrong address with a problem', async () => {
    expect((await api.ask('/nowhere', null)).headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await page('/api/v1/nowhere')).headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});
