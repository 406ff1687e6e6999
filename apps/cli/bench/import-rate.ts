import { randomUUID } from 'node:crypto';
import { importRecords } from '#crm';
import type { WorkspaceId } from '#kernel';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';
import type { Measure } from './measure.js';

const SECTORS = ['retail', 'technology', 'medical', 'marketing', 'finance'];

/** Records from a CSV file of eight columns, checked and durable. */
export const importMeasure: Measure = {
  name: 'import',
  title: { en: 'Import', 'zh-CN': '导入' },
  run: async (context) => {
    const rows = context.quick ? 10_000 : 100_000;
    const { storage } = await context.database();
    const workspace = randomUUID() as WorkspaceId;
    await storage.sql(
      `insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, 'bench', 'Bench', 'UTC', 'USD', 'en', now())`,
      [workspace],
    );
    const { importParts, runtime } = joinEngine(storage);
    context.note(`${rows} rows`);
    const start = performance.now();
    const report = await importRecords(importParts, {
      workspace,
      actor: CLI_ACTOR,
      jobId: randomUUID(),
      object: 'account',
      csv: { open: () => csv(rows) },
      map: {
        key: 'id',
        columns: {
          name: 'name',
          sector: 'sector',
          employees: 'employees',
          revenue: 'revenue',
          founded: 'year_established',
          place: 'office_location',
          site: 'website',
        },
      },
      dryRun: false,
    });
    const seconds = (performance.now() - start) / 1000;
    await runtime.stop();
    if (report.created !== rows) throw new Error(`the import made ${report.created} of ${rows}: ${JSON.stringify(report.problems.slice(0, 3))}`);
    const scaled = (seconds / rows) * 100_000;
    return [
      { name: 'import.per-second', title: { en: 'records imported from CSV', 'zh-CN': '从 CSV 导入记录' }, value: rows / seconds, unit: '/s', target: null },
      {
        name: 'import.100000',
        title: context.quick ? { en: '100,000 records at this pace', 'zh-CN': '按此速度导入十万条' } : { en: '100,000 records', 'zh-CN': '导入十万条' },
        value: scaled,
        unit: 's',
        target: { must: 60, goal: 20, better: 'less' },
      },
    ];
  },
};

async function* csv(rows: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode('id,name,sector,employees,revenue,founded,place,site\n');
  for (let from = 0; from < rows; from += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, rows - from) }, (_, i) => {
      const n = from + i;
      return `${n},Company ${n},${SECTORS[n % SECTORS.length]},${(n % 900) + 5},${(n % 7_000) / 10},${1960 + (n % 60)},Germany,https://example.com/${n}`;
    });
    yield encoder.encode(`${lines.join('\n')}\n`);
  }
}
