import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { COMMANDS } from './commands.js';
import { millrace } from './testing/recorded-terminal.js';
import { workflowsFolder } from '../engine/workspaces/workflows-folder.js';

let folder = '';
const file = (name: string): string => join(folder, name);
const B2B = join(workflowsFolder(), 'b2b-sales');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
  await writeFile(file('events.json'), JSON.stringify(['engage', { event: 'win', fields: { close_value: 10 } }, { after: 'P60D' }]));
  await writeFile(file('record.json'), '\uFEFF{"account":"a1","name":"Näme"}');
  await writeFile(file('broken.json'), '{"a": [1, 2,, 3]}');
  await writeFile(file('short.json'), '{"a": [1, 2');
  await writeFile(file('proto.json'), '{"__proto__": {"polluted": true}}');
  await writeFile(file('latin.json'), Buffer.from([0x22, 0xe4, 0x22]));
  await writeFile(file('deep.json'), `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  await writeFile(file('huge.json'), `"${'x'.repeat(5 * 1024 * 1024)}"`);
  await writeFile(file('list.json'), '[1, {"event": 3}, {"after": "tomorrow"}]');
});

describe('a command line', () => {
  it('shows help for every command in both languages', async () => {
    for (const { name, summary } of COMMANDS) {
      const english = await millrace([...name.split(' '), '--help']);
      const chinese = await millrace([...name.split(' '), '--help'], { locale: 'zh-CN' });
      expect([english.exit, chinese.exit]).toEqual([0, 0]);
      expect(english.out).toContain(summary.en);
      expect(chinese.out).toContain(summary['zh-CN']);
      expect(chinese.out).toContain('用法：');
    }
  });

  it('names the workspace option on every command that touches the database, and only there', async () => {
    for (const { name, database } of COMMANDS) {
      const { out } = await millrace([...name.split(' '), '--help']);
      expect([name, out.includes('--workspace')]).toEqual([name, database === true]);
    }
  });

  it.each([
    { line: [], says: 'Usage' },
    { line: ['dance'], says: "Unknown command 'dance'" },
    { line: ['validate'], says: 'Missing required argument' },
    { line: ['validate', '--nonsense', 'x'], says: 'Unknown option' },
    { line: ['export', 'a.json', '--to', 'pdf'], says: 'Allowed choices are xstate, mermaid. See' },
    { line: ['play', 'a.json'], says: "Required option '--events <file>'" },
    { line: ['validate', 'nowhere.json'], says: 'there is no such file' },
    { line: ['validate', '.'], says: 'it is a folder' },
    { line: ['rule'], says: 'subcommand is missing' },
  ])('answers wrong use with code 2 and a sentence: $line', async ({ line, says }) => {
    const { exit, out, err } = await millrace(line);
    expect(exit).toBe(2);
    expect(out + err).toContain(says);
    const json = await millrace([...line, '--json']);
    expect(json.exit).toBe(2);
  });

  it.each([
    { name: 'broken.json', code: 'json.syntax', says: 'line 1, column 13' },
    { name: 'short.json', code: 'json.syntax', says: 'ends too early' },
    { name: 'proto.json', code: 'json.forbidden-key', says: '__proto__' },
    { name: 'deep.json', code: 'json.depth', says: 'nests more than 256 deep' },
    { name: 'latin.json', code: 'file.encoding', says: 'UTF-8' },
    { name: 'huge.json', code: 'file.too-large', says: 'larger than 4096 KiB' },
  ])('says where and why a file cannot be read: $name', async ({ name, code, says }) => {
    const { exit, out } = await millrace(['validate', file(name)]);
    expect(exit).toBe(1);
    expect(out).toContain(says);
    const json = await millrace(['validate', file(name), '--json']);
    expect(json.json<{ problems: { code: string }[] }[]>()[0]?.problems[0]?.code).toBe(code);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('millrace play', () => {
  const play = ['play', join(B2B, 'pipeline.json'), '--events'];

  it('prints active states with their ancestors, effects and refusals; code 1 when something was refused', async () => {
    const { exit, json } = await millrace([...play, file('events.json'), '--record', file('record.json'), '--json']);
    const { steps } = json<{
      steps: { event: string; active: string[]; leaves: string[]; value: unknown; refused: { code: string }[]; effects: { do: string }[] }[];
    }>();
    expect(exit).toBe(1);
    expect(steps.map(({ event }) => event)).toEqual(['(start)', 'engage', 'win', '(timer)']);
    expect(steps[1]).toMatchObject({ active: ['discovery', 'engaging', 'working'], leaves: ['discovery'], value: { engaging: { working: 'discovery' } } });
    expect(steps[2]?.refused.map(({ code }) => code)).toEqual(['event.requires']);
    expect(steps[3]?.effects.map((effect) => effect.do)).toContain('notify');
  });

  it('prints the same in words', async () => {
    const { out } = await millrace([...play, file('events.json'), '--record', file('record.json')], { locale: 'zh-CN' });
    expect(out).toContain('活动状态: discovery, engaging, working');
    expect(out).toContain('拒绝: 请先填写');
  });

  it('lists every problem of an events file with its place', async () => {
    const { exit, json } = await millrace([...play, file('list.json'), '--json']);
    expect(exit).toBe(1);
    expect(json<{ problems: { at: string }[] }>().problems.map(({ at }) => at)).toEqual(['/0', '/1', '/2/after']);
  });

  it('plays only what the roles allow', async () => {
    const { exit, out } = await millrace([...play, file('events.json'), '--roles', 'guest']);
    expect(exit).toBe(1);
    expect(out).toContain('event.role');
  });
});

describe('millrace import-xstate', () => {
  it('does not print a document that would be refused', async () => {
    const states = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`s${n}`, { on: { next: `s${(n + 1) % 3000}` } }]));
    await writeFile(file('large.json'), JSON.stringify({ id: 'large', initial: 's0', states }));
    const { exit, out, err } = await millrace(['import-xstate', file('large.json')]);
    expect(exit).toBe(1);
    expect(out + err).toContain('[document.too-many-states]');
    expect(out).not.toContain('"format"');
  });
});

describe('millrace rule eval', () => {
  it('answers each line with a result or an error, in order', async () => {
    const lines = [
      '{"rule":{"+":[1,{"var":"a"}]},"data":{"a":2}}',
      '{"rule":',
      '[]',
      '{"data":1}',
      '{"rule":{"no-such":1}}',
      '',
      '{"rule":{"var":"constructor"},"data":{}}',
      '{"rule":[1,{"var":""}],"data":"x"}',
    ];
    const { exit, out } = await millrace(['rule', 'eval'], { stdin: lines.join('\n') });
    expect(exit).toBe(1);
    expect(out.split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      3,
      { error: 'json.syntax' },
      { error: 'line.not-an-object' },
      { error: 'line.rule-missing' },
      { error: 'rule.operator' },
      { error: 'json.syntax' },
      null,
      [1, 'x'],
    ]);
  });

  it('is content with nothing', async () => {
    expect(await millrace(['rule', 'eval'])).toMatchObject({ exit: 0, out: '' });
  });
});

describe('millrace scenarios', () => {
  it('plays a folder and says what was as expected', async () => {
    const { exit, out } = await millrace(['scenarios', B2B]);
    expect(out).toMatch(/8 of 8 scenarios as expected/);
    expect(exit).toBe(0);
  });
});
