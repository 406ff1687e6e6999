import { describe, expect, it } from '@jest/globals';
import { Script } from 'node:vm';
import { allOperations } from '#contracts';
import { type Locale, LOCALES } from '#kernel';
import { openApiDocument } from '../openapi/index.js';
import { curl } from './docs-operation.js';
import { html } from './html.js';
import { assets, CSP, type HomeData, pageLanguage, pages } from './index.js';
import { textsOf } from './texts/texts.js';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>\`&{name}`;
const AT = '2026-01-31T09:00:00.000Z';
const home: HomeData = {
  origin: `http://${HOSTILE}`,
  me: { name: HOSTILE, email: HOSTILE, role: 'owner', workspace: { key: HOSTILE, name: HOSTILE } },
  pipelines: [
    { key: HOSTILE, object: HOSTILE, title: { en: HOSTILE, 'zh-CN': HOSTILE }, hasDraft: true, latestVersion: 1, openRuns: 3, archivedAt: AT },
    { key: HOSTILE, object: HOSTILE, title: null, hasDraft: true, latestVersion: 0, openRuns: 0, archivedAt: null },
  ],
  objects: [{ key: HOSTILE, plural: { en: HOSTILE }, count: 2 }],
  sessions: [true, false].map((current) => ({ id: HOSTILE, current, address: HOSTILE, agent: HOSTILE, createdAt: AT, lastUsedAt: AT, expiresAt: AT })),
  keys: [{ id: HOSTILE, name: HOSTILE, prefix: HOSTILE, role: 'agent', pipelineRoles: [HOSTILE], createdAt: HOSTILE, lastUsedAt: HOSTILE }],
};
const document = openApiDocument(allOperations, { version: '0.1.0', origin: 'http://127.0.0.1:3000' });

/** The same document with every text made hostile that is not a name the page relies on. */
const hostileDocument = JSON.parse(JSON.stringify(document), (name, value: unknown) =>
  typeof value === 'string' && ['description', 'summary', 'example', 'x-permission', 'version', 'pattern', 'format', 'title', 'url'].includes(name)
    ? HOSTILE
    : value,
) as typeof document;

const rendered = (locale: Locale): readonly (readonly [string, string])[] => [
  ['sign-in', pages.signIn(null, locale)],
  ['set-up', pages.setUp(null, locale)],
  ['home', pages.home(home, locale)],
  ['home of a viewer', pages.home({ ...home, me: { ...home.me, role: 'viewer' }, keys: null, pipelines: [], objects: [] }, locale)],
  ['docs', pages.docs({ document: hostileDocument, isSignedIn: false }, locale)],
  ['error', pages.error({ status: 500, requestId: HOSTILE, isSignedIn: true }, locale)],
];
const all = LOCALES.flatMap((locale) => rendered(locale).map(([name, page]) => [name, locale, page] as const));

describe('every page', () => {
  it.each(all)('%s (%s) takes no text for markup', (_, __, page) => {
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img');
    expect(page.match(/<script\b[^>]*>/g)).toEqual([expect.stringMatching(/^<script src="\/assets\/millrace-[0-9a-f]{10}\.js" defer>$/)]);
  });

  it.each(all)('%s (%s) has nothing inline', (_, __, page) => {
    const tags = page.match(/<[a-z][^>]*>/g) ?? [];
    expect(tags.filter((tag) => /\s(on[a-z]+|style)\s*=/.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
    expect(page).not.toMatch(/<style|javascript:/i);
  });

  it.each(all)('%s (%s) names its language, its ids once, and a label for every input', (_, locale, page) => {
    expect(page).toContain(`<html lang="${locale}">`);
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const [tag] of page.matchAll(/<(?:input|select)\b[^>]*>/g)) {
      const id = /\sid="([^"]*)"/.exec(tag)?.[1];
      expect(tag.includes('aria-hidden') || tag.includes('aria-labelledby') || page.includes(`<label for="${id}">`)).toBe(true);
    }
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it.each(all)('%s (%s) loads only what there is', (_, __, page) => {
    for (const [, path] of page.matchAll(/(?:src|href)="(\/assets\/[^"]*)"/g)) expect(assets.has(path ?? '')).toBe(true);
  });

  it.each(all)('%s (%s) never sends a form by GET: a password would stand in the address', (_, __, page) => {
    for (const [tag] of page.matchAll(/<form\b[^>]*>/g)) expect(tag).toContain('method="post"');
  });
});

describe('the words', () => {
  const [en, zh] = [textsOf('en'), textsOf('zh-CN')];
  const names = Object.keys(en) as (keyof typeof en)[];

  it('are all there in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual([...names].sort());
    expect(names.filter((name) => zh[name].trim() === '' || (zh[name] as string) === (en[name] as string))).toEqual([]);
  });

  it.each(names)('%s has the same holes', (name) => {
    const holes = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    expect(holes(zh[name])).toEqual(holes(en[name]));
  });
});

