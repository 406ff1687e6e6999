import type { Definition, Trigger } from '../definition/index.js';
import type { ChartEvent } from './chart.js';

/** Cannot occur in an event name, so no document can listen to it. */
const OTHER = '\u0000';

/**
 * XState event types for a definition's events. Names of the document are prefixed so that `*` never catches
 * internal events; a name that only wildcards match is mapped to one representative of its class, so that hostile
 * names cannot fill XState's per-type caches.
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
    if (descriptor === '*') this.prefixes.push('');
    else if (descriptor.endsWith('.*')) this.prefixes.push(descriptor.slice(0, -2));
    else this.exact.add(descriptor);
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
    const prefix = this.prefixes.find((p) => p === '' || name === p || name.startsWith(`${p}.`));
    if (prefix === undefined) return null;
    return prefix === '' ? `e.${OTHER}` : `e.${prefix}.${OTHER}`;
  }

  /** The key under `on` for a transition's trigger; null for those that XState keeps elsewhere. */
  static descriptorOf(trigger: Trigger): string | null {
    switch (trigger.kind) {
      case 'event':
        return trigger.event === 'changed' ? 'changed' : `e.${trigger.event}`;
      case 'after':
        return `after:${trigger.timer}`;
      case 'invoke-done':
      case 'invoke-error':
        return `${trigger.kind}:${trigger.invoke}`;
      case 'always':
      case 'state-done':
        return null;
    }
  }
}
