import type { Json, Text } from '#kernel';

/** The words that spoke for it, as a reason. */
export const wordsText = (words: readonly string[]): { readonly en: string; readonly 'zh-CN': string } => ({
  en: `Because of the words: ${words.join(', ')}.`,
  'zh-CN': `依据这些词：${words.join('、')}。`,
});

/** Why nothing could be said, as JSON. */
export const lackJson = (lacking: { readonly code: string; readonly text: Text } | null): Json =>
  lacking === null ? null : { code: lacking.code, text: { ...lacking.text } };
