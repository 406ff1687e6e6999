import { type EffectId, type Instant, type RunId, TransientError, type WorkspaceId } from '#kernel';
import type { JournalEntry } from '#pipeline';
import type { BatchPlan, BatchRequest, ClaimedEffect, DueWork, RunStore, StoredRun, Sweep } from '#runtime';
import type pg from 'pg';
import { storageError } from '../errors.js';
import { claimEffects } from '../statements/claim-effects.js';
import { readJournal } from '../statements/read-journal.js';
import { readRun } from '../statements/read-run.js';
import { releaseEffects } from '../statements/release-effects.js';
import { renewLeases } from '../statements/renew-leases.js';
import type { Statement } from '../statements/statement.js';
import { sweepEffects } from '../statements/sweep-effects.js';
import { loadFurther, lockAndLoad } from './load-batch.js';
import { commit, pipelined } from './pipelined.js';
import { toClaimed, toEntry, toRun, type ClaimedRow, type JournalRow, type RunRow } from './rows.js';
import { writeStatements } from './write-statements.js';

type Held = readonly { readonly workspace: WorkspaceId; readonly id: EffectId; readonly epoch: number }[];

/**
 * The run store on PostgreSQL. Give it the storage's runtime pool. A batch takes two round trips (lock and load; write
 * and commit), and a third when `prepare` names further records.
 */
export class PgRunStore implements RunStore {
  constructor(private readonly pool: pg.Pool) {}

  async batch(request: BatchRequest, plan: BatchPlan): Promise<void> {
    const client = await this.#connect();
    let broken = false;
    try {
      const loaded = await inDatabase(() => lockAndLoad(client, request));
      const further = await plan.prepare(loaded);
      await inDatabase(() => loadFurther(client, request, loaded, further));
      const writes = writeStatements(request.workspace, plan.decide(loaded));
      await inDatabase(() => pipelined(client, [...writes, commit]));
    } catch (error) {
      // After a failed COMMIT of the pipeline there is nothing left to roll back; then this changes nothing.
      await client.query('rollback').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async claim({ worker, limit, leaseMs, kinds }: Parameters<RunStore['claim']>[0]): Promise<readonly ClaimedEffect[]> {
    const wanted = 'only' in kinds ? [kinds.only, true] : [kinds.except, false];
    const rows = await this.#rows<ClaimedRow>(claimEffects, [worker, limit, leaseMs, ...wanted]);
    return rows.map(toClaimed);
  }

  async renew(held: Held, leaseMs: number): Promise<readonly EffectId[]> {
    if (held.length === 0) return [];
    return (await this.#rows<{ id: EffectId }>(renewLeases, [...columns(held), leaseMs])).map(({ id }) => id);
  }

  async release(held: Held): Promise<void> {
    if (held.length > 0) await this.#rows(releaseEffects, columns(held));
  }

  async sweep(limit: number): Promise<Sweep> {
    const [row] = await this.#rows<{ due: readonly DueWork[]; next_due: Instant | null; now: Instant }>(sweepEffects, [limit]);
    if (!row) throw new TransientError('the database gave no answer to a sweep');
    return { due: row.due, nextDue: row.next_due, now: row.now };
  }

  async readRun(workspace: WorkspaceId, run: RunId): Promise<StoredRun | null> {
    const [row] = await this.#rows<RunRow>(readRun, [workspace, run]);
    return row ? toRun(row) : null;
  }

  async readJournal(workspace: WorkspaceId, run: RunId, from: number, limit: number): Promise<readonly JournalEntry[]> {
    return (await this.#rows<JournalRow>(readJournal, [workspace, run, from, limit])).map(toEntry);
  }

  /** Durable means that COMMIT waits for the disk: fsync, synchronous_commit and full_page_writes are on. */
  async durability(): Promise<{ readonly reduced: boolean; readonly why: string | null }> {
    const [row] = await this.#rows<{ off: string | null }>(
      {
        name: 'durability',
        text: `select string_agg(name || ' is off', ', ' order by name) as off from pg_settings
               where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off'`,
      },
      [],
    );
    return { reduced: row?.off != null, why: row?.off ?? null };
  }

  async #rows<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    const client = await this.#connect();
    let broken = true;
    try {
      const [rows = []] = await inDatabase(() => pipelined(client, [{ statement, values }]));
      broken = false;
      return rows as readonly Row[];
    } finally {
      client.release(broken);
    }
  }

  #connect(): Promise<pg.PoolClient> {
    return inDatabase(() => this.pool.connect());
  }
}

const columns = (held: Held): readonly unknown[] => [held.map(({ workspace }) => workspace), held.map(({ id }) => id), held.map(({ epoch }) => epoch)];

async function inDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}
