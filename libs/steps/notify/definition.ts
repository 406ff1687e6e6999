import type { StepDefinition } from '#pipeline';
import { form, RECIPIENT_MEMBERS } from '../form.js';
import { members, recipient, requiredText } from '../input.js';

/** Puts a message into somebody's inbox in the product. */
export const notify = {
  kind: 'notify',
  title: { en: 'Notify', 'zh-CN': '发送通知' },
  description: { en: 'Puts a message into the inbox of the owner, a role or a person.', 'zh-CN': '向负责人、某角色或某人的收件箱发送消息。' },
  mode: 'transactional',
  ...form({
    text: { label: { en: 'Text', 'zh-CN': '内容' }, schema: { type: 'string', minLength: 1, maxLength: 2000 }, required: true },
    ...RECIPIENT_MEMBERS,
  }),
  usable: { invoke: false, action: true },
  changes(input, read) {
    const given = members(input);
    return [{ kind: 'notify', id: read.id, to: recipient(given), text: requiredText(given, 'text', 2000) }];
  },
} as const satisfies StepDefinition;
