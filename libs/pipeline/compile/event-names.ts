import { isUnder, isWildcard, prefixOf } from '../definition/event-descriptor.js';
import type { Definition, Trigger } from '../definition/index.js';
import type { ChartEvent } from './chart.js';

/** Cannot occur in an event name, so no document can listen to it. */
const OTHER = '\u0000';

/**
 * XState event types for a definition's events. Every name falls into one of finitely many classes: a name that the
 * document spells out, or the longest wildcard it fits. So XState sees no wildcards (the first transition in document
 * order wins, as in SCXML, not the longest name), `*` never catches internal events, and hostile names cannot fill
 * XState's per-type caches.
 */
export class EventNames {
  private readonly exact = new Set<string>();
  private readonly prefixes: string[] = []; // of `a.b.*`: `a.b`, longest first; '' for `*`

  constructor(definition: Definition) {
    for (const state of [definition.root, ...definition.states.values()])
      for (const { trigger } of state.transitions) if (trigger.kind === 'event') this.add(trigger.event);
    this.prefixes.sort((a, b) => b.length - a.length);
  }

  private add(descriptor: string): void {
    if (!isWildcard(descriptor)) return void this.exact.add(descriptor);
    const prefix = prefixOf(descriptor);
    if (!this.prefixes.includes(prefix)) this.prefixes.push(prefix);
  }

  /** The XState type to send, or null when nothing in the document listens. */
  typeOf({ trigger }: ChartEvent): string | null {
    switch (trigger.kind) {
      case 'event':
        return this.typeOfName(trigger.name);
      case 'changed':
        return 'changed';
      case 'timer':
        return `after:${trigger.timer}`;
      case 'invoke-done':
      case 'invoke-error':
        return `${trigger.kind}:${trigger.invoke}`;
      case 'none':
        return 'none';
    }
  }

  private typeOfName(name: string): string | null {
    if (name === 'changed') return 'changed';
    if (this.exact.has(name)) return `e.${name}`;
    const prefix = this.prefixes.find((p) => isUnder(p, name));
    if (prefix === undefined) return null;
    return classOf(prefix);
  }

  /** The types under which a transition is listed: one, or for a wildcard every class it covers. */
  typesOf(trigger: Trigger): readonly string[] {
    switch (trigger.kind) {
      case 'event':
        return this.typesOfDescriptor(trigger.event);
      case 'after':
        return [`after:${trigger.timer}`];
      case 'invoke-done':
      case 'invoke-error':
        return [`${trigger.kind}:${trigger.invoke}`];
      case 'always':
      case 'state-done':
        return [];
    }
  }

  private typesOfDescriptor(descriptor: string): readonly string[] {
    if (descriptor === 'changed') return ['changed'];
    if (!isWildcard(descriptor)) return [`e.${descriptor}`];
    const covers = (name: string): boolean => isUnder(prefixOf(descriptor), name);
    return [...[...this.exact].filter(covers).map((name) => `e.${name}`), ...this.prefixes.filter(covers).map(classOf)];
  }
}

const classOf = (prefix: string): string => (prefix === '' ? `e.${OTHER}` : `e.${prefix}.${OTHER}`);
