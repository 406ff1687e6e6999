import type { StepDefinition } from '#pipeline';
import { DUE_SCHEMA, form, RECIPIENT_MEMBERS } from '../form.js';
import { dueMoment, members, recipient, requiredText } from '../input.js';

/** Creates a task on the record for its owner, a role or a person. */
export const taskCreate = {
  kind: 'task.create',
  title: { en: 'Create a task', 'zh-CN': '创建任务' },
  description: { en: 'Creates a task for the owner of the record, a role or a person.', 'zh-CN': '为记录负责人、某角色或某人创建任务。' },
  mode: 'transactional',
  ...form({
    title: { label: { en: 'Title', 'zh-CN': '标题' }, schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true },
    due: {
      label: { en: 'Due', 'zh-CN': '截止时间' },
      schema: { ...DUE_SCHEMA, description: 'A length from now (P3D), working time of a calendar, or a date.' },
    },
    ...RECIPIENT_MEMBERS,
  }),
  usable: { invoke: false, action: true },
  changes(input, read) {
    const given = members(input);
    const title = requiredText(given, 'title', 500);
    return [{ kind: 'task.create', task: { id: read.id, title, due: dueMoment(given, read), assignee: recipient(given), approval: null } }];
  },
} as const satisfies StepDefinition;
