import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { millrace } from '../testing/recorded-terminal.js';
import { momentIn } from './csv-table.js';

let folder = '';
const file = (name: string): string => join(folder, name);
const rowsOf = (n: number, row: (i: number) => string): string => Array.from({ length: n }, (_, i) => row(i)).join('\n');

/** Two groups of points, an outcome that follows x, texts of two kinds, purchases, cases. */
const GOOD = `id,x,y,out,text,label,customer,invoice,day,amount,case,activity\n${rowsOf(
  60,
  (i) =>
    `r${i},${(i % 2) * 100 + (i % 7)},${(i % 2) * 50 + (i % 5)},${i % 2 && i % 8 !== 1 ? 'yes' : 'no'},${i % 2 ? 'late parcel again' : 'lovely quick parcel'},${i % 2 ? 'bad' : 'good'},` +
    `c${i % 20},n${i},2026-01-${String(1 + (i % 28)).padStart(2, '0')},${5 + (i % 9)},k${i % 10},${['open', 'check', 'close'][Math.floor(i / 20)]}`,
)}\n`;

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'good.csv': GOOD,
  'good.csv.gz': gzipSync(GOOD),
  'empty.csv': '',
  'far.csv': `id,x,y\n${rowsOf(40, (i) => `r${i},${i === 39 ? 9000 : (i % 2) * 100 + (i % 7)},${i === 38 ? '' : (i % 2) * 50 + (i % 5)}`)}\n`,
  'recipe.json': '[{"kind":"as-number","column":"x","alsoMissing":[]},{"kind":"scale","column":"x","minus":1,"over":0}]',
  'header.csv': 'x,y\n',
  'one.csv': 'x,y,text,day\n1,2,hello,2026-01-01\n',
  'twice.csv': 'x,x\n1,2\n',
  'ragged.csv': 'x,y\n1,2\n3\n',
  'quote.csv': 'x,y\n"1,2\n3,4\n',
  'words.csv': 'x,y\nabc,def\nghi,jkl\n',
  'mixed.csv': `id,x,y,day\n${rowsOf(30, (i) => `c${i % 10},${i === 7 ? 'seven' : i},${i},2026-01-01`)}\n`,
  'nan.csv': `id,x,y,day\n${rowsOf(30, (i) => `c${i % 10},${['NaN', 'Infinity', '1e308', ''][i % 4]},1,2026-13-45`)}\n`,
  'huge.csv': `x,y\n${rowsOf(30, (i) => `${i % 2 ? '1e308' : '-1e308'},${i}`)}\n`,
  'same.csv': `id,x,y,out,text,label\n${rowsOf(30, (i) => `r${i},5,5,yes,same words,one`)}\n`,
  'missing.csv': `id,x,y\n${rowsOf(10, (i) => `r${i},,`)}\n`,
  'binary.csv.gz': Uint8Array.from([0x1f, 0x8b, 1, 2, 3]),
  'gbk.csv': Buffer.from([0xcf, 0xfa, 0x2c, 0x79, 0x0a, 0x31, 0x2c, 0x32, 0x0a, 0x33, 0x2c, 0x34, 0x0a]),
  'net.json': '{"start": 1}',
  'terms.json': '{"milk": {"margin": "much"}}',
  'baskets.csv': 'milk,bread\nmilk,bread,tea\nbread\nmilk,bread\ntea\n',
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-analyze-'));
  for (const [name, content] of Object.entries(FILES)) await writeFile(file(name), content);
});

const analyze = (verb: string, csv: string, options = '', more: readonly string[] = []) =>
  millrace(['analyze', verb, '--csv', file(csv), ...options.split(' ').filter((word) => word !== ''), ...more].map((word) => word.replace('@', `${folder}/`)));

