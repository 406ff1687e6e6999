import { canonicalJson, type EffectId, epochMs, type Instant, type RunId } from '#kernel';
import { foldOne, UNBORN, type Folded, type JournalEntry } from '#pipeline';
import type { Answer, BatchWrites } from '#runtime';
import type { MemoryTables } from '#runtime/memory';
import { EVERY_MS, pipelines } from './pipelines.js';

/** A promise that was broken; ends the simulation. */
export class Broken extends Error {}

/** Looks at every commit, and keeps the books of what was answered and done. */
export class Invariants {
  /** The first broken promise, whoever noticed it. */
  broken: Broken | null = null;
  readonly #folded = new Map<RunId, Folded>();
  readonly #once = new Set<string>();

  constructor(private readonly now: () => Instant) {}

  /** Runs a check where a throw would be caught by the loop under test. */
  hold(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.broken ??= error instanceof Broken ? error : new Broken(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  /** After a commit, at its moment. */
  committed(tables: MemoryTables, writes: BatchWrites): void {
    this.hold(() => {
      for (const { entry, source, key } of writes.journal) {
        if (entry.actor.kind === 'signal') this.#relayed(entry, entry.actor.id);
        if (entry.event.kind === 'scheduled') this.#scheduled(entry, entry.event.rule);
        if (key !== null) this.#firstTime(`${entry.run} ${source} ${key}`, `the command ${source} ${key} was applied twice to run ${entry.run}`);
        this.#look(tables, entry);
      }
      for (const { run } of writes.runs) this.#folds(tables, run.id);
    });
  }

  /** A command was answered: what was promised must be in the store by now. */
  answered(tables: MemoryTables, source: string, key: string, answer: Answer): void {
    this.hold(() => {
      const stored = tables.keys.get(`${source}\n${key}`);
      if (!stored) throw new Broken(`the command ${key} was answered but is not in the store`);
      if (canonicalJson(essence(stored.answer)) !== canonicalJson(essence(answer)))
        throw new Broken(`the command ${key} was answered otherwise than the first time`);
    });
  }

  #look(tables: MemoryTables, { run, seq, event, effects }: JournalEntry): void {
    const place = `row ${seq} of run ${run}`;
    if (event.kind === 'timer') this.#timer(tables, event.timer, place);
    if (event.kind === 'result') this.#result(tables, event.effect, place);
    if (event.kind === 'sent') {
      const token = (event.payload as { token?: string } | null)?.token;
      if (token) this.#firstTime(`token ${token}`, `${place}: event ${token} was applied twice`);
    }
    for (const effect of effects) {
      const isWork = effect.kind !== 'cancel' && effect.kind !== 'resume' && effect.sent !== false;
      if (isWork && !tables.effects.has(effect.id)) throw new Broken(`${place}: its effect ${effect.id} (${effect.kind}) was lost`);
      if (effect.kind === 'cancel' && tables.open.has(effect.id)) throw new Broken(`${place}: the effect ${effect.id} was cancelled and still waits`);
    }
  }

  /** A signal or start is named by the effects that led to it. */
  #relayed({ run, seq, event }: JournalEntry, chain: string): void {
    if (event.kind === 'sent') this.#firstTime(`signal ${run} ${chain}`, `row ${seq} of run ${run}: the signal ${chain} arrived twice`);
  }

  /** One occurrence comes due in each span, and the next is planned after the last run was told of it. */
  #scheduled({ run, seq, occurredAt }: JournalEntry, rule: string): void {
    const span = Math.floor(epochMs(occurredAt) / EVERY_MS);
    this.#firstTime(`schedule ${run} ${rule} ${span}`, `row ${seq} of run ${run}: the rule ${rule} came due twice in one span`);
  }

  #result(tables: MemoryTables, effect: EffectId, place: string): void {
    this.#firstTime(`result ${effect}`, `${place}: the result of ${effect} was taken twice`);
    const status = tables.effects.get(effect)?.stored.status;
    if (status !== 'done' && status !== 'failed') throw new Broken(`${place}: the result of ${effect} was taken, but the work is ${status}`);
  }

  #timer(tables: MemoryTables, timer: EffectId, place: string): void {
    this.#firstTime(`timer ${timer}`, `${place}: timer ${timer} fired twice`);
    const effect = tables.effects.get(timer)?.stored.effect;
    if (effect?.kind === 'timer' && effect.due > this.now()) throw new Broken(`${place}: timer ${timer} of ${effect.due} fired early, at ${this.now()}`);
  }

  #firstTime(name: string, otherwise: string): void {
    if (this.#once.has(name)) throw new Broken(otherwise);
    this.#once.add(name);
  }

  /** The journal goes on without a gap, and folds to the snapshot byte for byte. */
  #folds(tables: MemoryTables, id: RunId): void {
    const run = tables.runs.get(id);
    const rows = tables.journal.get(id) ?? [];
    let folded = this.#folded.get(id) ?? UNBORN;
    for (const row of rows.slice(folded.seq)) {
      if (row.seq !== folded.seq + 1) throw new Broken(`run ${id}: row ${row.seq} follows row ${folded.seq}`);
      folded = foldOne(pipelines().get(run?.pipeline ?? '', row.version, row.rulesRevision), folded, row);
    }
    this.#folded.set(id, folded);
    if (folded.seq !== run?.seq || canonicalJson(folded.snapshot) !== canonicalJson(run.snapshot))
      throw new Broken(`run ${id}: its journal of ${folded.seq} rows folds to another snapshot than the stored one of ${run?.seq}`);
  }

  /** Work begun by a worker. */
  begins(tables: MemoryTables, effect: EffectId): void {
    this.hold(() => {
      const status = tables.effects.get(effect)?.stored.status;
      if (status === 'done' || status === 'failed') throw new Broken(`${effect} was begun after its result was recorded`);
    });
  }
}

/** An answer without what differs between the first time and a repetition. */
const essence = (answer: Answer): unknown => (answer.kind === 'late' ? answer : { ...answer, repeated: undefined });
