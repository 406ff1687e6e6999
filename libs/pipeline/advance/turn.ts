import { isJsonObject, UserError, type Json, type JsonObject } from '#kernel';
import type { ChartEvent, Position, Raise } from '../compile/chart.js';
import type { Compiled } from '../compile/compile.js';
import type { AttachedRule, StateId } from '../definition/index.js';
import type { Ledger } from './ledger.js';
import { migrate } from './migrate.js';
import { doneEvent, errorEvent, Move } from './move.js';
import type { OpenWait, RunEvent, RunState, Snapshot, World } from './run.js';
import type { InvokeWait } from './waits.js';

/** How often rules on changed fields may set each other off for one event. */
const MAX_RULE_DEPTH = 16;

export interface TurnInput {
  readonly compiled: Compiled;
  readonly ledger: Ledger;
  readonly run: RunState;
  readonly event: RunEvent;
  readonly world: World;
  readonly replay: boolean;
}

const NONE: ChartEvent = { trigger: { kind: 'none' }, data: { name: '' } };

/**
 * One event played to rest: the chart's step, then what changed fields set off, then clocks paused or restarted. The
 * same code moves a run and folds its journal; only the ledger differs.
 */
export class Turn {
  readonly move: Move;
  /** The timer or result is no longer waited for. */
  isLate = false;
  private position: Position | null;
  private restored: Snapshot | null = null;
  private migrated = false;

  constructor(private readonly input: TurnInput) {
    const { compiled, ledger, run, event, world, replay } = input;
    this.move = new Move(compiled, ledger, world, mainEvent(event), run.snapshot, replay);
    this.position = run.snapshot && { configuration: run.snapshot.configuration, history: run.snapshot.history, done: run.snapshot.status === 'done' };
  }

  play(): void {
    this.main(this.input.event);
    if (this.isLate || this.restored || this.isRefused) return;
    this.settle();
    this.restartIdle(this.input.event);
    const active = this.activeStates();
    this.move.waits.pauseAndResume(this.input.compiled.timers, (id) => active.has(id));
  }

  /** A sent event that no transition took. */
  get isRefused(): boolean {
    const { kind } = this.input.event;
    return kind === 'sent' && !this.move.mainTaken && !this.input.replay;
  }

  snapshot(): Snapshot {
    if (this.restored) return this.restored;
    const { configuration, history, done } = this.at();
    return {
      status: done ? 'done' : 'active',
      configuration,
      history,
      vars: this.move.vars,
      outcome: done ? this.outcome(configuration) : null,
      waits: this.move.waits.all(),
    };
  }

  // --- the event itself

  private main(event: RunEvent): void {
    switch (event.kind) {
      case 'started':
        Object.assign(this.move.vars, event.vars);
        this.position = event.at ? this.input.compiled.chart.enterAt(event.at, this.move) : this.input.compiled.chart.start(this.move);
        return;
      case 'sent':
        this.move.setFields(event.fields);
        return this.step(this.move.main);
      case 'changed':
        this.move.setFields(event.fields);
        this.move.drainChanged();
        this.step(this.move.main);
        this.move.markChanged(Object.keys(event.fields));
        return;
      case 'timer':
        return this.timer(event);
      case 'result':
        return this.result(event);
      case 'skipped':
        return this.skipped(event);
      case 'scheduled':
        return this.runRules(this.input.compiled.rules.filter((r) => r.key === event.rule && 'every' in r.on));
      case 'undone':
      case 'reopened':
        return this.restore();
      case 'migrated':
        this.position = migrate(this.input.compiled, this.move, event, this.at());
        this.migrated = true;
        return this.step(NONE);
      case 'rules-changed':
        this.syncIdle();
        return this.step(NONE);
      case 'touched':
        return this.step(NONE);
    }
  }

  private step(event: ChartEvent): void {
    if (!this.at().done) this.position = this.input.compiled.chart.move(this.at(), event, this.move);
  }

