import type { Json, JsonObject, Problem, Text } from '#kernel';
import { pointer } from '#kernel';
import { hears, isWildcard, type AttachedRuleDocument, type Decision, type Refusal } from '#pipeline';
import {
  changeRecord,
  fireTimer,
  possibleEvents,
  runScheduled,
  sendEvent,
  startWalk,
  timersOf,
  type Beginning,
  type Walk,
  type Walked,
  type WalkStep,
} from './walk.js';

/** What an attached rule would do to a record, and why. */
export type Trial =
  /** The steps it does, with their inputs filled in. */
  | { readonly kind: 'acts'; readonly actions: readonly { readonly do: string; readonly input: Json }[]; readonly by: string | null }
  | { readonly kind: 'refuses'; readonly text: Text; readonly read: JsonObject }
  /** It is looked at, and its condition does not hold. */
  | { readonly kind: 'holds-not'; readonly decision: Decision }
  /** It refuses an event, and lets this one pass. */
  | { readonly kind: 'lets-pass' }
  /** The event does not come as far as the rule. */
  | { readonly kind: 'not-reached'; readonly reasons: readonly Refusal[] }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] };

/**
 * Tries one rule of a compiled pipeline on a record, in the moment it looks at: the state is entered or left, the event is sent
 * from where the record stands, the fields change, the clock runs out. Nothing is stored and nothing is sent.
 */
export function tryRule(rule: AttachedRuleDocument, begun: Beginning): Trial {
  const { on } = rule;
  if ('enter' in on) return told(rule, startWalk({ ...begun, at: [on.enter] }), null);
  if ('leave' in on) return leaving(rule, startWalk({ ...begun, at: [on.leave] }), on.leave);
  const start = startWalk(begun);
  if (start.kind !== 'moved') return told(rule, start, null);
  const { walk } = start;
  if ('event' in on) return hearing(rule, walk, on.event);
  if ('changed' in on) return told(rule, changeRecord(walk, pick(begun.record, on.changed)), null);
  if ('every' in on) return told(rule, runScheduled(walk, rule.key), null);
  return idling(rule, begun, on.in);
}

const pick = (record: JsonObject, names: readonly string[]): JsonObject => Object.fromEntries(names.map((name) => [name, record[name] ?? null]));

/** The event; for a wildcard the first that it hears of from here. */
function hearing(rule: AttachedRuleDocument, walk: Walk, descriptor: string): Trial {
  const heard = isWildcard(descriptor) ? possibleEvents(walk).find(({ event }) => hears(descriptor, event))?.event : undefined;
  const event = heard ?? descriptor;
  return told(rule, sendEvent(walk, event), event);
}

/** The first event that leaves the state. */
function leaving(rule: AttachedRuleDocument, start: Walked, state: string): Trial {
  if (start.kind !== 'moved') return told(rule, start, null);
  const tried = possibleEvents(start.walk).map(({ event, reasons }) => ({ event, reasons, walked: sendEvent(start.walk, event) }));
  const left = tried.find(({ walked }) => walked.kind === 'moved' && looked(rule, walked.walk));
  if (left) return told(rule, left.walked, left.event);
  return {
    kind: 'not-reached',
    reasons: tried
      .flatMap(({ reasons }) => reasons)
      .slice(0, 3)
      .concat(tried.length === 0 ? [noWayOut(state)] : []),
  };
}

const noWayOut = (state: string): Refusal => ({
  code: 'event.not-expected',
  at: null,
  text: { en: `No event leads out of "${state}".`, 'zh-CN': `没有事件可离开“${state}”。` },
});

function idling(rule: AttachedRuleDocument, begun: Beginning, state: string): Trial {
  const start = startWalk({ ...begun, at: [state] });
  if (start.kind !== 'moved') return told(rule, start, null);
  const timer = timersOf(start.walk).find(({ purpose }) => purpose.kind === 'idle' && purpose.rule === rule.key);
  return timer ? told(rule, fireTimer(start.walk, timer.id), null) : { kind: 'not-reached', reasons: [] };
}

const partOf = (rule: AttachedRuleDocument): string => pointer('/rules', rule.key);
const belongs = (rule: AttachedRuleDocument, at: string): boolean => at === partOf(rule) || at.startsWith(`${partOf(rule)}/`);
const lastOf = (walk: Walk): WalkStep | undefined => walk.steps.at(-1);

function looked(rule: AttachedRuleDocument, walk: Walk): boolean {
  const entry = lastOf(walk)?.entry;
  return [...(entry?.decisions ?? []), ...(entry?.actions ?? [])].some(({ at }) => belongs(rule, at));
}

function told(rule: AttachedRuleDocument, walked: Walked, by: string | null): Trial {
  switch (walked.kind) {
    case 'failed':
      return { kind: 'failed', problems: walked.problems };
    case 'refused': {
      const own = walked.reasons.find(({ at }) => at !== null && belongs(rule, at));
      return own ? { kind: 'refuses', text: own.text, read: own.read ?? {} } : { kind: 'not-reached', reasons: walked.reasons };
    }
    case 'moved': {
      const entry = lastOf(walked.walk)?.entry;
      const actions = (entry?.actions ?? []).filter(({ at }) => belongs(rule, at)).map(({ do: step, input }) => ({ do: step, input }));
      if (actions.length > 0) return { kind: 'acts', actions, by };
      const decision = entry?.decisions.find(({ at, held }) => at === `${partOf(rule)}/when` && !held);
      if (decision) return rule.refuse ? { kind: 'lets-pass' } : { kind: 'holds-not', decision };
      return rule.refuse ? { kind: 'lets-pass' } : { kind: 'not-reached', reasons: [] };
    }
  }
}
