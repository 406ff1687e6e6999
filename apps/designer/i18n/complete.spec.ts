import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Texts } from './texts.js';

const ROOT = join(import.meta.dirname, '..');
const FILES = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(^|-)texts\.ts$/.test(entry.name) && !entry.parentPath.endsWith('i18n'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

// Where texts are read, a browser has said which language it wants.
Object.assign(globalThis, { localStorage: { getItem: () => null }, location: { search: '' } });

/** Said alike in both languages: names, formats, signs and examples. */
const isLanguageless = (text: string): boolean => !/[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}|https?:\/\/\S+|\b[A-Z][A-Za-z]*[A-Z]\w*\b|\b[A-Z]{2,}\b/g, ''));
const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
const holesOf = (text: string): readonly string[] => [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] as string))].sort();

/** Names that a reader of Chinese meets in Latin letters too. */
const NAMES: readonly string[] = ['English', 'Millrace', 'Mermaid', 'Excel', 'k-means', 'Webhook'];

async function textsIn(file: string): Promise<readonly Texts<string>[]> {
  const module = (await import(join(ROOT, file))) as Readonly<Record<string, unknown>>;
  return Object.values(module).filter((value): value is Texts<string> => typeof value === 'object' && value !== null && 'given' in value);
}

describe('texts of the web app', () => {
  it('are found', () => expect(FILES.length).toBeGreaterThan(20));

  it.each(FILES)('%s: each in both languages, with the same holes', async (file) => {
    const faults: string[] = [];
    for (const { namespace, given } of await textsIn(file))
      for (const [key, both] of Object.entries(given)) {
        const [en = '', zh = ''] = both;
        const at = `${namespace}.${key}`;
        if (en.trim() === '' || zh.trim() === '') faults.push(`${at}: one language is empty`);
        if (hasChinese(en) && en !== zh) faults.push(`${at}: the English is Chinese`);
        if (!hasChinese(zh) && !isLanguageless(zh) && !NAMES.includes(zh)) faults.push(`${at}: not said in Chinese: ${zh}`);
        if (holesOf(en).join() !== holesOf(zh).join()) faults.push(`${at}: holes differ`);
      }
    expect(faults).toEqual([]);
  });

  it('have a name of their own each', async () => {
    const names = (await Promise.all(FILES.map(textsIn))).flat().map(({ namespace }) => namespace);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });
});