const WORKING: readonly (readonly [verb: string, csv: string, options: string])[] = [
  ['segment', 'good.csv', '--columns x,y --k 2-4 --id id'],
  ['segment', 'good.csv.gz', '--columns x,y --k 2 --scale none'],
  ['segment', 'good.csv', '--columns x,y --method dbscan --eps 1'],
  ['segment', 'far.csv', '--columns x,y --k 2 --outliers clip'],
  ['segment', 'far.csv', '--columns x,y --method dbscan --eps 1 --outliers drop'],
  ['rfm', 'good.csv', '--id customer --invoice invoice --date day --amount amount'],
  ['score', 'good.csv', '--target out --id id --columns x,amount --min-per-class 5 --min-count 2 --method all --fold fifth'],
  ['clv', 'good.csv', '--method sum --id id --columns x,y --cost amount --unit year --rate 0.1'],
  ['rules', 'good.csv', '--basket case --item activity --support 0.1'],
  ['rules', 'baskets.csv', '--ragged --support 0.2 --method apriori --right any'],
  ['recommend', 'baskets.csv', '--ragged --for 3 --support 0.2'],
  ['recommend', 'baskets.csv', '--ragged --owned milk --by items'],
  ['recommend', 'good.csv', '--basket customer --item label --for c1 --by customers'],
  ['text', 'good.csv', '--text text'],
  ['text', 'good.csv', '--text text --task summary --top 2'],
  ['text', 'good.csv', '--text text --task classes --label label'],
  ['text', 'good.csv', '--text text --task answers --label label --question parcel'],
  ['text', 'good.csv', '--text text --task sentiment --label label --good good'],
  ['forecast', 'good.csv', '--value amount --date day --period 7 --steps 3'],
  ['forecast', 'good.csv', '--value amount --period 7 --seasonal additive --smoothing 0.2,0.1,0.1'],
  ['mine', 'good.csv', '--case case --activity activity --time day'],
  ['dedupe', 'good.csv', '--columns text,customer:2 --threshold 0.9 --truth customer'],
];

