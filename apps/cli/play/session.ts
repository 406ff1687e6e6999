import type { EffectId, Instant, Json, JsonObject, RunId } from '#kernel';
import { laterOf, parseInstant, UserError } from '#kernel';
import {
  advance,
  type Actor,
  type Advanced,
  type Change,
  type CompiledPipeline,
  type DueTimes,
  type Effect,
  type OpenWait,
  type Refusal,
  type RunEvent,
  type RunState,
  type StateId,
} from '#pipeline';
import type { PlayInput, PlayStepInput } from './play-input.js';
import { activeStates, stateValue, type StateValue } from './state-value.js';

/** What one step did to the played run. */
export interface PlayedStep {
  /** What was sent: the event's name, `(start)`, `(timer)`, `(change)`, `done:<invoke>` ... */
  readonly event: string;
  readonly at: Instant;
  /** Every active state, ancestors included, sorted. */
  readonly active: readonly StateId[];
  /** The active atomic states, sorted. */
  readonly leaves: readonly StateId[];
  readonly value: StateValue;
  readonly stage: StateId | null;
  readonly status: 'active' | 'done';
  readonly outcome: string | null;
  readonly effects: readonly PlayedEffect[];
  /** Why the event was refused; empty when it was applied. */
  readonly refused: readonly Refusal[];
  /** A result or timer that nothing waited for any more. */
  readonly late: boolean;
}

/** Work or a change that a step asked for, in one flat shape. */
export type PlayedEffect = JsonObject & { readonly do: string };

export interface PlaySetup {
  readonly pipeline: CompiledPipeline;
  readonly record: JsonObject;
  readonly vars?: JsonObject;
  readonly start: Instant;
  readonly times: DueTimes;
  /** Roles of the sender where a step names none. `*` = every role. */
  readonly roles: readonly string[];
}

const RUN_ID = '00000000-0000-7000-8000-000000000001' as RunId;
const RECORD_ID = '00000000-0000-7000-8000-000000000002';
const MAX_TIMERS = 10_000;

/** One run played with a virtual clock: pure, no database, nothing sent. Timers fire when time is let pass. */
export class PlaySession {
  private run: RunState = { id: RUN_ID, seq: 0, snapshot: null };
  private fields: JsonObject;
  private readonly tagged = new Set<string>();
  private clock: Instant;

  constructor(private readonly setup: PlaySetup) {
    this.fields = setup.record;
    this.clock = setup.start;
  }

  get now(): Instant {
    return this.clock;
  }
  get record(): JsonObject {
    return this.fields;
  }
  get tags(): readonly string[] {
    return [...this.tagged].sort();
  }
  get vars(): JsonObject {
    return this.run.snapshot?.vars ?? {};
  }
  get waits(): readonly OpenWait[] {
    return this.run.snapshot?.waits ?? [];
  }

  /** Enters the initial states. Call once, first. */
  start(): PlayedStep {
    return this.apply('(start)', { kind: 'started', vars: this.setup.vars ?? {}, at: null }, this.sender(null));
  }

  /** One step: time passes, then the input. One entry a timer that fired, then one for the input. */
  play({ after, as, input }: PlayStepInput): readonly PlayedStep[] {
    const fired = after === null ? [] : this.pass(after);
    if (input.kind === 'wait') return fired.length ? fired : [this.seen('(time)', [], [], false)];
    return [...fired, ...this.give(input, as)];
  }

  private give(input: Exclude<PlayInput, { kind: 'wait' }>, as: readonly string[] | null): readonly PlayedStep[] {
    switch (input.kind) {
      case 'event':
        return [this.apply(input.event, { kind: 'sent', name: input.event, payload: input.payload, fields: input.fields }, this.sender(as))];
      case 'change':
        return [this.change(input.fields, as)];
      case 'done':
        return this.answer(`done:${input.invoke}`, input.invoke, input.item, { ok: true, output: input.output });
      case 'fails':
        return this.answer(`fails:${input.invoke}`, input.invoke, input.item, { ok: false, error: { code: input.code, message: input.message } });
    }
  }

  private change(fields: JsonObject, as: readonly string[] | null): PlayedStep {
    this.fields = { ...this.fields, ...fields };
    return this.apply('(change)', { kind: 'changed', fields }, this.sender(as));
  }

  /** Lets time pass; each timer that falls due fires at its own time. */
  private pass(after: string): readonly PlayedStep[] {
    const until = this.setup.times.due(after, this.clock);
    const steps: PlayedStep[] = [];
    for (let next = this.nextTimer(until); next; next = this.nextTimer(until)) {
      if (steps.length >= MAX_TIMERS) throw tooManyTimers();
      this.clock = laterOf(next.due, this.clock);
      steps.push(this.apply('(timer)', { kind: 'timer', timer: next.id, late: false }, { kind: 'timer', id: next.id, roles: [] }));
    }
    this.clock = until;
    return steps;
  }

