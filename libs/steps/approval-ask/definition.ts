import type { StepDefinition } from '#pipeline';
import { DUE_SCHEMA, form, RECIPIENT_MEMBERS } from '../form.js';
import { dueMoment, members, optionalText, recipient } from '../input.js';

const EVENT = { type: 'string', minLength: 1, maxLength: 200 } as const;

/**
 * Asks somebody to approve: a task whose answer is an event. As an action the answer is the event named by `approve` or
 * `reject`; as an invoke it comes to `onDone` as `{ approved, answer, comment }`.
 */
export const approvalAsk = {
  kind: 'approval.ask',
  title: { en: 'Ask for approval', 'zh-CN': '请求审批' },
  description: {
    en: 'Creates a task that is answered with approve or reject; the answer is an event of the run.',
    'zh-CN': '创建一个以“批准”或“驳回”作答的任务；答复成为运行的事件。',
  },
  mode: 'transactional',
  ...form({
    title: { label: { en: 'Title', 'zh-CN': '标题' }, schema: { type: 'string', minLength: 1, maxLength: 500 } },
    ...RECIPIENT_MEMBERS,
    due: {
      label: { en: 'Due', 'zh-CN': '截止时间' },
      schema: { ...DUE_SCHEMA, description: 'A length from now (P3D), working time of a calendar, or a date.' },
    },
    approve: { label: { en: 'Event when approved', 'zh-CN': '批准时的事件' }, schema: { ...EVENT, default: 'approve' } },
    reject: { label: { en: 'Event when rejected', 'zh-CN': '驳回时的事件' }, schema: { ...EVENT, default: 'reject' } },
  }),
  output: {
    type: 'object',
    properties: {
      approved: { title: 'Approved', type: 'boolean' },
      answer: { title: 'Answer', type: 'string', enum: ['approve', 'reject'] },
      comment: { title: 'Comment', anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    required: ['approved', 'answer'],
  },
  usable: { invoke: true, action: true },
  changes(input, read) {
    const given = members(input);
    const approval = {
      approve: optionalText(given, 'approve', 200) ?? 'approve',
      reject: optionalText(given, 'reject', 200) ?? 'reject',
    };
    const title = optionalText(given, 'title', 500) ?? 'Approval';
    return [{ kind: 'task.create', task: { id: read.id, title, due: dueMoment(given, read), assignee: recipient(given), approval } }];
  },
} as const satisfies StepDefinition;