describe('millrace analyze', () => {
  it.each(WORKING)('%s %s %s: the same figures for people in two languages and for programs', async (verb, csv, options) => {
    const json = await analyze(verb, csv, options, ['--json']);
    expect([json.exit, json.err]).toEqual([0, '']);
    expect(Object.keys(json.json<object>()).length).toBeGreaterThan(1);
    const [en, zh] = [await analyze(verb, csv, options), await millraceIn(verb, csv, options)];
    for (const { exit, out } of [en, zh]) {
      expect(exit).toBe(0);
      expect(out).not.toMatch(/NaN|Infinity|undefined|\[object|\{\w+\}/);
    }
    expect(zh.out).toMatch(/\p{Script=Han}/u);
    expect(en.out.replace(/".*?"/g, '')).not.toMatch(/\p{Script=Han}/u);
  });

  const millraceIn = (verb: string, csv: string, options: string) =>
    millrace(['analyze', verb, '--csv', file(csv), ...options.split(' ')], { locale: 'zh-CN' });

  it.each([
    ['segment', 'empty.csv', '', 1, 'csv.empty'],
    ['segment', 'header.csv', '', 1, 'csv.empty'],
    ['segment', 'one.csv', '--columns x,y', 1, 'analysis.too-few'],
    ['segment', 'twice.csv', '', 1, 'csv.header'],
    ['segment', 'ragged.csv', '', 1, 'row.cells'],
    ['segment', 'quote.csv', '', 1, 'csv.syntax'],
    ['segment', 'binary.csv.gz', '', 1, 'csv.gzip'],
    ['segment', 'words.csv', '', 1, 'analysis.no-feature'],
    ['segment', 'words.csv', '--columns x', 1, 'analysis.too-few'],
    ['segment', 'same.csv', '--columns x,y', 1, 'analysis.too-alike'],
    ['segment', 'missing.csv', '--columns x,y', 1, 'analysis.too-few'],
    ['segment', 'huge.csv', '--columns x', 1, 'analysis.too-few'],
    ['segment', 'good.csv', '--columns x,z', 1, 'analysis.no-column'],
    ['segment', 'good.csv', '--columns x --k 1-3', 1, 'analysis.option'],
    ['segment', 'good.csv', '--columns x --k 61', 1, 'analysis.too-few'],
    ['segment', 'good.csv', '--columns x --k many', 2, 'cli.wrong-use'],
    ['segment', 'good.csv', '--columns x --seed NaN', 2, 'cli.wrong-use'],
    ['segment', 'good.csv', '--columns x --method dbscan', 2, 'cli.wrong-use'],
    ['segment', 'good.csv', '--columns x --method dbscan --eps -1', 1, 'analysis.option'],
    ['segment', 'good.csv', '--columns x --outliers away', 2, 'cli.wrong-use'],
    ['segment', 'good.csv', '--use-recipe @recipe.json', 1, 'analysis.recipe'],
    ['segment', 'good.csv', '--use-recipe @net.json', 1, 'analysis.recipe'],
    ['segment', 'good.csv', '--columns x --use-recipe @recipe.json', 2, 'cli.wrong-use'],
    ['segment', 'good.csv', '--columns x --k 2 --recipe @nowhere/recipe.json', 2, 'cli.wrong-use'],
    ['segment', 'good.csv', '--delimiter ab', 2, 'cli.wrong-use'],
    ['segment', 'nowhere.csv', '', 2, 'cli.wrong-use'],
    ['rfm', 'mixed.csv', '--id id --date day --amount x', 1, 'analysis.not-a-number'],
    ['rfm', 'nan.csv', '--id id --date day --amount y', 1, 'analysis.not-a-moment'],
    ['rfm', 'one.csv', '--id text --date day --amount x', 1, 'analysis.too-few'],
    ['rfm', 'good.csv', '--id customer --date day', 2, 'cli.wrong-use'],
    ['rfm', 'good.csv', '--id customer --date day --amount amount --as-of soon', 1, 'analysis.not-a-moment'],
    ['score', 'good.csv', '--target out --id id', 1, 'analysis.too-few'],
    ['score', 'good.csv', '--target label', 1, 'analysis.target'],
    ['score', 'good.csv', '--target label --positive ugly', 1, 'analysis.target'],
    ['score', 'good.csv', '--target out --method magic', 2, 'cli.wrong-use'],
    ['score', 'good.csv', '--target out --fold label', 1, 'analysis.fold'],
    ['score', 'same.csv', '--target out', 1, 'analysis.too-few'],
    ['score', 'same.csv', '--target label', 1, 'analysis.one-class'],
    ['clv', 'good.csv', '--id customer --date day --amount amount --unit year', 2, 'cli.wrong-use'],
    ['clv', 'good.csv', '--id customer --date day --amount amount', 1, 'analysis.too-few'],
    ['clv', 'good.csv', '--id id --frequency x --recency y', 2, 'cli.wrong-use'],
    ['clv', 'good.csv', '--id id --frequency x --recency y --age amount', 1, 'analysis.history'],
    ['clv', 'nan.csv', '--method sum --id id --columns x', 1, 'analysis.not-a-number'],
    ['clv', 'good.csv', '--method sum --id id --columns x --rate -2', 1, 'analysis.option'],
    ['rules', 'good.csv', '', 2, 'cli.wrong-use'],
    ['rules', 'empty.csv', '--ragged', 1, 'csv.empty'],
    ['rules', 'baskets.csv', '--ragged --support 0', 1, 'analysis.option'],
    ['rules', 'baskets.csv', '--ragged --confidence 7', 1, 'analysis.option'],
    ['recommend', 'baskets.csv', '--ragged', 2, 'cli.wrong-use'],
    ['recommend', 'baskets.csv', '--ragged --for 99', 1, 'analysis.option'],
    ['recommend', 'baskets.csv', '--ragged --owned milk --terms @terms.json', 1, 'analysis.option'],
    ['text', 'good.csv', '--text text --task classes', 2, 'cli.wrong-use'],
    ['text', 'same.csv', '--text text --task classes --label label', 1, 'analysis.one-class'],
    ['text', 'missing.csv', '--text x', 1, 'analysis.empty'],
    ['text', 'good.csv', '--text text --task sentiment --label label --good nice', 1, 'analysis.target'],
    ['forecast', 'words.csv', '--value x', 1, 'analysis.not-a-number'],
    ['forecast', 'good.csv', '--value amount --period 1', 1, 'analysis.option'],
    ['forecast', 'good.csv', '--value amount --smoothing 1,2', 2, 'cli.wrong-use'],
    ['forecast', 'good.csv', '--value amount --steps -3', 1, 'analysis.option'],
    ['mine', 'good.csv', '', 1, 'analysis.no-column'],
    ['mine', 'good.csv', '--case case --activity activity --time label', 1, 'analysis.not-a-moment'],
    ['mine', 'good.csv', '--case case --activity activity --time day --net @net.json', 1, 'analysis.option'],
    ['dedupe', 'good.csv', '--threshold 2', 1, 'analysis.option'],
    ['dedupe', 'good.csv', '--columns text:0', 2, 'cli.wrong-use'],
  ] as const)('%s %s %s: code %i, %s', async (verb, csv, options, code, problem) => {
    const { exit, json } = await analyze(verb, csv, options, ['--json']);
    expect(json<{ problems: { code: string }[] }>().problems.map((one) => one.code)).toEqual([problem]);
    expect(exit).toBe(code);
    const { out, err } = await analyze(verb, csv, options);
    expect(out).toBe('');
    expect(err).not.toMatch(/\n\s+at |undefined/);
    expect(err.length).toBeGreaterThan(10);
  });

  it('leaves out what cannot be read as a number and says which columns it took', async () => {
    const { json } = await analyze('segment', 'mixed.csv', '--k 2 --id id --missing drop', ['--json']);
    expect(json<{ columns: string[]; rows: unknown[] }>()).toMatchObject({ columns: ['x', 'y'] });
    expect(json<{ rows: unknown[] }>().rows).toHaveLength(29);
  });

  it.each([
    ['keep', 40, 9000],
    ['drop', 39, 106],
    ['clip', 40, 253],
    ['winsorise', 40, 106],
  ])('outliers: %s leaves %i rows with x at most %i', async (how, rows, most) => {
    interface Found {
      readonly rows: readonly unknown[];
      readonly segments: readonly { readonly traits: readonly { readonly mean: number }[] }[];
      readonly cleaning: readonly { readonly step: string; readonly column: string; readonly changed: number }[];
    }
    const found = (await analyze('segment', 'far.csv', `--columns x,y --k 2-8 --outliers ${how}`, ['--json'])).json<Found>();
    expect(found.rows).toHaveLength(rows);
    expect(Math.max(...found.segments.map(({ traits }) => traits[0]?.mean ?? 0))).toBeLessThanOrEqual(most);
    expect(found.cleaning).toContainEqual({ step: 'fill', column: 'y', changed: 1 });
    expect(found.cleaning.some(({ column, step }) => column === 'x' && step === { keep: '', drop: 'drop-outside' }[how])).toBe(how === 'drop');
  });

  it('a recipe that was written does to new rows what was learned from the old ones', async () => {
    const made = await analyze('segment', 'far.csv', '--columns x,y --k 2 --outliers clip --recipe @made.json', ['--json']);
    const again = await analyze('segment', 'far.csv', '--k 2 --use-recipe @made.json', ['--json']);
    const { scale: _z, ...first } = made.json<{ scale: string; columns: string[] }>();
    const { scale, ...second } = again.json<{ scale: string; columns: string[] }>();
    expect(second).toEqual(first);
    expect(scale).toBe('recipe');
    const steps = JSON.parse(await readFile(file('made.json'), 'utf8')) as { kind: string; column: string; value?: number; high?: number }[];
    expect(steps.map(({ kind }) => kind)).toEqual(['as-number', 'as-number', 'fill', 'fill', 'clip', 'clip', 'scale', 'scale']);
    expect(steps.find(({ kind, column }) => kind === 'clip' && column === 'x')?.high).toBeLessThan(300);
    // Rows without a number have no median of their own: they get the one that was learned, all the same.
    const codes = async (options: string) =>
      (await analyze('segment', 'missing.csv', options, ['--json'])).json<{ problems: { code: string }[] }>().problems.map(({ code }) => code);
    expect(await codes('--columns x,y --k 2')).toEqual(['analysis.too-few']);
    expect(await codes('--k 2 --use-recipe @made.json')).toEqual(['analysis.too-alike']);
  });

  it('numbers rows without an id from 1, and holds out what the fold says', async () => {
    const { json } = await analyze('score', 'good.csv', '--target out --columns x,amount --min-per-class 5 --min-count 2 --fold fifth --top 99', ['--json']);
    const rows = json<{ top: { id: string }[] }>().top.map(({ id }) => Number(id));
    expect(rows.sort((a, b) => a - b)).toEqual([1, 6, 11, 16, 21, 26, 31, 36, 41, 46, 51, 56]);
  });

  it.each([
    ['additive', (trend: number, season: number, rest: number) => trend + season + rest],
    ['multiplicative', (trend: number, season: number, rest: number) => trend * season * rest],
  ])('takes a series apart with %s seasons, and together again', async (kind, together) => {
    interface Parts {
      readonly decomposition: { readonly seasonal: string; readonly trend: (number | null)[]; readonly season: number[]; readonly rest: (number | null)[] };
    }
    const { json } = await analyze('forecast', 'good.csv', `--value amount --period 9 --seasonal ${kind}`, ['--json']);
    const { seasonal, trend, season, rest } = json<Parts>().decomposition;
    expect([seasonal, trend.length, season.length, rest.length]).toEqual([kind, 60, 60, 60]);
    expect(trend.flatMap((one, i) => (one === null ? [i] : []))).toEqual([0, 1, 2, 3, 56, 57, 58, 59]);
    for (let i = 4; i < 56; i += 1) expect(together(trend[i] as number, season[i] as number, rest[i] as number)).toBeCloseTo(5 + (i % 9), 9);
  });

  it('takes no series apart that is shorter than two periods', async () => {
    const { json } = await analyze('forecast', 'good.csv', '--value amount --period 50', ['--json']);
    expect(json<{ decomposition: unknown }>().decomposition).toBeNull();
  });

  it('reads GB18030, as Chinese Excel writes', async () => {
    const { json } = await analyze('segment', 'gbk.csv', '--k 2', ['--json']);
    expect(json<{ columns: string[] }>().columns).toEqual(['销', 'y']);
  });

  it('gives the same for the same seed', async () => {
    const [a, b] = [
      await analyze('segment', 'good.csv', '--columns x,y --seed 7', ['--json']),
      await analyze('segment', 'good.csv', '--columns x,y --seed 7', ['--json']),
    ];
    expect(a.out).toBe(b.out);
  });
});

describe('moments of a CSV file', () => {
  it.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
    ['2019/11/03 01:11:19.000', '2019-11-03T01:11:19.000Z'],
    ['2019/1/3 1:11', '2019-01-03T01:11:00.000Z'],
    ['19970101', '1997-01-01T00:00:00.000Z'],
    ['2011-10-11T13:45:40.276+02:00', '2011-10-11T11:45:40.276Z'],
    ['2010-12-30 14:32:00 +0100', '2010-12-30T13:32:00.000Z'],
  ])('%s is %s', (text, iso) => expect(new Date(momentIn(text) ?? 0).toISOString()).toBe(iso));

  it.each(['', '12/31/2010', '2010-02-30', '2010-13-01', '2010-12-01 25:00', 'yesterday', '1e5', '123456789'])('"%s" is none', (text) =>
    expect(momentIn(text)).toBeNull(),
  );
});
