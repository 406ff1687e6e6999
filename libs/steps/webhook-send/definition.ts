import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';

/** Posts `{ type, data, record, run }` to an endpoint, signed by Standard Webhooks; `webhook-id` stays the same over retries. */
export const webhookSend = {
  kind: 'webhook.send',
  title: { en: 'Send a webhook', 'zh-CN': '发送 Webhook' },
  description: { en: 'Posts a signed message (Standard Webhooks) to an endpoint.', 'zh-CN': '向端点发送带签名的消息（Standard Webhooks）。' },
  mode: 'external',
  ...form({
    url: { label: { en: 'Address', 'zh-CN': '地址' }, schema: { type: 'string', minLength: 1, maxLength: 4000 }, required: true },
    secret: { label: { en: 'Name of the secret', 'zh-CN': '密钥名称' }, schema: { type: 'string', minLength: 1, maxLength: 80 }, required: true },
    type: { label: { en: 'Type of message', 'zh-CN': '消息类型' }, schema: { type: 'string', minLength: 1, maxLength: 200 }, required: true },
    data: { label: { en: 'Data', 'zh-CN': '数据' }, schema: {} },
  }),
  output: { type: 'object', properties: { status: { title: 'Status', type: 'integer' } }, required: ['status'] },
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
