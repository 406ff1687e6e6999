import type { JsonObject } from '#kernel';

/** Reasons in words, in both languages. */
export const REASONS: JsonObject = { title: 'Reasons, in both languages', type: 'array', items: { type: 'object' } };

/** Why nothing could be said; null where something was. */
export const LACKING: JsonObject = { title: 'Why nothing could be said: too little data, for one', type: ['object', 'null'] };

/** The object of an output with all its members required. */
export const outputOf = (properties: Readonly<Record<string, JsonObject>>): JsonObject => ({
  type: 'object',
  properties: { ...properties },
  required: Object.keys(properties),
});

/** A text to look at, most often filled from the record. */
export const TEXT_MEMBER = {
  label: { en: 'Text', 'zh-CN': '文本' },
  schema: { type: 'string', maxLength: 20_000, description: 'Such as {{record.subject}} {{record.description}}.' },
  required: true,
} as const;

/** How many to give. */
export const mostMember = (most: number, usual: number) =>
  ({ label: { en: 'At most', 'zh-CN': '最多' }, schema: { type: 'integer', minimum: 1, maximum: most, default: usual } }) as const;

export const SET_MEMBER = {
  label: { en: 'Segment set', 'zh-CN': '细分方案' },
  schema: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,79}$', description: 'Key of the segment set.' },
  required: true,
} as const;
