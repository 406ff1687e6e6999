import type { Json, RunId } from '#kernel';
import { benchEngine, type BenchEngine } from './bench-engine.js';
import type { BenchDatabase } from './bench-database.js';
import type { Figure, Measure } from './measure.js';

/** Two states; `swing` asks for one piece of work, `sway` for none. */
const DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'bench-size',
  object: 'deal',
  title: { en: 'Size' },
  initial: 'left',
  states: Object.fromEntries(
    [
      ['left', 'right'],
      ['right', 'left'],
    ].map(([from, target]) => [
      from,
      {
        stage: true,
        on: {
          sway: { target },
          swing: { target, actions: [{ do: 'webhook.send', with: { url: 'https://example.com/', secret: 'none', type: 'swing' } }] },
        },
      },
    ]),
  ),
};
const RUNS = 1_000;
const TABLES = ['journal', 'effects', 'idempotency_keys', 'runs'] as const;

type Sizes = Readonly<Record<(typeof TABLES)[number] | 'wal', number>>;

/** What an event and a piece of work leave on the disk, indexes included: for sizing. */
export const sizeMeasure: Measure = {
  name: 'size',
  title: { en: 'Size on disk', 'zh-CN': '磁盘占用' },
  run: async (context) => {
    const database = await context.database();
    const engine = await benchEngine(database, [DOCUMENT]);
    const events = context.quick ? 10_000 : 50_000;
    const runs = await engine.startRuns(RUNS, 'bench-size', { close_value: 250, name: 'Bench' });
    context.note(`${events} events with a key, then ${events} that ask for a step`);
    const begun = await sizes(database);
    await send(engine, runs, { event: 'sway', events, keyed: true });
    const plain = await sizes(database);
    await send(engine, runs, { event: 'swing', events, keyed: false });
    await engine.runtime.drain();
    const worked = await sizes(database);
    await engine.runtime.stop();
    const grown = (table: keyof Sizes, from: Sizes, to: Sizes): number => (to[table] - from[table]) / events;
    return [
      bytes('size.journal', { en: 'history of an event', 'zh-CN': '每个事件的历史' }, grown('journal', begun, plain)),
      bytes('size.key', { en: 'its idempotency key, for 30 days', 'zh-CN': '其幂等键（保留 30 天）' }, grown('idempotency_keys', begun, plain)),
      bytes('size.work', { en: 'a piece of work, done', 'zh-CN': '一项已完成的工作' }, grown('effects', plain, worked)),
      bytes('size.run', { en: 'an open run, with what its changes leave', 'zh-CN': '一个未结束的运行（含更新残留）' }, worked.runs / RUNS),
      bytes('size.wal', { en: 'write-ahead log of an event', 'zh-CN': '每个事件的预写日志' }, grown('wal', begun, plain)),
      bytes('size.wal-work', { en: 'write-ahead log of an event with a step', 'zh-CN': '每个带步骤事件的预写日志' }, grown('wal', plain, worked)),
    ];
  },
};

const bytes = (name: string, title: Figure['title'], value: number): Figure => ({ name, title, value, unit: 'B', target: null });

async function send(
  engine: BenchEngine,
  runs: readonly RunId[],
  wish: { readonly event: string; readonly events: number; readonly keyed: boolean },
): Promise<void> {
  for (let sent = 0; sent < wish.events; sent += runs.length) {
    const commands = runs.map((runId) => ({
      ...engine.command({ kind: 'run.event', runId, event: wish.event, payload: null, fields: {} }),
      key: wish.keyed ? engine.newId() : null,
    }));
    const failed = (await engine.runtime.submitMany(commands)).find((answer) => !answer.ok || answer.value.kind !== 'applied');
    if (failed) throw failed.ok ? new Error(`an event was ${failed.value.kind}`) : failed.error;
  }
}

async function sizes({ storage }: BenchDatabase): Promise<Sizes> {
  const rows = await storage.sql<{ name: keyof Sizes; bytes: number }>(
    `select t.name, pg_total_relation_size(to_regclass(t.name))::float8 as bytes from unnest($1::text[]) t(name)
     union all select 'wal', (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8`,
    [TABLES],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.bytes])) as Sizes;
}
