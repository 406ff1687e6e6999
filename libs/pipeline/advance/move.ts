import { isJsonObject, sameJson, UserError, type EffectId, type Json, type JsonObject } from '#kernel';
import { explainRule, readsOf, resolveInput, resolveTemplate, ruleHolds } from '../rules/index.js';
import type { Action, AttachedRule, Change, Invoke, Rule, State, StepDefinition, Template, Transition } from '../definition/index.js';
import type { ChartEvent, ChartHooks, IsActive, Raise } from '../compile/chart.js';
import type { Compiled } from '../compile/compile.js';
import { gate, inUse, unexpanded } from './gate.js';
import type { Ledger } from './ledger.js';
import type { Refusal, Snapshot, World } from './run.js';
import { Waits } from './waits.js';

/** Thrown through the chart to abandon the move; the reasons are in `Move.refusals`. */
export class Refused extends Error {}

/** Items of one forEach. */
const MAX_FAN_OUT = 1_000;

/**
 * One event moving one run: the working copy that actions change in order and later conditions see. The chart calls
 * it; the ledger keeps what it did. A closure of state over one call, never kept.
 */
export class Move implements ChartHooks {
  readonly waits: Waits;
  readonly taken: string[] = [];
  readonly refusals: Refusal[] = [];
  /** Fields the event set, to be merged over the record. */
  readonly set: Record<string, Json> = {};
  /** What a guard threw; the chart passes on only its message. */
  failure: unknown;
  /** The main event found a transition. */
  mainTaken = false;
  /** Events raised outside the chart's own steps (by rules on changed fields). */
  readonly pending: ChartEvent[] = [];
  readonly vars: Record<string, Json>;
  private readonly record: Record<string, Json>;
  /** Grows when anything changes that conditions read. */
  private revision = 0;
  private changed = new Set<string>();
  private readonly ruledEvents = new WeakSet<ChartEvent>();
  private readonly failedConditions: Refusal[] = [];

  constructor(
    private readonly compiled: Compiled,
    readonly ledger: Ledger,
    private readonly world: World,
    readonly main: ChartEvent,
    before: Snapshot | null,
    /** Replay takes what the journal says was taken; nothing is refused any more. */
    private readonly replay: boolean,
  ) {
    this.waits = new Waits({ ledger, now: world.now, times: world.times }, before?.waits ?? []);
    this.vars = { ...(before?.vars ?? compiled.initialVars) };
    this.record = { ...world.record };
  }

  // --- what the chart asks

