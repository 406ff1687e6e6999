import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';

const ADDRESS = { type: 'string', minLength: 1, maxLength: 320 } as const;
const ADDRESSES = { anyOf: [ADDRESS, { type: 'array', items: ADDRESS, minItems: 1, maxItems: 50 }] };

/** Sends a plain-text mail from the workspace's address. Plain text, so that a record's values can never become mark-up. */
export const emailSend = {
  kind: 'email.send',
  title: { en: 'Send an e-mail', 'zh-CN': '发送邮件' },
  description: { en: 'Sends a plain-text e-mail.', 'zh-CN': '发送纯文本邮件。' },
  mode: 'external',
  ...form({
    to: { label: { en: 'To', 'zh-CN': '收件人' }, schema: ADDRESSES, required: true },
    cc: { label: { en: 'Copy', 'zh-CN': '抄送' }, schema: ADDRESSES },
    bcc: { label: { en: 'Blind copy', 'zh-CN': '密送' }, schema: ADDRESSES },
    replyTo: { label: { en: 'Reply to', 'zh-CN': '回复地址' }, schema: ADDRESS },
    subject: { label: { en: 'Subject', 'zh-CN': '主题' }, schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true },
    text: { label: { en: 'Text', 'zh-CN': '正文' }, schema: { type: 'string', minLength: 1, maxLength: 100_000 }, required: true },
  }),
  output: {
    type: 'object',
    properties: {
      messageId: { title: 'Message id', type: 'string' },
      accepted: { title: 'Accepted recipients', type: 'array', items: { type: 'string' } },
    },
    required: ['messageId', 'accepted'],
  },
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
