import { canonicalJson, type RunId } from '#kernel';
import { fold, type CompiledPipeline, type JournalEntry } from '#pipeline';
import { PgRunStore, type Storage } from '#storage';
import { joinEngine, type JoinedEngine } from '../../cli/joined-engine.js';
import type { Ground } from './clients.js';
import type { Ledger } from './ledger.js';
import type { Sink } from './sink.js';

/** What a look at ledger, database and sink came to. */
export interface Counts {
  readonly accepted: number;
  readonly applied: number;
  readonly appliedTwice: number;
  readonly lost: number;
  readonly seqGaps: number;
  readonly foldMismatches: number;
  readonly timersWrong: number;
  /** Keys that the world outside saw more than once: allowed for at-least-once work. */
  readonly repeats: number;
  /** At-most-once work seen more than once, or work seen again long after its result was recorded. */
  readonly repeatsForbidden: number;
  readonly beyondLease: number;
}

/** Counts that must be zero. */
export const FORBIDDEN = ['appliedTwice', 'lost', 'seqGaps', 'foldMismatches', 'timersWrong', 'repeatsForbidden', 'beyondLease'] as const;

/**
 * A request that left before the result was recorded may arrive after it: the sender was stopped for so much longer than
 * its lease. How long it then lies unread depends on the machine and is measured.
 */
const ON_ITS_WAY_MS = 2_000;

const FOLDED_AT_ONCE = 6;

interface RunRow {
  readonly id: RunId;
  readonly pipeline: string;
  readonly seq: number;
}

export class Checker {
  /** What was found wrong, piece by piece. */
  readonly findings = new Set<string>();
  /** The sequence number at which a run's history last gave its snapshot. */
  readonly #folded = new Map<RunId, number>();
  readonly #versions = new Map<string, CompiledPipeline>();

  constructor(
    private readonly storage: Storage,
    private readonly ground: Ground,
    private readonly ledger: Ledger,
    private readonly sink: Sink,
  ) {}

