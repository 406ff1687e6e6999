import { describe, expect, it } from '@jest/globals';
import { Script } from 'node:vm';
import { allOperations } from '#contracts';
import { type Locale, LOCALES } from '#kernel';
import { openApiDocument } from '../openapi/index.js';
import { curl } from './docs-operation.js';
import { html } from './html.js';
import { assets, CSP, docsPage, pageLanguage } from './index.js';
import { textsOf } from './texts/texts.js';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>\`&{name}`;
const document = openApiDocument(allOperations, { version: '0.1.0', origin: 'http://127.0.0.1:3000' });

/** The same document with every text made hostile that is not a name the page relies on. */
const hostileDocument = JSON.parse(JSON.stringify(document), (name, value: unknown) =>
  typeof value === 'string' && ['description', 'summary', 'example', 'x-permission', 'version', 'pattern', 'format', 'title', 'url'].includes(name)
    ? HOSTILE
    : value,
) as typeof document;

const rendered = (locale: Locale): readonly (readonly [string, string])[] => [['docs', docsPage({ document: hostileDocument }, locale)]];
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

describe('the documentation', () => {
  const page = docsPage({ document }, 'en');

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