  guard(transition: Transition, event: ChartEvent, isActive: IsActive): boolean {
    try {
      return this.isChosen(transition, event, isActive);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
  private isChosen(transition: Transition, event: ChartEvent, isActive: IsActive): boolean {
    const { trigger } = transition;
    if (trigger.kind === 'invoke-done' && event.trigger.kind !== 'invoke-done' && !this.conditionMet(transition, isActive)) return false;
    if (transition.when !== null && !this.condition(`${transition.id}/when`, transition.when, event, isActive)) {
      if (trigger.kind === 'event' && event === this.main) this.noteFailedCondition(transition, transition.when, isActive);
      return false;
    }
    if (trigger.kind === 'event' && !this.replay) this.passGate(transition, event, isActive);
    return true;
  }

  take(transition: Transition, event: ChartEvent, isActive: IsActive, raise: Raise): boolean {
    const before = this.revision;
    this.taken.push(transition.id);
    const { trigger } = transition;
    if (trigger.kind === 'event' && event === this.main) this.mainTaken = true;
    if (trigger.kind === 'invoke-done' || trigger.kind === 'invoke-error') this.waits.closeInvoke(trigger.invoke, null);
    this.runAll(transition.actions, event, isActive, raise);
    if (trigger.kind === 'event') this.runEventRules(event, isActive, raise);
    return this.revision !== before;
  }

  enter(state: State, event: ChartEvent, isActive: IsActive, raise: Raise): boolean {
    const before = this.revision;
    const inside: IsActive = (id) => id === state.id || isActive(id);
    this.runAll(state.entry, event, inside, raise);
    for (const rule of this.compiled.rulesOn.enter.get(state.id) ?? []) this.runRule(rule, event, inside, raise);
    for (const timer of state.timers) this.waits.setTimer({ kind: 'after', timer: timer.id }, state.id, timer.delay, timer.late);
    for (const invoke of state.invokes) this.startInvoke(invoke, state, event, inside, raise);
    for (const rule of this.compiled.rulesOn.idle.get(state.id) ?? []) this.armIdle(rule);
    return this.revision !== before;
  }

  exit(state: State, event: ChartEvent, isActive: IsActive, raise: Raise): boolean {
    const before = this.revision;
    this.runAll(state.exit, event, isActive, raise);
    for (const rule of this.compiled.rulesOn.leave.get(state.id) ?? []) this.runRule(rule, event, isActive, raise);
    this.waits.leave(state.id);
    return this.revision !== before;
  }

  // --- fields

  /** Sets fields of the working copy; remembers which really changed. */
  setFields(fields: JsonObject): void {
    for (const [name, value] of Object.entries(fields)) {
      if (!sameJson(unexpanded(this.record[name]) ?? null, value)) this.changed.add(name);
      this.record[name] = value;
      this.set[name] = value;
    }
  }
  /** The fields changed since the last call. */
  drainChanged(): ReadonlySet<string> {
    const changed = this.changed;
    this.changed = new Set();
    return changed;
  }
  get hasChanged(): boolean {
    return this.changed.size > 0;
  }
  /** For a `changed` event whose fields the record already holds. */
  markChanged(fields: Iterable<string>): void {
    for (const field of fields) this.changed.add(field);
  }

  // --- rules

  /** Runs the actions of an attached rule if its condition holds. */
  runRule(rule: AttachedRule, event: ChartEvent, isActive: IsActive, raise: Raise): boolean {
    if (rule.refuse !== null) return false;
    if (rule.when !== null && !this.condition(`/rules/${rule.key}/when`, rule.when, event, isActive)) return false;
    this.runAll(rule.do, event, isActive, raise);
    return true;
  }
  armIdle(rule: AttachedRule): void {
    if (!('idle' in rule.on)) return;
    this.waits.setTimer({ kind: 'idle', rule: rule.key }, this.compiled.stateId(rule.on.in), rule.on.idle, 'fire');
  }
  private runEventRules(event: ChartEvent, isActive: IsActive, raise: Raise): void {
    if (event.trigger.kind !== 'event' || this.ruledEvents.has(event)) return;
    this.ruledEvents.add(event); // once an event, however many regions take it
    for (const rule of this.compiled.rulesOn.event(event.trigger.name)) this.runRule(rule, event, isActive, raise);
  }

  // --- conditions

  condition(at: string, rule: Rule, event: ChartEvent, isActive: IsActive): boolean {
    return this.ledger.decide(at, () => {
      const data = this.data(event);
      return { held: ruleHolds(rule, data, { inState: (id) => isActive(this.compiled.stateId(id)) }), read: readsOf(rule, data) };
    });
  }
  private conditionMet(transition: Transition, isActive: IsActive): boolean {
    const invoke = this.compiled.invokeOf(transition);
    if (!invoke || invoke.until === null || !this.waits.hasInvoke(invoke.id)) return false;
    return this.condition(`${invoke.at}/until`, invoke.until, this.main, isActive);
  }
  private passGate(transition: Transition, event: ChartEvent, isActive: IsActive): void {
    const rules = event.trigger.kind === 'event' ? this.compiled.rulesOn.event(event.trigger.name) : [];
    const refusing = rules.filter((rule) => rule.refuse !== null && (rule.when === null || this.holdsSilently(rule.when, event, isActive)));
    const reasons = gate(transition, { actor: this.world.actor, record: this.record, fields: this.compiled.fields, refusing });
    if (!reasons.length) return;
    this.refusals.push(...reasons);
    throw new Refused();
  }
  /** A refusing rule leaves no trace in the journal: an event that is journaled was not refused. */
  private holdsSilently(rule: Rule, event: ChartEvent, isActive: IsActive): boolean {
    return ruleHolds(rule, this.data(event), { inState: (id) => isActive(this.compiled.stateId(id)) });
  }
  private noteFailedCondition(transition: Transition, rule: Rule, isActive: IsActive): void {
    if (this.replay) return;
    const data = this.data(this.main);
    const context = { inState: (id: string): boolean => isActive(this.compiled.stateId(id)) };
    const { sentence: en, read } = explainRule(rule, data, 'en', this.compiled.labels, context);
    const { sentence: zh } = explainRule(rule, data, 'zh-CN', this.compiled.labels, context);
    this.failedConditions.push({ code: 'event.condition', at: `${transition.id}/when`, text: { en: `${en}.`, 'zh-CN': `${zh}。` }, read });
  }
  /** Why no transition took the event: its conditions, or nothing listens for it here. */
  notTaken(): readonly Refusal[] {
    if (this.failedConditions.length) return this.failedConditions;
    const name = this.main.trigger.kind === 'event' ? this.main.trigger.name : '';
    return [{ code: 'event.not-expected', at: null, text: { en: `Nothing here waits for "${name}".`, 'zh-CN': `当前没有步骤等待“${name}”。` } }];
  }

  // --- actions

  runAll(actions: readonly Action[], event: ChartEvent, isActive: IsActive, raise: Raise): void {
    for (const action of actions) {
      if (action.if !== null && !this.condition(`${action.at}/if`, action.if, event, isActive)) continue;
      if (action.do === 'raise') this.raise(action, event, raise);
      else this.run(action, event);
    }
  }
  private raise(action: Action, event: ChartEvent, raise: Raise): void {
    const id = this.ledger.nextId();
    const input = this.ledger.act(id, action.at, 'raise', () => resolveInput(action.with, this.data(event)));
    const given: JsonObject = isJsonObject(input) ? input : { event: input };
    const name = String(given['event'] ?? '');
    raise({ trigger: name === 'changed' ? { kind: 'changed' } : { kind: 'event', name }, data: { name, payload: given['payload'] ?? null } });
  }
  private run(action: Action, event: ChartEvent): void {
    const step = this.compiled.step(action.do);
    const id = this.ledger.nextId();
    const input = this.ledger.act(id, action.at, action.do, () => resolveInput(action.with, this.data(event)));
    if (step.mode === 'transactional') return this.apply(step, id, input);
    this.send(id, action.do, input, { invoke: null, handlesError: false, retry: action.retry, delivery: action.delivery });
  }
  private send(id: EffectId, step: string, input: Json, how: Pick<Invoke, 'retry' | 'delivery' | 'handlesError'> & { invoke: string | null }): void {
    if (this.world.history) this.ledger.unsent(id, step);
    else this.ledger.effect({ kind: 'step', id, step, input, invoke: how.invoke, handlesError: how.handlesError, retry: how.retry, delivery: how.delivery });
  }
  /** Applies a transactional step to the working copy and notes its changes. */
  private apply(step: StepDefinition, id: EffectId, input: Json): void {
    const { now, times, recordId } = this.world;
    const read = { record: this.record, recordId, vars: this.vars, now, id, dueAfter: (d: Parameters<typeof times.due>[0]) => times.due(d, now) };
    const changes = this.replay ? [] : (step.changes?.(input, read) ?? []);
    const vars = changes.find((c): c is Extract<Change, { kind: 'vars.set' }> => c.kind === 'vars.set')?.vars ?? null;
    const assigned = this.ledger.assigned({ vars, setFields: changes.some((c) => c.kind === 'record.set') });
    Object.assign(this.vars, assigned.vars ?? {});
    if (assigned.vars || assigned.setFields) this.revision++;
    for (const change of changes) this.applyChange(change);
  }
  private applyChange(asked: Change): void {
    const change = asked.kind === 'record.set' ? { ...asked, fields: inUse(asked.fields, this.compiled.fields) } : asked;
    this.ledger.change(change);
    if (change.kind === 'record.set') this.setFields(change.fields);
    if (change.kind === 'run.start') this.ledger.effect({ kind: 'start', id: change.id, change });
    if (change.kind === 'run.signal') this.ledger.effect({ kind: 'signal', id: change.id, change });
  }

  // --- invokes

  private startInvoke(invoke: Invoke, state: State, event: ChartEvent, isActive: IsActive, raise: Raise): void {
    const step = this.compiled.step(invoke.step);
    if (step.mode === 'wait') return this.startWait(invoke, state, event);
    const inputs = this.invokeInputs(invoke, event);
    if (step.mode === 'transactional') return this.startTransactional(invoke, step, state, inputs, raise);
    if (!this.world.history && inputs.length)
      this.waits.openInvoke(
        invoke.id,
        state.id,
        inputs.map(({ id }) => id),
      );
    for (const { id, input } of inputs) this.send(id, invoke.step, input, { ...invoke, invoke: invoke.id });
    if (!inputs.length) raise(doneEvent(invoke.id, []));
  }
  /** One input, or one an item of forEach, each under its own effect id. */
  private invokeInputs(invoke: Invoke, event: ChartEvent): readonly { readonly id: EffectId; readonly input: Json }[] {
    const one = (with_: Template, extra: JsonObject): { id: EffectId; input: Json } => {
      const id = this.ledger.nextId();
      return { id, input: this.ledger.act(id, invoke.at, invoke.step, () => resolveInput(with_, this.data(event, extra))) };
    };
    if (!invoke.forEach) return [one(invoke.with, {})];
    const { items, as } = invoke.forEach;
    let list: readonly Json[] = [];
    const count = this.ledger.act(this.ledger.nextId(), `${invoke.at}/forEach`, 'forEach', () => (list = this.items(items, invoke, event)).length);
    return Array.from({ length: Number(count) }, (_, i) => one(invoke.with, { [as]: list[i] ?? null }));
  }
  private items(template: Template, invoke: Invoke, event: ChartEvent): readonly Json[] {
    const items = resolveTemplate(template, this.data(event));
    const list = Array.isArray(items) ? (items as readonly Json[]) : items === null ? [] : [items];
    if (list.length <= MAX_FAN_OUT) return list;
    throw new UserError('too-large', {
      code: 'run.fan-out',
      at: `${invoke.at}/forEach/items`,
      got: list.length,
      expected: MAX_FAN_OUT,
      text: {
        en: `At most ${MAX_FAN_OUT} items at once; this event would start ${list.length}.`,
        'zh-CN': `一次最多 ${MAX_FAN_OUT} 项；此事件将启动 ${list.length} 项。`,
      },
    });
  }
  private startTransactional(invoke: Invoke, step: StepDefinition, state: State, inputs: readonly { id: EffectId; input: Json }[], raise: Raise): void {
    for (const { id, input } of inputs) this.apply(step, id, input);
    // A task is answered by a person; everything else is done at once.
    if (step.output && inputs.length)
      this.waits.openInvoke(
        invoke.id,
        state.id,
        inputs.map(({ id }) => id),
      );
    else raise(doneEvent(invoke.id, null));
  }
  private startWait(invoke: Invoke, state: State, event: ChartEvent): void {
    const id = this.ledger.nextId();
    const input = this.ledger.act(id, invoke.at, invoke.step, () => resolveInput(invoke.with, this.data(event)));
    const { for: length, at } = (isJsonObject(input) ? input : {}) as { for?: Parameters<World['times']['due']>[0]; at?: string };
    const purpose = { kind: 'wait', invoke: invoke.id } as const;
    if (length) this.waits.setTimer(purpose, state.id, length, 'fire');
    else if (at) this.waits.setTimerAt(purpose, state.id, () => this.compiled.momentOf(at, invoke), 'fire');
    else this.waits.openInvoke(invoke.id, state.id, []);
  }

  // --- what rules and templates read

  data(event: ChartEvent, extraVars: JsonObject = {}): JsonObject {
    const seen = event.trigger.kind === 'none' ? this.main : event;
    const { actor, now } = this.world;
    return {
      record: this.record,
      event: seen.data,
      vars: Object.keys(extraVars).length ? { ...this.vars, ...extraVars } : this.vars,
      actor: { kind: actor.kind, id: actor.id, roles: actor.roles },
      now,
    };
  }
}

export const doneEvent = (invoke: string, output: Json): ChartEvent => ({
  trigger: { kind: 'invoke-done', invoke },
  data: { name: 'done', output },
});
export const errorEvent = (invoke: string, code: string, message: string): ChartEvent => ({
  trigger: { kind: 'invoke-error', invoke },
  data: { name: 'error', error: { code, message } },
});
