import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Functions that take a code first, or second behind the kind of a UserError or an HTTP status. */
const RAISING = [
  ...['problem', 'refuse', 'refusal', 'add', 'wrong', 'bad', 'failed', 'overCap', 'invalid', 'refuseRule', 'cap', 'refused', 'cutOff'],
  ...['sortProblem', 'unstartable', 'plain', 'unusable'],
];
const KINDS = ['invalid', 'malformed', 'not-found', 'forbidden', 'unauthenticated', 'conflict', 'precondition', 'too-large', 'too-many'];
/** Stand where a code may stand, but are none. */
const NO_CODES = new Set(['re2']); // how ajv is told which engine checks patterns

const CALL = new RegExp(`\\b(?:${RAISING.join('|')})\\(\\s*(?:(?:'(?:${KINDS.join('|')})'|\\d{3}|status),\\s*)?([^,;{}()]*)`, 'g');
const MEMBER = /\bcode(?:: ?| = (?='))([^,;{}\n]*)/g;
const ERROR = /\berror: ?('[^']*')/g; // how the command line answers one line of many
const UNION = /\btype \w*Code =([^;]*);/g;
const DOTTED = /'([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)'/g;
const ANY = /'([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)'/g;
const STATUS = /'(\w+)', (?:inLocale|locale)\b/g; // answers of the border that come from no UserError

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|fixture|contract\.ts$|(^|\/)(testing|openapi|trials)\//.test(file))
    .map((file) => join(folder, file));

const found = (text: string, where: RegExp, what: RegExp): string[] =>
  [...text.matchAll(where)].flatMap((match) => [...(match[1] ?? '').matchAll(what)].map((code) => code[1] ?? ''));

/** Codes of the sources, each with a file that raises it. */
function raised(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const file of ['libs', 'apps'].flatMap(sources)) {
    const text = readFileSync(file, 'utf8');
    const border = file.endsWith('problem-filter.ts') ? [...text.matchAll(STATUS)].map((match) => match[1] ?? '') : [];
    for (const code of [...found(text, MEMBER, ANY), ...found(text, ERROR, DOTTED), ...found(text, CALL, DOTTED), ...found(text, UNION, DOTTED), ...border])
      if (!NO_CODES.has(code) && !codes.has(code)) codes.set(code, file);
  }
  return codes;
}

/** Made from an answer's status: `http.404`. */
const MADE = 'http.<status>';

function listed(): readonly string[] {
  const table = readFileSync('docs/errors.md', 'utf8');
  return [...table.matchAll(/^\| `([^`]+)` \| (\S[^|]*) \| (\S[^|]*) \|$/gm)].map((row) => row[1] ?? '');
}

describe('docs/errors.md', () => {
  const inSources = raised();
  const inTable = listed();

  it('names every code of the sources', () => {
    const missing = [...inSources].filter(([code]) => !inTable.includes(code)).map(([code, file]) => `${code} (${file})`);
    expect({ 'not yet in docs/errors.md': missing.sort() }).toEqual({ 'not yet in docs/errors.md': [] });
  });
  it('names no code that is gone', () => {
    const gone = inTable.filter((code) => code !== MADE && !inSources.has(code));
    expect({ 'in docs/errors.md, but raised nowhere': gone }).toEqual({ 'in docs/errors.md, but raised nowhere': [] });
  });
  it('names each once', () => {
    expect(inTable.filter((code, i) => inTable.indexOf(code) !== i)).toEqual([]);
    expect(inSources.size).toBeGreaterThan(300);
  });
});
