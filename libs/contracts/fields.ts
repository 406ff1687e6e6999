import { z } from 'zod';
import { FIELD_KINDS } from '#pipeline';
import { operation } from './operation.js';
import { ofObject } from './records.js';
import { instant, jsonObject, key, list, text } from './shapes.js';

const group = 'Objects and fields';
const ofField = z.strictObject({ object: key, field: key });

const fieldShape = z.object({
  name: z.string(),
  type: z.string(),
  title: text,
  options: z
    .array(
      z.object({
        value: z.string(),
        title: text,
        /** Not offered any more; records that hold it keep it. */
        retired: z.boolean().optional(),
      }),
    )
    .optional(),
  object: z.string().optional(),
  personal: z.boolean().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  indexed: z.boolean().optional(),
  schema: jsonObject.optional(),
  /** `core`: shipped; `added`: by an admin; `pipeline`: brought by a pipeline; `companion`: what was written where a reference was not found. */
  origin: z.enum(['core', 'added', 'pipeline', 'companion']),
});
const retiredField = fieldShape.extend({ retiredAt: instant });
const object = z.object({
  key: z.string(),
  title: text,
  plural: text,
  nameField: z.string(),
  /** In use. */
  fields: z.array(fieldShape),
  /** Take no new values; those that records hold stay, and are read by pipelines, filters and exports as before. */
  retiredFields: z.array(retiredField),
});

const option = z.strictObject({ value: z.string().min(1).max(200), title: text, retired: z.boolean().optional() });
const marks = {
  personal: z.boolean().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  indexed: z.boolean().optional(),
};
const regionExample = {
  name: 'region',
  type: 'choice',
  title: { en: 'Region', 'zh-CN': '地区' },
  options: [{ value: 'north', title: { en: 'North', 'zh-CN': '北区' } }],
};
const fieldExample = { ...regionExample, origin: 'added' };

export const listObjects = operation({
  id: 'objects.list',
  method: 'GET',
  path: '/api/v1/objects',
  group,
  summary: 'The kinds of record and their fields',
  permission: 'object.read',
  answer: list(object),
});
export const addField = operation({
  id: 'objects.addField',
  method: 'POST',
  path: '/api/v1/objects/{object}/fields',
  group,
  summary: 'Add a field to an object',
  permission: 'object.edit',
  params: ofObject,
  body: z.strictObject({
    name: z.string().min(1).max(60),
    type: z.enum(FIELD_KINDS),
    title: text,
    options: z.array(option).max(500).optional(),
    object: key.optional(),
    ...marks,
    schema: jsonObject.optional(),
  }),
  answer: fieldShape,
  status: 201,
  bodyExample: regionExample,
  answerExample: fieldExample,
  refusals: [404, 409],
});
export const changeField = operation({
  id: 'objects.changeField',
  method: 'PATCH',
  path: '/api/v1/objects/{object}/fields/{field}',
  group,
  summary: 'Change an added field: title, options, marks, schema',
  description:
    'Only fields that an admin added. What is left out stays; `options` replaces the whole list, in order. An option with `retired` is not offered any more, and one that records hold cannot be left out. Name and type never change. Values that are there are not checked again: a field made required is held when a record is made or its value is taken away, from now on. To become unique is refused, with the count, while records share a value.',
  permission: 'object.edit',
  params: ofField,
  body: z.strictObject({
    name: z.string().min(1).max(60).optional().meta({ description: 'only as it is' }),
    type: z.enum(FIELD_KINDS).optional().meta({ description: 'only as it is' }),
    object: key.optional().meta({ description: 'only as it is' }),
    title: text.optional(),
    options: z.array(option).max(500).optional(),
    ...marks,
    schema: jsonObject.nullable().optional().meta({ description: 'null takes it off' }),
  }),
  answer: fieldShape.extend({
    lacking: z.number().int().optional().meta({ description: 'where it became required: records without a value' }),
  }),
  bodyExample: {
    title: { en: 'Sales region', 'zh-CN': '销售地区' },
    options: [
      { value: 'south', title: { en: 'South', 'zh-CN': '南区' } },
      { value: 'north', title: { en: 'North', 'zh-CN': '北区' }, retired: true },
    ],
  },
  answerExample: { ...fieldExample, title: { en: 'Sales region', 'zh-CN': '销售地区' } },
  refusals: [404, 409],
});
export const retireField = operation({
  id: 'objects.retireField',
  method: 'POST',
  path: '/api/v1/objects/{object}/fields/{field}/retire',
  group,
  summary: 'Take an added field out of use; its values stay',
  description:
    'It takes no new values and is offered nowhere. What is there is shown, exported and read by pipelines, rules, filters and reports as before; a transition that requires the field no longer asks for it, and a step or webhook that would set it leaves it as it is.',
  permission: 'object.edit',
  params: ofField,
  answer: retiredField,
  answerExample: { ...fieldExample, retiredAt: '2026-01-31T09:00:00.000Z' },
  refusals: [404, 409],
});
export const bringBackField = operation({
  id: 'objects.bringBackField',
  method: 'POST',
  path: '/api/v1/objects/{object}/fields/{field}/bring-back',
  group,
  summary: 'Bring a retired field back with its values',
  permission: 'object.edit',
  params: ofField,
  answer: fieldShape,
  answerExample: fieldExample,
  refusals: [404, 409],
});
export const fieldUsage = operation({
  id: 'objects.fieldUsage',
  method: 'GET',
  path: '/api/v1/objects/{object}/fields/{field}/usage',
  group,
  summary: 'What names an added field, and how many records have a value',
  permission: 'object.edit',
  params: ofField,
  answer: z.object({
    filled: z.number().int(),
    unfilled: z.number().int(),
    repeated: z.number().int().nullable().meta({ description: 'records whose value another one has too; null for a type that cannot be unique' }),
    options: z
      .array(z.object({ value: z.string(), records: z.number().int() }))
      .meta({ description: 'of a choice: how many records hold each value, the most first' }),
    uses: z.array(
      z.object({
        kind: z.enum(['pipeline', 'draft', 'rule', 'view', 'report', 'segment-set', 'model', 'webhook']),
        key: z.string().meta({ description: 'key or id; of a rule `<pipeline>/<rule>`' }),
        name: text.nullable().meta({ description: 'null for a private view or report of somebody else' }),
      }),
    ),
  }),
  answerExample: {
    filled: 120,
    unfilled: 14,
    repeated: 112,
    options: [{ value: 'north', records: 120 }],
    uses: [{ kind: 'pipeline', key: 'b2b-sales', name: { en: 'B2B sales', 'zh-CN': 'B2B 销售' } }],
  },
  refusals: [404, 409],
});
