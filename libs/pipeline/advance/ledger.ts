import { effectId, type EffectId, type Instant, type Json, type JsonObject, type RunId } from '#kernel';
import type { Change } from '../definition/index.js';
import type { Decision, Effect, EffectSummary, JournalEntry, ResolvedAction } from './run.js';

/** What a condition came to. */
export interface Outcome {
  readonly held: boolean;
  readonly read: JsonObject;
}

/** What a transactional action set: variables, and whether it set fields of the record. */
export interface Assigned {
  readonly vars: JsonObject | null;
  readonly setFields: boolean;
}

/**
 * Everything of a move that depends on more than the chart: outcomes of conditions, inputs of actions, due times.
 * The live ledger computes and records them; the replay ledger reads them from the journal, so that folding needs
 * neither the record nor the calendars nor the clock.
 */
export interface Ledger {
  /** A new effect id of this journal row. */
  nextId(): EffectId;
  /** A condition that is always asked at this point. */
  decide(at: string, compute: () => Outcome): boolean;
  /** A fact that is noted only when it is true. */
  happened(at: string, compute: () => boolean): boolean;
  /** An action that runs: its resolved input. */
  act(id: EffectId, at: string, kind: string, compute: () => Json): Json;
  /** What the action just recorded set; live passes it, replay reads it. */
  assigned(assigned: Assigned): Assigned;
  due(id: EffectId, compute: () => Instant): Instant;
  remaining(id: EffectId, compute: () => string): string;
  change(change: Change): void;
  effect(effect: Effect): void;
  /** An external step of backdated history: noted, not sent. */
  unsent(id: EffectId, step: string): void;
  /** Takes back what the same move asked for; false when it was asked for earlier. */
  withdraw(id: EffectId): boolean;
}

abstract class CountingLedger {
  private count = 0;
  constructor(
    private readonly run: RunId,
    private readonly seq: number,
  ) {}
  nextId(): EffectId {
    return effectId(this.run, this.seq, this.count++);
  }
}

/** Computes, and keeps what the journal row will say. */
export class LiveLedger extends CountingLedger implements Ledger {
  readonly decisions: Decision[] = [];
  readonly actions: ResolvedAction[] = [];
  readonly changes: Change[] = [];
  readonly effects: Effect[] = [];
  private readonly notes: EffectSummary[] = [];
  private readonly remainders = new Map<EffectId, string>();

  decide(at: string, compute: () => Outcome): boolean {
    const { held, read } = compute();
    this.decisions.push({ at, held, read });
    return held;
  }
  happened(at: string, compute: () => boolean): boolean {
    const held = compute();
    if (held) this.decisions.push({ at, held, read: {} });
    return held;
  }
  act(id: EffectId, at: string, kind: string, compute: () => Json): Json {
    const input = compute();
    this.actions.push({ at, id, do: kind, input });
    return input;
  }
  assigned(assigned: Assigned): Assigned {
    const last = this.actions.at(-1);
    const { vars, setFields } = assigned;
    if (last && (vars || setFields)) this.actions[this.actions.length - 1] = { ...last, ...(vars ? { vars } : {}), ...(setFields ? { setFields: true } : {}) };
    return assigned;
  }
  due(_id: EffectId, compute: () => Instant): Instant {
    return compute();
  }
  remaining(id: EffectId, compute: () => string): string {
    const rest = compute();
    this.remainders.set(id, rest);
    return rest;
  }
  change(change: Change): void {
    this.changes.push(change);
  }
  effect(effect: Effect): void {
    this.effects.push(effect);
  }
  unsent(id: EffectId, step: string): void {
    this.notes.push({ kind: 'step', id, step, sent: false });
  }
  withdraw(id: EffectId): boolean {
    const index = this.effects.findIndex((e) => e.id === id && e.kind !== 'cancel' && e.kind !== 'resume');
    if (index >= 0) this.effects.splice(index, 1);
    return index >= 0;
  }

  /** What the journal row says of the effects. */
  summaries(): readonly EffectSummary[] {
    return [...this.effects.map((effect) => this.summary(effect)), ...this.notes];
  }
  private summary(effect: Effect): EffectSummary {
    const remaining = this.remainders.get(effect.id);
    switch (effect.kind) {
      case 'step':
        return { kind: effect.kind, id: effect.id, step: effect.step };
      case 'timer':
        return { kind: effect.kind, id: effect.id, due: effect.due };
      case 'cancel':
        return { kind: effect.kind, id: effect.id, ...(remaining === undefined ? {} : { remaining }) };
      default:
        return { kind: effect.kind, id: effect.id };
    }
  }
}

/** The journal row says otherwise than the chart: the row, the version or the code is not what it was. */
export class JournalMismatch extends Error {}

/** Answers from a journal row, in the order in which the live ledger recorded. */
export class ReplayLedger extends CountingLedger implements Ledger {
  private nextDecision = 0;
  private nextAction = 0;
  private readonly asked = new Set<EffectId>();
  private readonly dues: ReadonlyMap<EffectId, EffectSummary>;

  constructor(private readonly entry: JournalEntry) {
    super(entry.run, entry.seq);
    this.dues = new Map(entry.effects.filter((e) => e.kind === 'timer').map((e) => [e.id, e]));
  }

  decide(at: string): boolean {
    const decision = this.entry.decisions[this.nextDecision++];
    if (decision?.at !== at) throw this.mismatch(`condition ${at}`, decision?.at);
    return decision.held;
  }
  happened(at: string): boolean {
    if (this.entry.decisions[this.nextDecision]?.at !== at) return false;
    this.nextDecision++;
    return true;
  }
  act(id: EffectId, at: string): Json {
    const action = this.entry.actions[this.nextAction++];
    if (action?.at !== at || action.id !== id) throw this.mismatch(`action ${at}`, action?.at);
    return action.input;
  }
  assigned(): Assigned {
    const action = this.entry.actions[this.nextAction - 1];
    return { vars: action?.vars ?? null, setFields: action?.setFields ?? false };
  }
  due(id: EffectId, _compute: () => Instant): Instant {
    // A timer set and taken back within the move left no row, and nobody looks at its due time.
    return this.dues.get(id)?.due ?? this.entry.occurredAt;
  }
  remaining(id: EffectId): string {
    const rest = this.entry.effects.find((e) => e.kind === 'cancel' && e.id === id)?.remaining;
    if (rest === undefined) throw this.mismatch(`remainder of ${id}`, undefined);
    return rest;
  }
  change(): void {
    // Folding a run changes nothing else.
  }
  effect(effect: Effect): void {
    this.asked.add(effect.id);
  }
  unsent(): void {
    // Nothing to do: it was not sent then either.
  }
  withdraw(id: EffectId): boolean {
    return this.asked.delete(id);
  }

  /** Throws when the row says more than the chart asked. */
  finish(): void {
    if (this.nextDecision !== this.entry.decisions.length) throw this.mismatch('no further condition', this.entry.decisions[this.nextDecision]?.at);
    if (this.nextAction !== this.entry.actions.length) throw this.mismatch('no further action', this.entry.actions[this.nextAction]?.at);
  }
  private mismatch(wanted: string, got: string | undefined): JournalMismatch {
    return new JournalMismatch(`run ${this.entry.run}, event ${this.entry.seq}: the chart asks for ${wanted}, the journal has ${got ?? 'nothing more'}`);
  }
}
