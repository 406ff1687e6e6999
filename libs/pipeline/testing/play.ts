import { parseDuration, epochMs, instantAt, parseInstant, type Instant, type Json, type JsonObject, type RunId } from '#kernel';
import { stepCatalogue } from '#steps/definitions';
import {
  advance,
  fold,
  sameSnapshot,
  type Actor,
  type Advanced,
  type DueTimes,
  type JournalEntry,
  type RunEvent,
  type RunState,
  type World,
} from '../advance/index.js';
import { compile, type CompiledPipeline } from '../compile/index.js';
import {
  parseAttachedRule,
  parsePipeline,
  type AttachedRuleDocument,
  type FieldDefinition,
  type PipelineDocument,
  type StateDocument,
} from '../definition/index.js';

export const START = parseInstant('2026-01-01T09:00:00Z') as Instant;
export const RUN = '00000000-0000-7000-8000-000000000001' as RunId;
export const ANYONE: Actor = { kind: 'person', id: 'p1', roles: ['*'] };

/** Durations as exact time, a day being 24 hours: enough for charts. */
export const plainTimes: DueTimes = {
  due: (delay, from) => {
    const d = parseDuration(typeof delay === 'string' ? delay : delay.business);
    if (!d) throw new Error(`duration ${JSON.stringify(delay)}`);
    return instantAt(epochMs(from) + d.exactMs + (d.days + d.months * 30 + d.years * 365) * 86_400_000);
  },
  remaining: (_delay, now, due) => `PT${Math.max(0, epochMs(due) - epochMs(now)) / 1000}S`,
};

const FIELDS: Readonly<Record<string, FieldDefinition>> = {
  name: { type: 'text', title: { en: 'Name', 'zh-CN': '名称' } },
  amount: { type: 'number', title: { en: 'Amount', 'zh-CN': '金额' } },
  email: { type: 'email', title: { en: 'E-mail', 'zh-CN': '邮箱' }, personal: true },
  score: { type: 'number', title: { en: 'Score', 'zh-CN': '分数' } },
  level: { type: 'text', title: { en: 'Level', 'zh-CN': '级别' } },
};

export interface Chart extends StateDocument {
  readonly vars?: PipelineDocument['vars'];
  readonly roles?: readonly string[];
}

/** Parses and compiles a little chart; throws with every problem when it does not parse. */
export function compiled(
  chart: Chart,
  rules: readonly Omit<AttachedRuleDocument, 'pipeline' | 'title'>[] = [],
  version = 1,
  rulesRevision = 0,
): CompiledPipeline {
  const parsed = parsePipeline({ format: 'millrace/1', key: 'test', object: 'deal', title: { en: 'Test', 'zh-CN': '测试' }, ...chart });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 1));
  const attached = rules.map((rule) => {
    const result = parseAttachedRule({ pipeline: 'test', title: { en: rule.key }, ...rule });
    if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
    return result.value;
  });
  return compile(parsed.value, attached, { version, rulesRevision, steps: stepCatalogue(), fieldsOf: () => FIELDS });
}

/** Plays events on one run and keeps its journal; every step checks that folding the journal gives the snapshot. */
export class Player {
  run: RunState = { id: RUN, seq: 0, snapshot: null };
  record: JsonObject;
  now = START;
  readonly journal: JournalEntry[] = [];
  last: Advanced | null = null;
  private before: RunState['before'] = null;

  constructor(
    private pipeline: CompiledPipeline,
    record: JsonObject = {},
    private readonly how: { readonly actor?: Actor; readonly history?: boolean } = {},
  ) {
    this.record = record;
  }

  world(): World {
    return {
      now: this.now,
      actor: this.how.actor ?? ANYONE,
      record: this.record,
      recordId: 'r1',
      ownerId: null,
      history: this.how.history ?? false,
      times: plainTimes,
    };
  }
  play(event: RunEvent): this {
    const result = advance(this.pipeline, { ...this.run, before: this.before ?? null }, event, this.world());
    this.last = result;
    if (result.kind !== 'applied') return this;
    const isBack = event.kind === 'undone' || event.kind === 'reopened';
    const old = Object.fromEntries(Object.keys(result.fields).map((f) => [f, this.record[f] ?? null]));
    this.before = isBack || !this.run.snapshot ? null : { snapshot: this.run.snapshot, fields: old };
    this.run = result.run;
    this.record = { ...this.record, ...result.fields };
    this.journal.push(result.entry);
    this.checkFold();
    return this;
  }
  start(vars: JsonObject = {}): this {
    return this.play({ kind: 'started', vars, at: null });
  }
  send(name: string, fields: JsonObject = {}, payload: Json = null): this {
    return this.play({ kind: 'sent', name, payload, fields });
  }
  change(fields: JsonObject): this {
    return this.play({ kind: 'changed', fields });
  }
  /** Lets time pass and fires the timers that fall due, in order. */
  wait(duration: string): this {
    const until = plainTimes.due(duration, this.now);
    for (;;) {
      const next = (this.run.snapshot?.waits ?? [])
        .flatMap((w) => (w.kind === 'timer' && w.due !== null && w.due <= until ? [w] : []))
        .sort((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1))[0];
      if (!next?.due) break;
      this.now = next.due > this.now ? next.due : this.now;
      this.play({ kind: 'timer', timer: next.id, late: false });
    }
    this.now = until;
    return this;
  }
  /** Answers the open wait of an invoke (its n-th effect). */
  answer(invoke: string, outcome: { ok: true; output: Json } | { ok: false; error: { code: string; message: string } }, n = 0): this {
    const wait = this.run.snapshot?.waits.find((w) => w.kind === 'invoke' && w.id === invoke);
    const effect = wait?.kind === 'invoke' ? wait.effects[n] : undefined;
    if (!effect) throw new Error(`no open wait ${invoke}`);
    return this.play({ kind: 'result', effect, outcome });
  }
  use(pipeline: CompiledPipeline): this {
    this.pipeline = pipeline;
    return this;
  }

  get states(): readonly string[] {
    return this.run.snapshot?.configuration ?? [];
  }
  get reasons(): readonly string[] {
    return this.last?.kind === 'refused' ? this.last.reasons.map((r) => r.code) : [];
  }
  get effects(): readonly string[] {
    return this.last?.kind === 'applied' ? this.last.effects.map((e) => e.kind) : [];
  }
  get changes(): readonly JsonObject[] {
    return this.last?.kind === 'applied' ? (this.last.changes as unknown as JsonObject[]) : [];
  }

  private readonly versions = new Map<string, CompiledPipeline>();
  private checkFold(): void {
    this.versions.set(`${this.pipeline.version}/${this.pipeline.rulesRevision}`, this.pipeline);
    const folded = fold((v, r) => this.versions.get(`${v}/${r}`) as CompiledPipeline, JSON.parse(JSON.stringify(this.journal)) as JournalEntry[]);
    if (!sameSnapshot(folded.snapshot, this.run.snapshot))
      throw new Error(`fold differs:\n${JSON.stringify(folded.snapshot)}\n${JSON.stringify(this.run.snapshot)}`);
  }
}
