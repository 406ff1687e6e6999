import pg from 'pg';

/** One event's rows as the engine itself wrote them; the raw ways write the same again. */
export interface RowShapes {
  readonly workspace: string;
  readonly snapshot: string;
  readonly before: string;
  /** The two states between which a run swings: like the engine, every event writes the other one, and its index rows. */
  readonly stages: readonly [string, string];
  readonly entry: string;
  readonly effect: string;
}

/** A run that the raw ways may write to. */
export interface RawRun {
  readonly id: string;
  seq: number;
}

const SINGLE = `
with r as (
  update runs set seq = $3, snapshot = $4::jsonb, before = $5::jsonb, configuration = array[$6::text], stage = $6::text, updated_at = clock_timestamp()
  where workspace_id = $1 and id = $2 and seq = $3 - 1 returning id, record_id
), j as (
  insert into journal (workspace_id, run_id, seq, record_id, entry, personal, source, key, occurred_at, recorded_at)
  select $1, id, $3, record_id, $7::jsonb, '[]', 'bench', null, clock_timestamp(), clock_timestamp() from r
)
insert into effects (workspace_id, id, run_id, record_id, is_timer, effect, status, due, ready_at, attempt, epoch, history)
select $1, id || '.' || $3 || '.1', id, record_id, false, $8::jsonb, 'waiting', clock_timestamp(), clock_timestamp(), 0, 0, false from r`;

const BATCH = `
with g as (
  select * from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as g (id, seq, snapshot, before, entry, effect, stage)
), r as (
  update runs set seq = g.seq, snapshot = g.snapshot::jsonb, before = g.before::jsonb, configuration = array[g.stage], stage = g.stage, updated_at = clock_timestamp()
  from g where runs.workspace_id = $1 and runs.id = g.id and runs.seq = g.seq - 1 returning runs.id, runs.record_id
), j as (
  insert into journal (workspace_id, run_id, seq, record_id, entry, personal, source, key, occurred_at, recorded_at)
  select $1, r.id, g.seq, r.record_id, g.entry::jsonb, '[]', 'bench', null, clock_timestamp(), clock_timestamp() from r join g using (id)
)
insert into effects (workspace_id, id, run_id, record_id, is_timer, effect, status, due, ready_at, attempt, epoch, history)
select $1, r.id || '.' || g.seq || '.1', r.id, r.record_id, false, g.effect::jsonb, 'waiting', clock_timestamp(), clock_timestamp(), 0, 0, false from r join g using (id)`;

/** Events a second with one prepared statement an event, each its own transaction, on 8 connections. */
export const singleStatementsPerSecond = (url: string, rows: RowShapes, runs: readonly RawRun[], ms: number): Promise<number> =>
  written(url, 8, runs, ms, async (client, mine, turn) => {
    const run = mine[turn % mine.length] as RawRun;
    run.seq += 1;
    await client.query({
      name: 'bench-single',
      text: SINGLE,
      values: [rows.workspace, run.id, run.seq, rows.snapshot, rows.before, stageOf(rows, run), rows.entry, rows.effect],
    });
    return 1;
  });

/** Events a second with one statement for `size` events on 2 connections: the limit that batching can reach. */
export const batchesPerSecond = (
  url: string,
  rows: RowShapes,
  runs: readonly RawRun[],
  options: { readonly ms: number; readonly size: number },
): Promise<number> =>
  written(url, 2, runs, options.ms, async (client, mine, turn) => {
    const start = (turn * options.size) % Math.max(1, mine.length - options.size);
    const batch = mine.slice(start, start + options.size);
    for (const run of batch) run.seq += 1;
    const all = (text: string): string[] => batch.map(() => text);
    const values = [
      rows.workspace,
      batch.map(({ id }) => id),
      batch.map(({ seq }) => seq),
      all(rows.snapshot),
      all(rows.before),
      all(rows.entry),
      all(rows.effect),
      batch.map((run) => stageOf(rows, run)),
    ];
    const { rowCount } = await client.query({ name: 'bench-batch', text: BATCH, values });
    if (rowCount !== batch.length) throw new Error(`the raw batch wrote ${rowCount} of ${batch.length}`);
    return batch.length;
  });

const stageOf = ({ stages }: RowShapes, { seq }: RawRun): string => stages[seq % 2 === 0 ? 0 : 1];

type Turn = (client: pg.Client, mine: readonly RawRun[], turn: number) => Promise<number>;

/** Each connection has runs of its own, so that nobody waits for another's lock. */
async function written(url: string, connections: number, runs: readonly RawRun[], ms: number, turn: Turn): Promise<number> {
  const share = Math.floor(runs.length / connections);
  const clients = await Promise.all(Array.from({ length: connections }, () => connected(url)));
  const round = async (until: number): Promise<number> => {
    const counts = await Promise.all(
      clients.map(async (client, i) => {
        const mine = runs.slice(i * share, (i + 1) * share);
        let events = 0;
        for (let n = 0; performance.now() < until; n += 1) events += await turn(client, mine, n);
        return events;
      }),
    );
    return counts.reduce((sum, n) => sum + n, 0);
  };
  try {
    await round(performance.now() + ms / 4);
    const start = performance.now();
    const events = await round(start + ms);
    return (events / (performance.now() - start)) * 1000;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