  private nextTimer(until: Instant): { readonly id: EffectId; readonly due: Instant } | null {
    const due = this.waits.flatMap((wait) => (wait.kind === 'timer' && wait.due !== null && wait.due <= until ? [{ id: wait.id, due: wait.due }] : []));
    return due.sort((a, b) => (a.due < b.due || (a.due === b.due && a.id < b.id) ? -1 : 1))[0] ?? null;
  }

  private answer(label: string, invoke: string, item: number | null, outcome: Extract<RunEvent, { kind: 'result' }>['outcome']): readonly PlayedStep[] {
    const wait = this.waits.find((open) => open.kind === 'invoke' && open.id === invoke);
    if (wait?.kind !== 'invoke') return [this.seen(label, [], [nothingWaits(invoke)], false)];
    const open = item === null ? wait.effects.filter((id) => !Object.hasOwn(wait.outputs, id)) : wait.effects.slice(item, item + 1);
    if (open.length === 0) return [this.seen(label, [], [nothingWaits(invoke)], false)];
    return open.map((effect) => this.apply(label, { kind: 'result', effect, outcome }, { kind: 'step', id: effect, roles: [] }));
  }

  private apply(label: string, event: RunEvent, actor: Actor): PlayedStep {
    const advanced = advance(this.setup.pipeline, this.run, event, {
      now: this.clock,
      actor,
      record: this.fields,
      recordId: RECORD_ID,
      ownerId: null,
      history: false,
      times: this.setup.times,
    });
    return this.keep(label, advanced);
  }

  private keep(label: string, advanced: Advanced): PlayedStep {
    if (advanced.kind === 'refused') return this.seen(label, [], advanced.reasons, false);
    if (advanced.kind === 'late') return this.seen(label, [], [], true);
    this.run = advanced.run;
    this.fields = { ...this.fields, ...advanced.fields };
    for (const change of advanced.changes) {
      if (change.kind === 'tag.add') this.tagged.add(change.tag);
      if (change.kind === 'tag.remove') this.tagged.delete(change.tag);
    }
    return this.seen(label, [...advanced.changes.map(shownChange), ...advanced.effects.flatMap(shownEffect)], [], false);
  }

  private seen(event: string, effects: readonly PlayedEffect[], refused: readonly Refusal[], late: boolean): PlayedStep {
    const { definition } = this.setup.pipeline;
    const { configuration = [], status = 'active', outcome = null } = this.run.snapshot ?? {};
    return {
      event,
      at: this.clock,
      active: activeStates(definition, configuration),
      leaves: configuration,
      value: stateValue(definition, configuration),
      stage: this.setup.pipeline.stageOf(configuration),
      status,
      outcome,
      effects,
      refused,
      late,
    };
  }

  private sender(as: readonly string[] | null): Actor {
    return { kind: 'cli', id: 'play', roles: as ?? this.setup.roles };
  }
}

/** A step's own change; ids are left out, since nobody can use them here. */
function shownChange(change: Change): PlayedEffect {
  if (change.kind === 'task.create') {
    const { title, due, assignee, approval } = change.task;
    return { do: 'task.create', title, due, assignee: { ...assignee }, ...(approval ? { approval: { ...approval } } : {}) };
  }
  const { kind, ...rest } = change;
  return { do: kind, ...withoutId(rest as unknown as JsonObject) };
}

function shownEffect(effect: Effect): readonly PlayedEffect[] {
  switch (effect.kind) {
    case 'step':
      return [{ do: effect.step, input: effect.input, ...(effect.invoke ? { invoke: effect.invoke } : {}) }];
    case 'timer':
      return [{ do: 'timer.set', due: effect.due }];
    case 'cancel':
    case 'resume':
      return [{ do: effect.kind, id: effect.id }];
    case 'start':
    case 'signal':
      return []; // the change says the same
  }
}

const withoutId = ({ id: _id, ...rest }: JsonObject & { readonly id?: Json }): JsonObject => rest as JsonObject;

const nothingWaits = (invoke: string): Refusal => ({
  code: 'event.not-expected',
  at: null,
  text: { en: `Nothing waits for "${invoke}" here.`, 'zh-CN': `此处没有等待“${invoke}”的结果。` },
});

const tooManyTimers = (): UserError =>
  new UserError('too-large', {
    code: 'play.timers',
    at: '',
    text: {
      en: `More than ${MAX_TIMERS} timers fired in one step; let less time pass.`,
      'zh-CN': `一步之内触发了超过 ${MAX_TIMERS} 个定时器，请缩短经过的时间。`,
    },
  });

/** Reads a moment typed by a person; throws UserError `moment`. */
export function momentOf(text: string): Instant {
  const moment = parseInstant(text);
  if (moment) return moment;
  throw new UserError('invalid', {
    code: 'moment',
    at: '',
    got: text,
    text: { en: `"${text}" is not a date or moment (2026-01-05T09:00:00Z).`, 'zh-CN': `“${text}”不是有效的日期或时刻（如 2026-01-05T09:00:00Z）。` },
  });
}
