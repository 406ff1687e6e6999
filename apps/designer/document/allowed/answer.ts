import type { Text } from '#kernel';

/**
 * Whether something may happen. A `caution` allows it and says what it means; a refusal has a stable code and a sentence.
 */
export type Answer = { readonly ok: true; readonly caution?: Text } | { readonly ok: false; readonly error: { readonly code: string; readonly text: Text } };

export const YES: Answer = { ok: true };
export const no = (code: string, en: string, zh: string): Answer & { readonly ok: false } => ({ ok: false, error: { code, text: { en, 'zh-CN': zh } } });
export const yesBut = (en: string, zh: string): Answer => ({ ok: true, caution: { en, 'zh-CN': zh } });
