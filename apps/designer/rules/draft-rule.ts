import type { Problem } from '#kernel';
import { parseAttachedRule, type AttachedRuleDocument, type RuleTrigger } from '#pipeline';
import { idFromTitle } from '../document/index.js';

export type TriggerKind = 'enter' | 'leave' | 'event' | 'changed' | 'idle' | 'every';

export const triggerKind = (on: RuleTrigger): TriggerKind => (['enter', 'leave', 'event', 'changed', 'idle'] as const).find((kind) => kind in on) ?? 'every';

/** A key that no rule has, near the title: lower-case letters, digits and hyphens. */
export function freshKey(title: string, taken: readonly string[]): string {
  const wished =
    idFromTitle(title)
      .replace(/[^a-z0-9-]/g, '')
      .replace(/^-+|-+$/g, '') || 'rule';
  if (!taken.includes(wished)) return wished;
  for (let n = 2; ; n++) if (!taken.includes(`${wished}-${n}`)) return `${wished}-${n}`;
}

export const emptyRule = (pipeline: string, state: string): AttachedRuleDocument => ({ key: '', pipeline, title: { en: '' }, on: { enter: state }, do: [] });

/** The rule with another purpose: it either does steps or refuses, never both. */
export function withPurpose(rule: AttachedRuleDocument, refuses: boolean, event: string): AttachedRuleDocument {
  const { do: steps, refuse, ...rest } = rule;
  if (!refuses) return { ...rest, do: steps ?? [] };
  return { ...rest, on: 'event' in rule.on ? rule.on : { event }, refuse: refuse ?? { en: '' } };
}

export function withTrigger(rule: AttachedRuleDocument, on: RuleTrigger): AttachedRuleDocument {
  const next = { ...rule, on };
  return rule.refuse !== undefined && !('event' in on) ? withPurpose(next, false, '') : next;
}

/** Where in the form a problem is shown. */
export type RulePart = 'title' | 'on' | 'when' | 'refuse' | 'rule' | `do/${number}`;

export function partOf(at: string, key: string): RulePart {
  const own = at.replace(/^\/(?:body\/)?document/, '').replace(`/rules/${key}`, '');
  const [, first = '', second = ''] = own.split('/');
  if (first === 'do' && /^\d+$/.test(second)) return `do/${Number(second)}`;
  return first === 'title' || first === 'on' || first === 'when' || first === 'refuse' ? first : 'rule';
}

/** What stands in the way of saving, as far as the form itself can tell. */
export function problemsOf(rule: AttachedRuleDocument): readonly Problem[] {
  const parsed = parseAttachedRule({ ...rule, key: rule.key === '' ? 'new' : rule.key });
  return parsed.ok ? [] : parsed.error;
}