  async counts(): Promise<Counts> {
    const applied = await this.#applied();
    const accepted = [...this.ledger.acknowledged];
    return {
      accepted: accepted.length,
      applied: applied.size,
      appliedTwice: [...applied.values()].filter((times) => times > 1).length + (await this.#countersOff()),
      lost: accepted.filter((key) => !applied.has(key)).length,
      seqGaps: await this.#number(
        `select count(*)::int as n from runs r
         left join (select run_id, count(*) as rows, max(seq) as last, min(seq) as first from journal where workspace_id = $1 group by run_id) j on j.run_id = r.id
         where r.workspace_id = $1 and (j.rows, j.last, j.first) is distinct from (r.seq::bigint, r.seq, 1)`,
      ),
      foldMismatches: await this.#foldMismatches(),
      timersWrong: await this.#timersWrong(),
      ...(await this.#outside()),
      beyondLease: await this.overdue(2),
    };
  }

  /** Work that somebody should have taken this many seconds ago. */
  overdue(seconds: number): Promise<number> {
    return this.#number(`select count(*)::int as n from effects where workspace_id = $1 and ready_at < now() - interval '${seconds} seconds'`);
  }

  /** Work that is asked for and not done, whoever holds it. */
  openWork(): Promise<number> {
    return this.#number('select count(*)::int as n from effects where workspace_id = $1 and ready_at is not null');
  }

  /** What is due or in somebody's hands now, as `id/epoch`: whoever holds it may be dead. */
  async inHand(): Promise<readonly string[]> {
    const rows = await this.storage.sql<{ piece: string }>(
      `select id || '/' || epoch as piece from effects where workspace_id = $1 and (ready_at <= now() or status = 'claimed')`,
      [this.ground.workspace],
    );
    return rows.map(({ piece }) => piece);
  }

  /** How much of that is neither done nor in other hands yet. */
  async stillSo(pieces: readonly string[]): Promise<number> {
    const [row] = await this.storage.sql<{ n: number }>(
      `select count(*)::int as n from effects where workspace_id = $1 and ready_at is not null and id || '/' || epoch = any ($2::text[])`,
      [this.ground.workspace, pieces],
    );
    return row?.n ?? 0;
  }

  /** How often each key of a client stands in the journal. */
  async #applied(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.storage.sql<{ key: string; n: number }>(
      `select key, count(*)::int as n from journal where workspace_id = $1 and source like 'api:%' and key is not null and entry->'event'->>'kind' = 'sent' group by key`,
      [this.ground.workspace],
    );
    return new Map(rows.map(({ key, n }) => [key, n]));
  }

  /** Runs whose own count is not that of the ledger. */
  async #countersOff(): Promise<number> {
    const wanted = new Map<string, number>();
    for (const [key, { run, event }] of this.ledger.sent) {
      if (event === 'call' && this.ledger.acknowledged.has(key)) wanted.set(run, (wanted.get(run) ?? 0) + 1);
    }
    const rows = await this.storage.sql<{ id: string; calls: number }>(
      `select id, (snapshot->'vars'->>'calls')::int as calls from runs where workspace_id = $1 and pipeline = 'trial'`,
      [this.ground.workspace],
    );
    return rows.filter(({ id, calls }) => calls !== (wanted.get(id) ?? 0)).length;
  }

  /** Runs whose history does not give their snapshot; those that were right and have not moved since are not folded again. */
  async #foldMismatches(): Promise<number> {
    const { pipelines, runtime } = joinEngine(this.storage);
    const store = new PgRunStore(this.storage.runtimePool);
    const rows = await this.storage.sql<RunRow>('select id, pipeline, seq from runs where workspace_id = $1', [this.ground.workspace]);
    const left = rows.filter(({ id, seq }) => this.#folded.get(id) !== seq);
    let wrong = 0;
    const next = async (): Promise<void> => {
      for (let row = left.pop(); row; row = left.pop()) {
        if (await this.#folds(store, pipelines, row)) this.#folded.set(row.id, row.seq);
        else wrong += 1;
      }
    };
    await Promise.all(Array.from({ length: FOLDED_AT_ONCE }, next));
    await runtime.stop();
    return wrong;
  }

  async #folds(store: PgRunStore, pipelines: JoinedEngine['pipelines'], { id, pipeline }: RunRow): Promise<boolean> {
    const { workspace } = this.ground;
    const run = await store.readRun(workspace, id);
    const entries: JournalEntry[] = [...(await store.readJournal(workspace, id, 1, 10_000))];
    for (const { version, rulesRevision } of entries) {
      const name = `${pipeline}/${version}/${rulesRevision}`;
      if (!this.#versions.has(name)) this.#versions.set(name, await pipelines.compiled(workspace, pipeline, version, rulesRevision));
    }
    const folded = fold((version, revision) => this.#versions.get(`${pipeline}/${version}/${revision}`) as CompiledPipeline, entries);
    return folded.seq === run?.seq && canonicalJson(folded.snapshot) === canonicalJson(run.snapshot);
  }

  /** Timers that fired early, or more than once. */
  async #timersWrong(): Promise<number> {
    return this.#number(
      `select count(*)::int as n from (
         select e.id from journal j join effects e on e.workspace_id = $1 and e.id = j.entry->'event'->>'timer'
         where j.workspace_id = $1 and j.entry->'event'->>'kind' = 'timer'
         group by e.id, e.effect having count(*) > 1 or min(j.recorded_at) < (e.effect->>'due')::timestamptz) w`,
    );
  }

  async #outside(): Promise<{ readonly repeats: number; readonly repeatsForbidden: number }> {
    const rows = await this.storage.sql<{ id: string; delivery: string; done: number | null }>(
      `select id, effect->>'delivery' as delivery, case when status = 'done' then extract(epoch from updated_at) * 1000 end::float8 as done
       from effects where workspace_id = $1 and effect->>'kind' = 'step'`,
      [this.ground.workspace],
    );
    let [repeats, repeatsForbidden] = [0, 0];
    for (const { id, delivery, done } of rows) {
      const times = this.sink.received.get(id) ?? [];
      if (times.length > 1) repeats += 1;
      const wrong = forbidden(delivery, done, times, ON_ITS_WAY_MS + this.sink.unreadMs);
      if (wrong === null) continue;
      repeatsForbidden += 1;
      this.findings.add(`${id} (${delivery}) ${wrong}: seen at ${times.join(', ')}, done at ${done}`);
    }
    return { repeats, repeatsForbidden };
  }

  async #number(sql: string): Promise<number> {
    return (await this.storage.sql<{ n: number }>(sql, [this.ground.workspace]))[0]?.n ?? 0;
  }
}

/** What is wrong with how often, and when, the world outside saw a piece of work; null = nothing. */
function forbidden(delivery: string, done: number | null, times: readonly number[], onItsWayMs: number): string | null {
  if (delivery === 'at-most-once' && times.length > 1) return 'was sent more than once';
  if (done !== null && times.length === 0) return 'counts as done and was never seen';
  if (done !== null && times.some((at) => at > done + onItsWayMs)) return 'was sent again after its result was recorded';
  return null;
}
