import { OWN_KINDS } from '#runtime';
import type { DatabaseSize, OperatorNumbers, PgOperatorReads } from '#storage';
import { Gauge, type Registry } from 'prom-client';

const NUMBERS_FOR_MS = 5_000;
const SIZES_FOR_MS = 60_000;
/** A scrape waits this long for the database, then goes without. */
const PATIENCE_MS = 2_500;

/**
 * Numbers that the database knows, read at most every few seconds however often somebody scrapes. Every process tells
 * the same: take `max`, not `sum`, over processes. While the database is away they are left out rather than old.
 */
export class StoreGauges {
  private readonly up: Gauge;
  private readonly due: Gauge<'kind'>;
  private readonly beyond: Gauge<'kind'>;
  private readonly oldest: Gauge<'kind'>;
  private readonly incidents: Gauge<'step'>;
  private readonly tables: Gauge<'table'>;
  private readonly database: Gauge;
  private readonly kinds = new Set<string>(OWN_KINDS);
  private readonly steps = new Set<string>();
  private readonly numbers: Kept;
  private readonly sizes: Kept;

  constructor(registry: Registry, reads: Pick<PgOperatorReads, 'numbers' | 'sizes'>, nowMs = (): number => performance.now()) {
    const registers = [registry];
    const byKind = { labelNames: ['kind'], registers } as const;
    this.up = new Gauge({ name: 'millrace_database_up', help: 'Whether the database answered this process', registers });
    this.due = new Gauge({ name: 'millrace_work_due', help: 'Due work that nobody does yet, by kind; of a workspace up to 10000 are counted', ...byKind });
    this.beyond = new Gauge({ name: 'millrace_work_beyond_lease', help: 'Due work whose last worker vanished, by kind', ...byKind });
    this.oldest = new Gauge({ name: 'millrace_work_due_oldest_seconds', help: 'How long the longest due work waits, by kind', ...byKind });
    this.incidents = new Gauge({ name: 'millrace_incidents_open', help: 'Work that waits for a person, by step', labelNames: ['step'], registers });
    this.tables = new Gauge({ name: 'millrace_table_bytes', help: 'Size of a table with its indexes', labelNames: ['table'], registers });
    this.database = new Gauge({ name: 'millrace_database_bytes', help: 'Size of the database', registers });
    this.numbers = new Kept({ forMs: NUMBERS_FOR_MS, nowMs }, () => reads.numbers().then((found) => this.show(found)));
    this.sizes = new Kept({ forMs: SIZES_FOR_MS, nowMs }, () => reads.sizes().then((found) => this.showSizes(found)));
  }

  /** Resolves in any case, and soon. */
  async refresh(): Promise<void> {
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS).unref());
    const [isUp] = await Promise.all([this.numbers, this.sizes].map((kept) => Promise.race([kept.fresh(), late])));
    this.up.set(isUp ? 1 : 0);
    if (!isUp) for (const gauge of [this.due, this.beyond, this.oldest, this.incidents]) gauge.reset();
  }

  /** A kind that was seen once goes on at 0: a series that vanishes looks like an outage. */
  private show({ work, incidents }: OperatorNumbers): void {
    for (const { kind } of work) this.kinds.add(kind);
    for (const { step } of incidents) this.steps.add(step);
    for (const kind of this.kinds) {
      const found = work.find((one) => one.kind === kind);
      this.due.set({ kind }, found?.due ?? 0);
      this.beyond.set({ kind }, found?.beyondLease ?? 0);
      this.oldest.set({ kind }, found?.oldestSeconds ?? 0);
    }
    for (const step of this.steps) this.incidents.set({ step }, incidents.find((one) => one.step === step)?.open ?? 0);
  }

  private showSizes({ databaseBytes, tables }: DatabaseSize): void {
    this.database.set(databaseBytes);
    for (const { table, bytes } of tables) this.tables.set({ table }, bytes);
  }
}

/** Something read at most every so often, by one question at a time. */
class Kept {
  private readAtMs = Number.NEGATIVE_INFINITY;
  private reading: Promise<boolean> | null = null;

  constructor(
    private readonly pace: { readonly forMs: number; readonly nowMs: () => number },
    private readonly read: () => Promise<void>,
  ) {}

  /** Whether it is known now. Never rejects. */
  fresh(): Promise<boolean> {
    if (this.pace.nowMs() - this.readAtMs < this.pace.forMs) return Promise.resolve(true);
    this.reading ??= this.read()
      .then(
        () => {
          this.readAtMs = this.pace.nowMs();
          return true;
        },
        () => false,
      )
      .finally(() => (this.reading = null));
    return this.reading;
  }
}