  private timer({ timer: id, late }: Extract<RunEvent, { kind: 'timer' }>): void {
    const { waits } = this.move;
    const wait = waits.timer(id);
    if (!wait) return this.late();
    waits.answer(wait);
    if (wait.purpose.kind === 'after') {
      const timer = this.input.compiled.timers.get(wait.purpose.timer);
      if (late && timer?.late === 'skip') return this.step(NONE);
      return this.step({ trigger: { kind: 'timer', timer: wait.purpose.timer }, data: { name: 'timer' } });
    }
    if (wait.purpose.kind === 'wait') return this.step(doneEvent(wait.purpose.invoke, {}));
    const { rule } = wait.purpose;
    this.runRules(this.input.compiled.rules.filter((r) => r.key === rule));
  }

  private result({ effect, outcome }: Extract<RunEvent, { kind: 'result' }>): void {
    const wait = this.move.waits.invokeOf(effect);
    if (!wait || Object.hasOwn(wait.outputs, effect)) return this.late();
    const forEach = this.input.compiled.invoke(wait.id)?.forEach ?? null;
    if (forEach) return this.itemResult(wait, effect, forEach.join, outcome);
    this.move.waits.answer(wait);
    this.step(outcome.ok ? doneEvent(wait.id, outcome.output) : errorEvent(wait.id, outcome.error.code, outcome.error.message));
  }

  private itemResult(
    wait: InvokeWait,
    effect: InvokeWait['effects'][number],
    join: 'all' | 'any' | number,
    outcome: Extract<RunEvent, { kind: 'result' }>['outcome'],
  ): void {
    const { waits } = this.move;
    const item: Json = outcome.ok ? { ok: true, output: outcome.output } : { ok: false, error: { code: outcome.error.code, message: outcome.error.message } };
    const next = waits.addOutput(wait, effect, item);
    const results = next.effects.map((id) => next.outputs[id]).filter((r): r is JsonObject => isJsonObject(r));
    const succeeded = results.filter((r) => r['ok'] === true);
    const wanted = join === 'all' ? wait.effects.length : join === 'any' ? 1 : Math.min(join, wait.effects.length);
    const possible = wait.effects.length - (results.length - succeeded.length);
    if (succeeded.length >= wanted) {
      waits.closeInvoke(wait.id, effect);
      return this.step(
        doneEvent(
          wait.id,
          succeeded.map((r) => r['output'] ?? null),
        ),
      );
    }
    if (possible >= wanted || outcome.ok) return this.step(NONE);
    waits.closeInvoke(wait.id, effect);
    this.step(errorEvent(wait.id, outcome.error.code, outcome.error.message));
  }

  private skipped({ effect }: Extract<RunEvent, { kind: 'skipped' }>): void {
    const wait = this.move.waits.invokeOf(effect);
    if (!wait) return this.step(NONE);
    this.result({ kind: 'result', effect, outcome: { ok: true, output: null } });
  }

  private late(): void {
    this.isLate = true;
  }

  /** Undo and reopen: the state before, exactly, also of a field retired since; what it waited for waits again. */
  private restore(): void {
    const { run, ledger } = this.input;
    const before = run.before ?? null;
    if (!before || !run.snapshot) throw nothingToRestore();
    const ids = (waits: readonly OpenWait[]): readonly string[] => waits.flatMap((w) => (w.kind === 'timer' ? (w.due === null ? [] : [w.id]) : w.effects));
    const now = ids(run.snapshot.waits);
    const then = ids(before.snapshot.waits);
    for (const id of now.filter((i) => !then.includes(i))) ledger.effect({ kind: 'cancel', id: id as never });
    for (const id of then.filter((i) => !now.includes(i))) ledger.effect({ kind: 'resume', id: id as never });
    if (!this.input.replay && Object.keys(before.fields).length) {
      this.move.setFields(before.fields);
      ledger.change({ kind: 'record.set', fields: before.fields });
    }
    this.restored = before.snapshot;
  }

  // --- what follows from changed fields

