import { createHash } from 'node:crypto';
import {
  type EffectId,
  type Instant,
  type Json,
  type JsonObject,
  type RecordId,
  type RunId,
  type WorkspaceId,
  addMs,
  canonicalJson,
  epochMs,
  formatDuration,
  parseDuration,
} from '#kernel';
import {
  type Actor,
  type CompiledPipeline,
  type DueTimes,
  type JournalEntry,
  type Snapshot,
  UNBORN,
  compile,
  fold,
  parseAttachedRule,
  parsePipeline,
} from '#pipeline';
import { InProcessWakeups } from '#queue';
import { stepCatalogue } from '#steps/definitions';
import type { Answer, Command, CommandBody } from '../commands.js';
import { CountedIds, MemoryPipelines, MemoryRunStore, MemoryScheduleStore, PlainChecks, type StoreFaults, VirtualClock } from '../memory/index.js';
import type { StepHandler, StoredRun } from '../ports.js';
import { type Runtime, createRuntime } from '../runtime.js';
import type { NextOccurrence } from '../schedules/schedules.js';
import { RecordingObserver } from './recording-observer.js';

/** Exact lengths; days have 24 hours. */
export const plainTimes: DueTimes = {
  due: (delay, from) => addMs(from, lengthMs(typeof delay === 'string' ? delay : delay.business)),
  remaining: (_delay, now, due) => formatDuration(Math.max(0, epochMs(due) - epochMs(now))),
};

function lengthMs(text: string): number {
  const parts = parseDuration(text);
  if (!parts) throw new Error(`not a duration: ${text}`);
  return parts.exactMs + (parts.days + parts.months * 30 + parts.years * 365) * 86_400_000;
}

/** Every rule comes due at the next midnight. */
const daily: NextOccurrence = (_every, _zone, after) => addMs(`${after.slice(0, 10)}T00:00:00.000Z` as Instant, 86_400_000);

export const START = '2026-01-05T09:00:00.000Z' as Instant;
export const W = '00000000-0000-7000-9000-000000000001' as WorkspaceId;
export const ANN: Actor = { kind: 'person', id: 'ann', roles: ['sales'] };
export const BOSS: Actor = { kind: 'person', id: 'boss', roles: ['*'] };

export interface BenchOptions {
  readonly pipelines?: readonly JsonObject[];
  readonly rules?: readonly JsonObject[];
  readonly handlers?: Readonly<Record<string, StepHandler>>;
  readonly faults?: StoreFaults;
  /** How often a batch is tried; default 8. */
  readonly tries?: number;
}

/** A version of a document, with those of the rules that are its own. */
export function compiledOf(document: JsonObject, rules: readonly JsonObject[], version: number, rulesRevision: number): CompiledPipeline {
  const definition = parsePipeline(document);
  if (!definition.ok) throw new Error(canonicalJson(definition.error));
  const parsed = rules.map((rule) => {
    const read = parseAttachedRule(rule);
    if (!read.ok) throw new Error(canonicalJson(read.error));
    return read.value;
  });
  const mine = parsed.filter((rule) => rule.pipeline === definition.value.key);
  return compile(definition.value, mine, { version, rulesRevision, steps: stepCatalogue(), fieldsOf: () => OBJECT_FIELDS });
}

/** The real loop on the memory store with a clock that only the test moves. */
export class TestBench {
  readonly clock = new VirtualClock(START);
  readonly ids = new CountedIds();
  readonly store: MemoryRunStore;
  readonly pipelines = new MemoryPipelines(plainTimes);
  readonly wakeups = new InProcessWakeups(this.clock);
  readonly seen = new RecordingObserver();
  readonly runtime: Runtime;

  constructor(options: BenchOptions = {}) {
    this.store = new MemoryRunStore(() => this.clock.now(), options.faults);
    for (const document of options.pipelines ?? []) this.publish(document, 1, options.rules ?? [], 1);
    const { handlers = {} } = options;
    this.runtime = createRuntime({
      store: this.store,
      pipelines: this.pipelines,
      checks: new PlainChecks(),
      wakeups: this.wakeups,
      handlers: { get: (step) => handlers[step] },
      clock: this.clock,
      ids: this.ids,
      hashes: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
      random: () => 0.5,
      schedules: { store: new MemoryScheduleStore(() => this.clock.now(), this.store), nextOccurrence: daily },
      observer: this.seen,
      patience: { tries: options.tries ?? 8, firstPauseMs: 0 },
    });
  }

