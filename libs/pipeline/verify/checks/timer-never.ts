import { pointer } from '#kernel';
import type { DelayDocument, State, StateTimer, Transition } from '../../definition/index.js';
import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';
import { isSurelyShorter } from '../delay.js';

/** Timers and idle limits that can never come due while their state is active. */
export const timerNever: Check = {
  code: 'timer.never',
  severity: 'error',
  meaning: { en: 'A timer or idle limit that can never fire.', 'zh-CN': '永远不可能触发的定时器或闲置期限。' },
  example: 'A reminder after P7D in a state that is left after P3D in any case.',
  *find(context: VerifyContext): Generator<Finding> {
    for (const state of context.states)
      for (const timer of state.timers) {
        const why = reason(context, state, timer);
        if (why) yield { at: timer.id, text: { en: `This timer never fires: ${why.en}.`, 'zh-CN': `该定时器永远不会触发：${why.zh}。` } };
      }
    for (const { key, on, title } of context.rules) {
      if (!('idle' in on)) continue;
      const node = context.chart.of(on.in);
      const exit = node && leavesBefore(context, node.state, on.idle, null);
      if (exit)
        yield {
          at: pointer('/rules', key, 'on', 'idle'),
          text: {
            en: `The rule "${title.en}" never fires: ${shortly(exit).en}.`,
            'zh-CN': `规则“${title['zh-CN'] ?? title.en}”永远不会触发：${shortly(exit).zh}。`,
          },
        };
    }
  },
};

interface Why {
  readonly en: string;
  readonly zh: string;
}

function reason(context: VerifyContext, state: State, timer: StateTimer): Why | null {
  const around = context.chart.upwards(context.chart.of(state.id)?.n ?? 0).map((n) => context.chart.at(n).state.id);
  const paused = timer.pausedIn.find((id) => around.includes(id));
  if (paused !== undefined) return { en: `it is paused in "${paused}", which is always active with it`, zh: `它在“${paused}”中暂停，而该状态总与其同时活动` };
  if (state.transitions.some((t) => t.trigger.kind === 'always' && leaves(context, t, state))) {
    const { en, zh } = named(state);
    return { en: `${en} is left as soon as it is entered`, zh: `${zh}一进入就离开` };
  }
  const exit = leavesBefore(context, state, timer.delay, timer);
  return exit && shortly(exit);
}

interface Exit {
  readonly state: State;
  readonly delay: DelayDocument;
}

const shortly = ({ state, delay }: Exit): Why => {
  const length = typeof delay === 'string' ? delay : `${delay.business} (${delay.calendar})`;
  const { en, zh } = named(state);
  return { en: `${en} is left after ${length} in any case`, zh: `${zh}在 ${length} 后必定离开` };
};

/** An unconditional timer of the state or of one around it that is surely over earlier and leads out of the state. */
function leavesBefore(context: VerifyContext, state: State, delay: DelayDocument, own: StateTimer | null): Exit | null {
  for (const n of context.chart.upwards(context.chart.of(state.id)?.n ?? 0)) {
    const around = context.chart.at(n).state;
    for (const other of around.timers) {
      // A paused clock may take longer; one that is skipped after an outage may not fire at all.
      if (other === own || other.pausedIn.length > 0 || other.late === 'skip' || !isSurelyShorter(other.delay, delay)) continue;
      const exit = around.transitions.find((t) => t.trigger.kind === 'after' && t.trigger.timer === other.id);
      if (exit && leaves(context, exit, state)) return { state: around, delay: other.delay };
    }
  }
  return null;
}

/** Taken in any case, and the state is not active afterwards as it was before. */
function leaves(context: VerifyContext, transition: Transition, state: State): boolean {
  if (context.verdict(transition.when) !== 'always' || transition.targets.length === 0) return false;
  const [node, source] = [context.chart.of(state.id), context.chart.of(transition.source)];
  if (!node || !source) return false;
  if (source !== node) return transition.targets.every((id) => !isInside(context, id, node.n));
  return transition.reenter || transition.targets.some((id) => !isInside(context, id, node.n));
}

function isInside(context: VerifyContext, id: string, n: number): boolean {
  const target = context.chart.of(id);
  return target !== undefined && (target.n === n || context.chart.isWithin(target.n, n));
}
