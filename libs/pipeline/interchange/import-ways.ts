import { formatDuration, isJsonObject, parseDuration, pointer, type Json, type JsonObject, type JsonPointer } from '#kernel';
import type { AfterDocument, DelayDocument, InvokeDocument, Rule, StateDocument, TransitionDocument } from '../definition/index.js';
import type { ImportJob } from './import-job.js';
import { importTransitions } from './import-transition.js';
import { legalEvent, ownPart } from './xstate-names.js';
import { uniqueName, type XStateNode } from './xstate-tree.js';

/** Reads what leads out of a state: events, automatic moves, timers, actors and the join. */
export class WaysImporter {
  private readonly invokeIds = new Set<string>();
  constructor(private readonly job: ImportJob) {}

  /** Everything that leads out of the state. */
  of(node: XStateNode): StateDocument {
    const { config, at } = node;
    const on = new Map<string, TransitionDocument[]>();
    const always = importTransitions(this.job, node, config['always'], pointer(at, 'always'));
    const push = (event: string, list: readonly TransitionDocument[]): void => void (list.length && on.set(event, [...(on.get(event) ?? []), ...list]));
    for (const [event, value, place] of this.events(node)) {
      const list = importTransitions(this.job, node, value, place);
      if (event === '') always.push(...list);
      else push(this.eventName(event, place), list);
    }
    const invoke = this.invokes(node, push);
    const after = this.timers(node, push);
    const onDone = node.parent === null || node.children.length === 0 ? [] : importTransitions(this.job, node, config['onDone'], pointer(at, 'onDone'));
    return {
      ...(invoke.length ? { invoke: short(invoke) as InvokeDocument } : {}),
      ...(on.size ? { on: Object.fromEntries([...on].map(([event, list]) => [event, short(list)])) } : {}),
      ...(always.length ? { always: short(always) } : {}),
      ...(after.length ? { after } : {}),
      ...(onDone.length ? { onDone: short(onDone) } : {}),
    };
  }

  private *events({ config, at }: XStateNode): Generator<readonly [event: string, value: Json, at: JsonPointer]> {
    const { on } = config;
    if (on === undefined) return;
    if (Array.isArray(on)) {
      for (const [n, item] of (on as readonly Json[]).entries())
        if (isJsonObject(item) && typeof item['event'] === 'string') yield [item['event'], item, pointer(at, 'on', n)];
    } else if (isJsonObject(on)) for (const [event, value] of Object.entries(on)) yield [event, value, pointer(at, 'on', event)];
    else this.job.lost.add('member.form', pointer(at, 'on'), '"on" is not an object of events.', '“on”不是事件对象。');
  }

  private eventName(event: string, at: JsonPointer): string {
    const name = legalEvent(event);
    if (name !== event)
      this.job.lost.add('event.renamed', at, `The event "${event.slice(0, 80)}" is called "${name}" here.`, `事件“${event.slice(0, 80)}”在此称为“${name}”。`);
    if (/^(xstate|done|error)\./.test(event))
      this.job.lost.add(
        'event.internal',
        at,
        `"${event.slice(0, 80)}" comes from inside XState; here somebody has to send it.`,
        `“${event.slice(0, 80)}”由 XState 内部产生；在此需要有人发送。`,
      );
    return name;
  }

  private invokes(node: XStateNode, push: (event: string, list: readonly TransitionDocument[]) => void): InvokeDocument[] {
    const { invoke } = node.config;
    if (invoke === undefined || invoke === null) return [];
    const list = Array.isArray(invoke) ? (invoke as readonly Json[]) : [invoke];
    return list.flatMap((value, n) => {
      const at = Array.isArray(invoke) ? pointer(node.at, 'invoke', n) : pointer(node.at, 'invoke');
      const config = typeof value === 'string' ? { src: value } : value;
      if (!isJsonObject(config)) {
        this.job.lost.add('invoke.form', at, 'This is no invoke.', '这不是调用。');
        return [];
      }
      return this.invoke(node, config, at, push);
    });
  }

  private invoke(node: XStateNode, config: JsonObject, at: JsonPointer, push: (event: string, list: readonly TransitionDocument[]) => void): InvokeDocument[] {
    const src = isJsonObject(config['src'] ?? null) ? (config['src'] as JsonObject)['type'] : config['src'];
    const given = typeof config['id'] === 'string' ? config['id'] : typeof src === 'string' ? src : 'actor';
    const id = uniqueName(legalEvent(given).slice(0, 70).replace(/[.*]/g, '-').trim() || 'actor', (name) => this.invokeIds.has(name));
    this.invokeIds.add(id);
    const done = importTransitions(this.job, node, config['onDone'], pointer(at, 'onDone'));
    const failed = importTransitions(this.job, node, config['onError'], pointer(at, 'onError'));
    if (config['onSnapshot'] !== undefined)
      this.job.lost.add('member.unknown', pointer(at, 'onSnapshot'), '"onSnapshot" has no counterpart.', '“onSnapshot”没有对应的内容。');
    const own = ownPart(config['input']);
    if (typeof own['step'] === 'string')
      return [
        {
          ...own,
          id: given,
          step: own['step'],
          ...(done.length ? { onDone: short(done) } : {}),
          ...(failed.length ? { onError: short(failed) } : {}),
        } as InvokeDocument,
      ];
    push(`${id}.done`, done);
    push(`${id}.failed`, failed);
    this.job.lost.add(
      'invoke.code',
      at,
      `The actor "${given}" is code; its end is the event "${id}.done" or "${id}.failed" until you put a step in its place.`,
      `参与者“${given}”是代码；在改用步骤之前，其结束为事件“${id}.done”或“${id}.failed”。`,
    );
    return [];
  }