  publish(document: JsonObject, version: number, rules: readonly JsonObject[], rulesRevision: number): void {
    this.pipelines.publish(compiledOf(document, rules, version, rulesRevision));
  }

  command(body: CommandBody, over: Partial<Command> = {}): Command {
    return { workspace: W, actor: ANN, source: 'test', key: null, occurredAt: null, history: false, origin: null, body, ...over };
  }
  do(body: CommandBody, over: Partial<Command> = {}): Promise<Answer> {
    return this.runtime.submit(this.command(body, over));
  }
  /** The code of the UserError that the command is answered with. */
  async codeOf(body: CommandBody, over: Partial<Command> = {}): Promise<string> {
    const answer = await this.do(body, over).catch((error: { code?: string }) => error.code ?? String(error));
    if (typeof answer === 'string') return answer;
    return answer.kind === 'refused' ? `refused ${answer.reasons.map((reason) => reason.code).join(' ')}` : answer.kind;
  }

  async record(fields: JsonObject = {}, over: Partial<Extract<CommandBody, { kind: 'record.create' }>> = {}): Promise<RecordId> {
    const recordId = this.ids.next() as RecordId;
    await this.do({ kind: 'record.create', recordId, object: 'deal', fields, externalKey: null, ownerId: 'ann', ...over });
    return recordId;
  }
  async start(recordId: RecordId, pipeline: string, over: Partial<Command> = {}): Promise<RunId> {
    const runId = this.ids.next() as RunId;
    await this.do({ kind: 'run.start', runId, recordId, pipeline, vars: {}, at: null }, over);
    return runId;
  }
  send(runId: RunId, event: string, fields: JsonObject = {}, over: Partial<Command> = {}, payload: Json = null): Promise<Answer> {
    return this.do({ kind: 'run.event', runId, event, payload, fields }, over);
  }

  /** Moves time on and does what became due. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.runtime.drain();
  }

  run(id: RunId): StoredRun {
    const run = this.tables.runs.get(id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  }
  states(id: RunId): readonly string[] {
    return this.run(id).snapshot.configuration;
  }
  fields(id: RecordId): JsonObject {
    return this.tables.records.get(id)?.fields ?? {};
  }
  journal(id: RunId): readonly JournalEntry[] {
    return this.tables.journal.get(id) ?? [];
  }
  events(id: RunId): readonly string[] {
    return this.journal(id).map(({ event }) => (event.kind === 'sent' ? event.name : event.kind));
  }
  effect(id: EffectId): { readonly status: string; readonly attempt: number } {
    const row = this.tables.effects.get(id);
    if (!row) throw new Error(`no effect ${id}`);
    return { status: row.stored.status, attempt: row.stored.attempt };
  }
  get tables(): ReturnType<MemoryRunStore['tables']> {
    return this.store.tables(W);
  }

  /** What is wrong with any run: folding its journal must give its snapshot, seq must have no gaps. */
  mismatches(): readonly string[] {
    return [...this.tables.runs.values()].flatMap((run) => {
      const entries = this.journal(run.id);
      const folded = fold((version, revision) => this.pipelines.get(run.pipeline, version, revision), entries, UNBORN);
      const gaps = entries.some((entry, n) => entry.seq !== n + 1) || entries.length !== run.seq;
      const same = sameSnapshots(folded.snapshot, run.snapshot);
      return same && !gaps ? [] : [`${run.id}: ${canonicalJson(folded.snapshot)} is not ${canonicalJson(run.snapshot)}${gaps ? ' (gaps)' : ''}`];
    });
  }
}

const sameSnapshots = (a: Snapshot | null, b: Snapshot): boolean => canonicalJson(a) === canonicalJson(b);

const title = (en: string): { readonly en: string } => ({ en });
const OBJECT_FIELDS = {
  name: { type: 'text', title: title('Name') },
  amount: { type: 'number', title: title('Amount') },
  reason: { type: 'text', title: title('Reason') },
  mood: { type: 'text', title: title('Mood') },
  account: { type: 'reference', object: 'account', title: title('Account') },
} as const;
