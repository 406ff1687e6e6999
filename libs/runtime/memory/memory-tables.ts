import { type EffectId, type Instant, type RecordId, type RunId, TransientError } from '#kernel';
import type { JournalEntry } from '#pipeline';
import type { BatchWrites, EffectWrite, StoredEffect, StoredIncident, StoredKey, StoredRecord, StoredRun, StoredTask } from '../ports.js';

/** An effect with what only the store knows of it. */
export interface EffectRow {
  readonly stored: StoredEffect;
  readonly leaseUntil: Instant | null;
  readonly error: unknown;
  readonly origin: string | null;
}

/** The rows of one workspace in memory. */
export class MemoryTables {
  readonly records = new Map<RecordId, StoredRecord>();
  readonly runs = new Map<RunId, StoredRun>();
  readonly runsOf = new Map<RecordId, Set<RunId>>();
  readonly journal = new Map<RunId, JournalEntry[]>();
  readonly effects = new Map<EffectId, EffectRow>();
  readonly effectsOf = new Map<RunId, Set<EffectId>>();
  /** Effects that may be due one day: waiting or claimed. */
  readonly open = new Set<EffectId>();
  readonly tasks = new Map<string, StoredTask>();
  readonly incidents = new Map<string, StoredIncident>();
  readonly keys = new Map<string, StoredKey>();
  readonly externalKeys = new Map<string, RecordId>();
  readonly notes: BatchWrites['notes'][number][] = [];
  readonly notifications: BatchWrites['notifications'][number][] = [];
  readonly refusals: BatchWrites['refusals'][number][] = [];
  readonly edits: BatchWrites['edits'][number][] = [];
  readonly audit: BatchWrites['audit'][number][] = [];
  readonly sources: BatchWrites['journal'][number][] = [];

  /** Writes all or nothing; throws TransientError when another writer was faster. */
  write(writes: BatchWrites): void {
    this.#check(writes);
    for (const record of writes.records) this.#putRecord(record);
    for (const { run } of writes.runs) this.#putRun(run);
    for (const row of writes.journal) this.#append(row);
    for (const write of writes.effects) this.#putEffect(write);
    for (const task of writes.tasks) this.tasks.set(task.id, task);
    for (const { id, closedAt } of writes.taskCloses) {
      const task = this.tasks.get(id);
      if (task?.status === 'open') this.tasks.set(id, { ...task, status: 'done', closedAt });
    }
    for (const incident of writes.incidents) this.incidents.set(incident.id, incident);
    for (const { source, key, bodyHash, answer } of writes.keys) this.keys.set(`${source}\n${key}`, { bodyHash, answer });
    this.notes.push(...writes.notes);
    this.notifications.push(...writes.notifications);
    this.refusals.push(...writes.refusals);
    this.edits.push(...writes.edits);
    this.audit.push(...writes.audit);
  }

  #check(writes: BatchWrites): void {
    this.#checkRuns(writes);
    for (const record of writes.records) {
      const holder = record.externalKey === null ? undefined : this.externalKeys.get(`${record.object}\n${record.externalKey}`);
      if (holder !== undefined && holder !== record.id) throw new TransientError(`external key ${record.externalKey} is taken`);
    }
    for (const { source, key } of writes.keys) if (this.keys.has(`${source}\n${key}`)) throw new TransientError(`key ${key} is taken`);
  }

  #checkRuns(writes: BatchWrites): void {
    for (const { run, expectedSeq } of writes.runs) {
      if ((this.runs.get(run.id)?.seq ?? 0) !== expectedSeq) throw new TransientError(`run ${run.id} is not at ${expectedSeq} any more`);
    }
    for (const { run } of writes.runs) {
      const rival = [...(this.runsOf.get(run.recordId) ?? [])].find((id) => id !== run.id && this.#isOpen(id, run.pipeline));
      const replaced = rival !== undefined && writes.runs.some((write) => write.run.id === rival && write.run.endedAt !== null);
      if (run.endedAt === null && rival !== undefined && !replaced) throw new TransientError(`record ${run.recordId} has an open run already`);
    }
  }

  #isOpen(id: RunId, pipeline: string): boolean {
    const run = this.runs.get(id);
    return run?.endedAt === null && run.pipeline === pipeline;
  }

  #putRecord(record: StoredRecord): void {
    this.records.set(record.id, record);
    if (record.externalKey !== null) this.externalKeys.set(`${record.object}\n${record.externalKey}`, record.id);
  }

  #putRun(run: StoredRun): void {
    this.runs.set(run.id, run);
    setOf(this.runsOf, run.recordId).add(run.id);
  }

  #append(row: BatchWrites['journal'][number]): void {
    const rows = this.journal.get(row.entry.run) ?? [];
    if (rows.length !== row.entry.seq - 1) throw new Error(`journal of ${row.entry.run}: row ${row.entry.seq} follows row ${rows.length}`);
    rows.push(row.entry);
    this.journal.set(row.entry.run, rows);
    this.sources.push(row);
  }

  #putEffect(write: EffectWrite): void {
    if (write.kind === 'insert') {
      setOf(this.effectsOf, write.effect.runId).add(write.effect.id);
      return this.setEffect({ stored: write.effect, leaseUntil: null, error: null, origin: write.origin });
    }
    const row = this.effects.get(write.id);
    if (!row || (write.epoch !== null && row.stored.epoch !== write.epoch)) return;
    const { stored } = row;
    const effect = write.input !== undefined && stored.effect.kind === 'step' ? { ...stored.effect, input: write.input } : stored.effect;
    const next: StoredEffect = { ...stored, effect, status: write.status, due: write.due ?? stored.due, attempt: write.attempt ?? stored.attempt };
    this.setEffect({ ...row, stored: next, leaseUntil: null, error: write.error ?? row.error });
    if (write.status === 'cancelled') this.#resolveIncidents(write.id);
  }

  setEffect(row: EffectRow): void {
    this.effects.set(row.stored.id, row);
    if (row.stored.status === 'waiting' || row.stored.status === 'claimed') this.open.add(row.stored.id);
    else this.open.delete(row.stored.id);
  }

  #resolveIncidents(effect: EffectId): void {
    for (const incident of this.incidents.values()) {
      if (incident.effect === effect && incident.status === 'open') this.incidents.set(incident.id, { ...incident, status: 'resolved' });
    }
  }
}

function setOf<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const known = map.get(key);
  if (known) return known;
  const made = new Set<V>();
  map.set(key, made);
  return made;
}