  private timers(node: XStateNode, push: (event: string, list: readonly TransitionDocument[]) => void): AfterDocument[] {
    const { after } = node.config;
    if (after === undefined || after === null) return [];
    const at = pointer(node.at, 'after');
    const entries: (readonly [string, Json, JsonPointer])[] = Array.isArray(after)
      ? (after as readonly Json[]).flatMap((t, n) => (isJsonObject(t) ? [[String(t['delay'] ?? ''), t, pointer(at, n)] as const] : []))
      : isJsonObject(after)
        ? Object.entries(after).map(([delay, t]) => [delay, t, pointer(at, delay)] as const)
        : [];
    return entries.flatMap(([delay, value, place]) => {
      const length = this.delay(delay);
      const list = importTransitions(this.job, node, value, place);
      if (length !== null) return this.afterList(length, list, value, place);
      const event = legalEvent(`after.${delay}`).replace(/\*/g, '-');
      this.job.lost.add(
        'delay.code',
        place,
        `The delay "${delay.slice(0, 80)}" is code; it is the event "${event}" until you give it a length.`,
        `延时“${delay.slice(0, 80)}”是代码；在给出时长之前，它是事件“${event}”。`,
      );
      push(event, list);
      return [];
    });
  }

  /** Milliseconds, an ISO duration, `business:PT8H:calendar`, or a name that the machine gives a number. */
  private delay(text: string): DelayDocument | null {
    const { delays } = this.job.machine;
    const named = isJsonObject(delays ?? null) && Object.hasOwn(delays as JsonObject, text) ? (delays as JsonObject)[text] : undefined;
    const ms = text.trim() === '' ? Number.NaN : Number(named ?? text);
    if (Number.isFinite(ms) && ms >= 0 && ms < 3.6e13) return formatDuration(Math.round(ms));
    if (parseDuration(text)) return text;
    const [, business, calendar] = /^business:([^:]+):(.+)$/.exec(text) ?? [];
    return business !== undefined && calendar !== undefined && parseDuration(business) ? { business, calendar } : null;
  }

  /** Of one delay only the first transition that holds is taken: later ones wait for the earlier conditions to fail. */
  private afterList(delay: DelayDocument, list: readonly TransitionDocument[], value: Json, at: JsonPointer): AfterDocument[] {
    const earlier: Rule[] = [];
    const timers: AfterDocument[] = [];
    list.forEach((transition, n) => {
      const item = Array.isArray(value) ? (value as readonly Json[])[n] : value;
      const own = isJsonObject(item ?? null) ? ownPart((item as JsonObject)['meta']) : {};
      if (earlier.includes(true))
        return this.job.lost.add(
          'transition.shadowed',
          pointer(at, n),
          'Never taken: an earlier transition of the same delay always is.',
          '永远不会执行：同一延时中靠前的转移总会先执行。',
        );
      const { reenter, when, requires: _requires, by: _by, ...rest } = transition;
      if (reenter)
        this.job.lost.add(
          'after.reenter',
          at,
          'A delayed transition cannot enter its own state again; leave out "reenter".',
          '延时转移不能重新进入自身状态；已去掉“reenter”。',
        );
      const rules = [...earlier.map((rule): Rule => ({ '!': [rule] })), ...(when === undefined ? [] : [when])];
      const condition = rules.length === 0 ? {} : { when: rules.length === 1 ? (rules[0] as Rule) : { and: rules } };
      const extra = Object.fromEntries(['pausedIn', 'late'].filter((key) => own[key] !== undefined).map((key) => [key, own[key]]));
      timers.push({ in: delay, ...rest, ...condition, ...extra } as AfterDocument);
      earlier.push(when ?? true);
    });
    return timers;
  }
}

/** One transition alone, or the list; a lone target as its name. */
function short<T extends object>(list: readonly T[]): T | readonly T[] | string {
  const [only] = list;
  if (list.length !== 1 || !only) return list;
  const keys = Object.keys(only);
  const { target } = only as { target?: unknown };
  return keys.length === 1 && typeof target === 'string' ? target : only;
}
