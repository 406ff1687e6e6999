import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, RunId, WorkspaceId } from '#kernel';
import type { Storage } from '#storage';
import { workflowsFolder } from '../../engine/workspaces/workflows-folder.js';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';
import { groundIn } from './ground.js';

/** Ways through the shipped sales pipeline, each with its share of a hundred deals; those that stay open come last. */
const WAYS: readonly (readonly [share: number, events: readonly string[]])[] = [
  [22, ['engage', 'propose', 'negotiate', 'win']],
  [16, ['engage', 'propose', 'negotiate', 'lose']],
  [14, ['lose']],
  [10, ['engage', 'lose']],
  [8, ['engage', 'return', 'engage', 'propose', 'win']],
  [6, ['engage', 'propose', 'park', 'resume', 'negotiate', 'win']],
  [4, ['engage', 'propose', 'rework', 'propose', 'lose']],
  [6, []],
  [8, ['engage']],
  [6, ['engage', 'propose', 'negotiate']],
];

/** A workspace with so many deals of the last year, their journals, notes and tasks. */
export async function insightGround(storage: Storage, count: number): Promise<WorkspaceId> {
  const document = JSON.parse(await readFile(join(workflowsFolder(), 'b2b-sales', 'pipeline.json'), 'utf8')) as Json;
  const { workspace, runs } = await groundIn(storage, { count: WAYS.length, document, name: 'bench-insights' });
  await walk(storage, workspace, runs);
  await multiply(storage, runs, count);
  return workspace;
}

/** Sends each deal its way through the engine's own door: the rows that are multiplied are real ones. */
async function walk(storage: Storage, workspace: WorkspaceId, runs: readonly RunId[]): Promise<void> {
  const { runtime } = joinEngine(storage);
  const fields = { account: workspace, close_date: '2026-01-01', lost_reason: 'price', budget_checked: true, proposal_sent_on: '2026-01-01' };
  const head = { workspace, actor: CLI_ACTOR, source: 'bench', key: null, occurredAt: null, history: false, origin: null };
  const commands = WAYS.flatMap(([, events], way) =>
    events.map((event) => ({ ...head, body: { kind: 'run.event' as const, runId: runs[way] as RunId, event, payload: null, fields } })),
  );
  try {
    for (const answer of await runtime.submitMany(commands)) {
      if (!answer.ok) throw answer.error;
      if (answer.value.kind !== 'applied') throw new Error(`an event was ${answer.value.kind}`);
    }
  } finally {
    await runtime.stop();
  }
}

/**
 * Copies the ways until there are so many deals, past the committer: only what is read back matters here. Deals begin evenly over a year and move at paces of
 * two to ten days; rows lie in order of time and ids are of their moment, as those that the engine writes.
 */
async function multiply({ transaction, sql }: Storage, runs: readonly RunId[], count: number): Promise<void> {
  const upTo = WAYS.map((_, way) => WAYS.slice(0, way + 1).reduce((sum, [share]) => sum + share, 0));
  await transaction(async (within) => {
    await within(
      `create temp table ways on commit drop as select w.run_id, w.up_to, lag(w.up_to, 1, 0) over (order by w.up_to) as above
       from unnest($1::uuid[], $2::int[]) w(run_id, up_to)`,
      [runs, upTo],
    );
    await within(
      `create temp table deals on commit drop as
       select n, w.run_id as way, ${idAt('start', `'r' || n`)} as record_id, ${idAt('start', `'p' || n`)} as run_id, start, interval '1 day' * (2 + (n * 31) % 9) as pace
       from generate_series(1, $1::int) n join ways w on (n * 37) % 100 >= w.above and (n * 37) % 100 < w.up_to
       cross join lateral (select now() - interval '60 days' - ((n::bigint * 7919) % 26000000) * interval '1 second' as start) s`,
      [count],
    );
    for (const statement of COPIES) await within(statement);
  });
  await sql('delete from runs where id = any($1::uuid[])', [runs]);
  await sql('analyze');
}

/** A version 7 id of a moment. */
const idAt = (moment: string, seed: string): string =>
  `(lpad(to_hex((extract(epoch from ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${seed}), 1, 3) || '8' || substr(md5(${seed}), 4, 15))::uuid`;

const COPIES = [
  `insert into records (workspace_id, id, object, fields, owner_id, tags, version, created_at, updated_at)
   select r.workspace_id, d.record_id, r.object, r.fields || jsonb_build_object('name', 'Deal ' || d.n, 'close_value', 500 + (d.n::bigint * 104729) % 100000, 'currency', 'USD',
     'source', (array['web', 'fair', 'call', 'partner'])[1 + d.n % 4], 'lost_reason', (array['price', 'competitor', 'no-budget', 'timing'])[1 + d.n % 4],
     'expected_close_date', to_char(now() + (d.n % 120) * interval '1 day', 'YYYY-MM-DD'), 'next_step', 'Call again'), md5('agent' || d.n % 40)::uuid::text, r.tags, r.version, d.start, d.start
   from deals d join runs t on t.id = d.way join records r on r.id = t.record_id order by d.start`,
  `insert into journal (workspace_id, run_id, seq, record_id, entry, personal, source, key, occurred_at, recorded_at)
   select j.workspace_id, d.run_id, j.seq, d.record_id, j.entry || jsonb_build_object('run', d.run_id), j.personal, j.source, null, d.start + (j.seq - 1) * d.pace, d.start + (j.seq - 1) * d.pace
   from deals d join journal j on j.run_id = d.way order by d.start + (j.seq - 1) * d.pace`,
  `insert into runs (workspace_id, id, record_id, pipeline, version, rules_revision, seq, status, stage, outcome, configuration, snapshot, started_at, ended_at, updated_at)
   select t.workspace_id, d.run_id, d.record_id, t.pipeline, t.version, t.rules_revision, t.seq, t.status, t.stage, t.outcome, t.configuration, t.snapshot, d.start,
     case when t.ended_at is not null then d.start + (t.seq - 1) * d.pace end, d.start + (t.seq - 1) * d.pace
   from deals d join runs t on t.id = d.way order by d.start`,
  `insert into notes (workspace_id, id, record_id, run_id, text, actor, at)
   select t.workspace_id, 'n' || d.n, d.record_id, d.run_id, 'Called, will think about it.', jsonb_build_object('kind', 'person', 'id', md5('agent' || d.n % 40)::uuid, 'roles', '[]'::jsonb),
     d.start + d.pace from deals d join runs t on t.id = d.way where d.n % 2 = 0`,
  `insert into tasks (workspace_id, id, record_id, run_id, title, status, answer, created_at, closed_at)
   select t.workspace_id, 't' || d.n, d.record_id, d.run_id, 'Call again', 'done', 'done', d.start, d.start + d.pace from deals d join runs t on t.id = d.way where d.n % 2 = 1`,
];
