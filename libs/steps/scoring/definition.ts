import type { JsonObject, Text } from '#kernel';
import { form, RECORD_MEMBER } from '../form.js';

/** Names a model other than the one that fits the record by itself. */
const MODEL_MEMBER = {
  label: { en: 'Model', 'zh-CN': '模型' },
  schema: {
    type: 'string',
    pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,79}$',
    description: 'Key of the model; without it, the one of this kind that fits the record: of its pipeline, of its object, or of what it refers to.',
  },
} as const;

/** What every scoring step hands back. */
const OUTPUT: JsonObject = {
  type: 'object',
  properties: {
    score: { title: 'Score: a chance from 0 to 1, money, points or a number', type: 'number' },
    points: { title: 'The score as a whole number; of a chance its percent', type: 'integer' },
    band: { title: 'Band', type: 'string', enum: ['low', 'medium', 'high'] },
    label: { title: 'Class, of models that tell classes', type: ['string', 'null'] },
    reasons: {
      title: 'The strongest reasons, at most three',
      type: 'array',
      items: {
        type: 'object',
        properties: { feature: { type: 'string' }, text: { type: 'object' }, contribution: { type: 'number' } },
        required: ['feature', 'text', 'contribution'],
      },
    },
    model: { title: 'Model', type: 'string' },
    version: { title: 'Version of the model; null where a rule scored', type: ['integer', 'null'] },
    fallback: { title: 'Whether a stated rule scored, because the model has no version yet', type: 'boolean' },
    rule: { title: 'That rule in words', type: ['object', 'null'] },
    more: { title: 'Further figures: days left, purchases to expect', type: 'object' },
  },
  required: ['score', 'points', 'band', 'label', 'reasons', 'model', 'version', 'fallback', 'rule', 'more'],
};

/** A step that scores a record: a kind, its words, and whether its model must be named. */
export const scoring = <K extends string>(kind: K, words: { readonly title: Text; readonly description: Text }, model: 'named' | 'fitting' = 'fitting') => ({
  kind,
  ...words,
  mode: 'computed' as const,
  ...form({ model: model === 'named' ? { ...MODEL_MEMBER, required: true } : MODEL_MEMBER, record: RECORD_MEMBER }),
  output: OUTPUT,
  usable: { invoke: true, action: true },
});
