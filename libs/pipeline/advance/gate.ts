import { isJsonObject, type Json, type JsonObject } from '#kernel';
import type { AttachedRule, FieldDefinition, Transition } from '../definition/index.js';
import type { Actor, Refusal } from './run.js';

/** Null, absent, blank text and empty list are unfilled; 0 and false are filled. */
export function isFilled(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : true;
}

/** The fields without retired ones, which no step writes: what is there stays. The one place where this is decided; an undo writes them back. */
export function inUse(fields: JsonObject, known: GateInput['fields']): JsonObject {
  const isOut = (name: string): boolean => known[name]?.retired === true;
  return Object.keys(fields).some(isOut) ? Object.fromEntries(Object.entries(fields).filter(([name]) => !isOut(name))) : fields;
}

/** Timers, step results, rules and signals pass every `by`; so does who holds `*`. */
export function holdsRole(actor: Actor, by: readonly string[] | null): boolean {
  const isPerson = actor.kind === 'person' || actor.kind === 'api-key' || actor.kind === 'cli';
  if (by === null || !isPerson || actor.roles.includes('*')) return true;
  return by.some((role) => actor.roles.includes(role));
}

export interface GateInput {
  readonly actor: Actor;
  readonly record: JsonObject;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  /** The refusing rules of this event whose condition holds. */
  readonly refusing: readonly AttachedRule[];
}

/** Every reason why the chosen transition may not be taken; empty = it may. */
export function gate(transition: Transition, input: GateInput): readonly Refusal[] {
  const reasons: Refusal[] = [];
  if (!holdsRole(input.actor, transition.by)) reasons.push(roleRefusal(transition));
  // Nobody can fill a retired field any more: to ask for it would hold the record for ever.
  const missing = transition.requires.filter((field) => !isFilled(input.record[field]) && input.fields[field]?.retired !== true);
  if (missing.length) reasons.push(requiresRefusal(transition, missing, input.fields));
  for (const rule of input.refusing) reasons.push({ code: 'event.refused-by-rule', text: rule.refuse ?? rule.title, at: `/rules/${rule.key}` });
  return reasons;
}

function roleRefusal(transition: Transition): Refusal {
  const roles = (transition.by ?? []).join(', ');
  return {
    code: 'event.role',
    at: `${transition.id}/by`,
    text: { en: `Only these roles may do this: ${roles}.`, 'zh-CN': `只有这些角色可以执行：${roles}。` },
  };
}

function requiresRefusal(transition: Transition, missing: readonly string[], fields: GateInput['fields']): Refusal {
  const names = (locale: 'en' | 'zh-CN'): string[] => missing.map((f) => fields[f]?.title[locale] ?? fields[f]?.title.en ?? f);
  return {
    code: 'event.requires',
    at: `${transition.id}/requires`,
    fields: missing,
    text: { en: `Fill in first: ${names('en').join(', ')}.`, 'zh-CN': `请先填写：${names('zh-CN').join('、')}。` },
  };
}

/** A reference that was expanded for reading, as the id the record holds. */
export const unexpanded = (value: Json | undefined): Json | undefined => (isJsonObject(value) && typeof value['id'] === 'string' ? value['id'] : value);
