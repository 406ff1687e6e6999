import { FieldRegistry, Records } from '#crm';
import type { WorkspaceId } from '#kernel';
import { PgFieldStore, PgRecordReads, type Storage } from '#storage';
import { groundIn } from './ground.js';
import { median, type Measure } from './measure.js';

const AT_A_TIME = 50_000;
const ASKED = 20;

/** First pages that people ask for: narrowed by a field and sorted by an indexed one, by the time of change, and by search. */
const QUESTIONS = [
  { filter: 'close_value>=500000', sort: '-close_value' },
  { filter: 'close_value<2000', sort: 'close_date' },
  { filter: 'source=web', sort: '-updatedAt' },
] as const;

/** The first page of a filtered, sorted list over a million records. */
export const listsMeasure: Measure = {
  name: 'lists',
  title: { en: 'Lists over many records', 'zh-CN': '大量记录的列表' },
  run: async (context) => {
    const count = context.quick ? 100_000 : 1_000_000;
    const { storage } = await context.database();
    const fields = new PgFieldStore(storage.sql);
    await fields.ensureCoreIndexes();
    const { workspace } = await groundIn(storage, { count: 1, document: OPEN, name: 'bench-lists' });
    context.note(`${count} deals`);
    await fill(storage, workspace, count);
    const records = new Records(new PgRecordReads(storage.sql), new FieldRegistry(fields, () => performance.now()));
    const slowest = { ms: 0, question: '' };
    for (const question of QUESTIONS) {
      const ms = await medianMs(async () => {
        const { items } = await records.list(workspace, 'deal', { ...question, limit: 50 });
        if (items.length !== 50) throw new Error(`${question.filter} found ${items.length} on its first page`);
      });
      context.note(`${question.filter}, ${question.sort}: ${ms.toFixed(1)} ms`);
      if (ms > slowest.ms) Object.assign(slowest, { ms, question: question.filter });
    }
    return [
      {
        name: 'lists.first-page',
        title: {
          en: `first page of a filtered, sorted list of ${count} records, slowest of ${QUESTIONS.length}`,
          'zh-CN': `${count} 条记录的筛选排序列表首页（${QUESTIONS.length} 种中最慢）`,
        },
        value: slowest.ms,
        unit: 'ms',
        target: { must: 150, goal: 50, better: 'less' },
      },
    ];
  },
};

const OPEN = { format: 'millrace/1', key: 'bench-open', object: 'deal', title: { en: 'Open' }, initial: 'open', states: { open: { stage: true } } };

/** Deals as an import leaves them, past the committer: only their number matters here. */
async function fill({ sql }: Storage, workspace: WorkspaceId, count: number): Promise<void> {
  for (let from = 0; from < count; from += AT_A_TIME) {
    await sql(
      `insert into records (workspace_id, id, object, fields, tags, version, created_at, updated_at)
       select $1::uuid, gen_random_uuid(), 'deal', jsonb_build_object('name', 'Deal ' || n, 'close_date', to_char(date '2024-01-01' + (n * 7919) % 1000, 'YYYY-MM-DD'),
         'source', (array['web', 'fair', 'call', 'partner'])[1 + n % 4], 'close_value', (n::bigint * 104729) % 1000000),
         '{}', 1, now() - n * interval '1 minute', now() - (n * 31) % $3 * interval '1 second'
       from generate_series($2::int, $2::int + $4::int - 1) n`,
      [workspace, from, count, Math.min(AT_A_TIME, count - from)],
    );
  }
  await sql('analyze records');
}

async function medianMs(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < ASKED; n += 1) {
    const startMs = performance.now();
    await work();
    times.push(performance.now() - startMs);
  }
  return median(times);
}