describe('the workspace page', () => {
  it.each(LOCALES)('shows a command and a program that work as printed once the key stands in them (%s)', (locale) => {
    const page = pages.home({ ...home, origin: 'http://h:1' }, locale);
    const codes = [...page.matchAll(/<pre[^>]*><code>([^]*?)<\/code><\/pre>/g)].map(([, code = '']) =>
      code
        .replace(/<span data-key-hole>[^<]*<\/span>/, 'KEY')
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"'),
    );
    expect(codes[0]).toBe('curl -sS "http://h:1/api/v1/records/deal?limit=3" -H "Authorization: Bearer KEY"');
    expect(codes[1]).toContain("fetch('http://h:1/api/v1/records/deal?limit=3', {\n  headers: { Authorization: 'Bearer KEY' },\n});\n");
    expect(() => new Script(`(async () => {${codes[1]}})`)).not.toThrow();
  });
});

describe('the documentation', () => {
  const page = pages.docs({ document, isSignedIn: false }, 'en');

  it('shows every operation under an anchor of its own', () => {
    for (const { id } of allOperations) expect(page).toContain(`id="${id}"`);
  });

  it('quotes commands for a shell', () => {
    const note = document.paths['/api/v1/records/{object}/{id}/notes']?.post;
    expect(note && curl('/api/v1/records/{object}', 'post', note, { text: "it's" }, 'http://h')).toContain(`-d '{"text":"it'\\''s"}'`);
  });
});

describe('the tag html', () => {
  it('escapes holes, keeps markup, leaves out nothing', () => {
    expect(html`<p title="${'"'}">${'<'}${html`<b>${'&'}</b>`}${[1, null, false, undefined]}</p>`.toString()).toBe('<p title="&quot;">&lt;<b>&amp;</b>1</p>');
  });
});

describe('the files', () => {
  it('are a script that parses, and styles without anything from elsewhere', () => {
    const [script] = [...assets.values()].filter(({ type }) => type.startsWith('text/javascript'));
    expect(() => new Script(script?.body ?? '(')).not.toThrow();
    expect(script?.body).not.toMatch(/innerHTML|insertAdjacentHTML|eval\(|document\.write/);
    for (const { type, body } of assets.values()) if (type.startsWith('text/css')) expect(body).not.toMatch(/url\(|@import/);
  });

  it('come under a policy without anything inline', () => {
    expect(CSP).not.toContain('unsafe');
    expect(CSP).toContain("default-src 'none'");
  });
});

describe('the language', () => {
  it.each([
    ['zh-CN', undefined, 'en', 'zh-CN', true],
    [undefined, 'a=b; millrace-lang=zh-CN', 'en', 'zh-CN', false],
    [undefined, 'millrace-lang=xx', 'zh-CN', 'zh-CN', false],
    [['en'], undefined, 'en', 'en', false],
    ['"><script>', 'millrace-lang=en', 'zh-CN', 'en', false],
  ] as const)('?lang=%j, cookie %j, wish %s: %s', (asked, cookies, wished, locale, isSet) => {
    const found = pageLanguage(asked, cookies, wished);
    expect(found.locale).toBe(locale);
    expect(found.setCookie !== null).toBe(isSet);
  });
});