  private settle(): void {
    const { ledger } = this.input;
    const chain: string[] = [];
    for (let depth = 0; ; depth++) {
      if (depth > MAX_RULE_DEPTH) throw ruleLoop(chain);
      this.flushPending();
      if (!ledger.happened('/changed', () => this.move.hasChanged)) return;
      const fields = this.move.drainChanged();
      if (this.input.event.kind !== 'changed' || depth > 0) this.step({ trigger: { kind: 'changed' }, data: { name: 'changed', fields: [...fields].sort() } });
      const rules = this.input.compiled.rulesOn.changed.filter((r) => ledger.happened(`/rules/${r.key}/on`, () => watches(r, fields)));
      chain.push(...rules.map((r) => r.key));
      this.runRules(rules);
    }
  }

  private runRules(rules: readonly AttachedRule[]): void {
    const active = this.activeStates();
    const raise: Raise = (event) => this.move.pending.push(event);
    let ran = false;
    for (const rule of rules) ran = this.move.runRule(rule, this.move.main, (id) => active.has(id), raise) || ran;
    if (ran) this.step(NONE);
  }

  private flushPending(): void {
    for (let event = this.move.pending.shift(); event; event = this.move.pending.shift()) this.step(event);
  }

  // --- idle clocks

  private restartIdle(event: RunEvent): void {
    const restarts = event.kind === 'sent' || event.kind === 'changed' || event.kind === 'touched' || event.kind === 'result';
    if (!restarts || this.at().done) return;
    const active = this.activeStates();
    for (const [state, rules] of this.input.compiled.rulesOn.idle) {
      if (!active.has(state as StateId)) continue;
      for (const rule of rules) {
        this.move.waits.closeTimers((p, wait) => p.kind === 'idle' && p.rule === rule.key && wait.since < this.input.world.now);
        if (!this.move.waits.timerFor((p) => p.kind === 'idle' && p.rule === rule.key)) this.move.armIdle(rule);
      }
    }
  }

  /** A new revision of the rules: clocks of rules that are gone stop, those of new ones start. */
  private syncIdle(): void {
    const { compiled } = this.input;
    const active = this.activeStates();
    const wanted = [...compiled.rulesOn.idle].filter(([state]) => active.has(state as StateId)).flatMap(([, rules]) => rules);
    this.move.waits.closeTimers((p) => p.kind === 'idle' && !wanted.some((r) => r.key === p.rule));
    for (const rule of wanted) if (!this.move.waits.timerFor((p) => p.kind === 'idle' && p.rule === rule.key)) this.move.armIdle(rule);
  }

  // --- where it stands

  private at(): Position {
    if (!this.position) throw new Error('the run has not started');
    return this.position;
  }
  private activeStates(): ReadonlySet<StateId> {
    return this.input.compiled.activeStates(this.at().configuration);
  }
  private outcome(configuration: readonly StateId[]): string | null {
    const outcomes = configuration.map((id) => this.input.compiled.state(id)?.outcome ?? null);
    return outcomes.find((o) => o !== null) ?? null;
  }
}

const watches = (rule: AttachedRule, fields: ReadonlySet<string>): boolean => 'changed' in rule.on && rule.on.changed.some((f) => fields.has(f));

/** What the chart and its rules see of a run event. */
function mainEvent(event: RunEvent): ChartEvent {
  switch (event.kind) {
    case 'sent':
      return { trigger: { kind: 'event', name: event.name }, data: { name: event.name, payload: event.payload, fields: event.fields } };
    case 'changed':
      return { trigger: { kind: 'changed' }, data: { name: 'changed', fields: Object.keys(event.fields).sort() } };
    case 'started':
      return { trigger: { kind: 'none' }, data: { name: 'started' } };
    default:
      return { trigger: { kind: 'none' }, data: { name: event.kind } };
  }
}

function ruleLoop(chain: readonly string[]): UserError {
  const shown = chain.slice(-4).join(' -> ');
  return new UserError('too-large', {
    code: 'run.rule-depth',
    at: '',
    text: {
      en: `Attached rules set each other off more than ${MAX_RULE_DEPTH} times: ${shown}.`,
      'zh-CN': `附加规则互相触发超过 ${MAX_RULE_DEPTH} 次：${shown}。`,
    },
  });
}

const nothingToRestore = (): UserError =>
  new UserError('conflict', {
    code: 'run.nothing-to-undo',
    at: '',
    text: { en: 'There is no earlier state to go back to.', 'zh-CN': '没有可以返回的先前状态。' },
  });
