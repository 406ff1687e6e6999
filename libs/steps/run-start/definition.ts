import { pointer } from '#kernel';
import type { StepDefinition } from '#pipeline';
import { form, RECORD_MEMBER } from '../form.js';
import { badInput, members, optionalObject, optionalText, recordOr, requiredText } from '../input.js';

/** Starts a run of a pipeline on this record, on another one, or on a record made for it. */
export const runStart = {
  kind: 'run.start',
  title: { en: 'Start a run', 'zh-CN': '启动流程' },
  description: { en: 'Starts a pipeline on this record, on another record, or on a new record.', 'zh-CN': '在本记录、其他记录或新建的记录上启动流程。' },
  mode: 'transactional',
  ...form({
    pipeline: { label: { en: 'Pipeline', 'zh-CN': '流程' }, schema: { type: 'string', minLength: 1, maxLength: 80 }, required: true },
    record: RECORD_MEMBER,
    create: {
      label: { en: 'New record', 'zh-CN': '新建记录' },
      schema: {
        type: 'object',
        properties: {
          object: { title: 'Object', type: 'string', minLength: 1, maxLength: 80 },
          fields: { title: 'Fields', type: 'object', additionalProperties: true },
        },
        required: ['object'],
        additionalProperties: false,
      },
    },
    vars: { label: { en: 'Variables', 'zh-CN': '变量' }, schema: { type: 'object', additionalProperties: true } },
  }),
  usable: { invoke: false, action: true },
  changes(input, read) {
    const given = members(input);
    const pipeline = requiredText(given, 'pipeline', 80);
    const vars = optionalObject(given, 'vars') ?? {};
    const made = optionalObject(given, 'create');
    if (made === null) {
      return [{ kind: 'run.start', id: read.id, pipeline, recordId: recordOr(given, read.recordId), create: null, vars }];
    }
    if (optionalText(given, 'record', 80) !== null) {
      throw badInput(pointer('', 'record'), { en: 'Give either a record or a new record, not both.', 'zh-CN': '现有记录与新建记录只能选择其一。' });
    }
    const create = { object: requiredText(made, 'object', 80, '/create'), fields: optionalObject(made, 'fields', '/create') ?? {} };
    return [{ kind: 'run.start', id: read.id, pipeline, recordId: null, create, vars }];
  },
} as const satisfies StepDefinition;
