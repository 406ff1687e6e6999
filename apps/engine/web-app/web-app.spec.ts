import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { builtFiles } from './built-files.js';
import { WebApp } from './web-app.js';

describe('the web app as it is served', () => {
  let folder: string;
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-web-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__NONCE__"><script type="module" src="/assets/main-1.js"></script>');
    writeFileSync(join(folder, 'assets/main-1.js'), 'plain');
    writeFileSync(join(folder, 'assets/main-1.js.br'), 'brotli');
    const app = express();
    app.use(new WebApp(false, builtFiles(folder)).handler);
    app.use((_, response) => void response.status(404).send('passed on'));
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });
  const ask = (path: string, headers: Record<string, string> = { accept: 'text/html' }) => fetch(origin + path, { headers });

  it.each(['/', '/join', '/boards/b2b-sales', '/records/deal/1'])('answers %s with its page', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('/assets/main-1.js');
  });

  it('gives each answer a nonce of its own, and lets nothing else inline through', async () => {
    const [first, second] = await Promise.all([ask('/'), ask('/')]);
    const nonces = await Promise.all([first, second].map(async (answer) => /content="([^"]+)"/.exec(await answer.text())?.[1]));
    expect(new Set(nonces).size).toBe(2);
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonces[0]}'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', null],
    ['br;q=0', null],
  ])('answers a file for accept-encoding %j as %j', async (accepted, encoding) => {
    const answer = await ask('/assets/main-1.js', { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    ['/api/v1/me', 'text/html'],
    ['/docs', 'text/html'],
    ['/healthz', 'text/html'],
    ['/nowhere', 'application/json'],
    ['/assets/../index.html.br', 'application/json'],
  ])('passes %s (%s) on', async (path, accept) => {
    expect(await (await ask(path, { accept })).text()).toBe('passed on');
  });
});
