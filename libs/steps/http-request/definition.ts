import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';

/** Calls another system over HTTP through the one outbound port. The idempotency key travels as `Idempotency-Key`. */
export const httpRequest = {
  kind: 'http.request',
  title: { en: 'HTTP request', 'zh-CN': 'HTTP 请求' },
  description: { en: 'Calls another system over HTTP and hands back status and body.', 'zh-CN': '通过 HTTP 调用其他系统，并返回状态与内容。' },
  mode: 'external',
  ...form({
    method: { label: { en: 'Method', 'zh-CN': '方法' }, schema: { type: 'string', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'], default: 'GET' } },
    url: { label: { en: 'Address', 'zh-CN': '地址' }, schema: { type: 'string', minLength: 1, maxLength: 4000 }, required: true },
    headers: {
      label: { en: 'Headers', 'zh-CN': '请求头' },
      schema: { type: 'object', maxProperties: 50, additionalProperties: { type: 'string', maxLength: 8000 } },
    },
    body: { label: { en: 'Body', 'zh-CN': '内容' }, schema: { description: 'A text is sent as it is, anything else as JSON.' } },
    auth: {
      label: { en: 'Credentials', 'zh-CN': '凭据' },
      schema: {
        type: 'object',
        properties: {
          secret: { title: 'Name of the secret', type: 'string', minLength: 1, maxLength: 80 },
          as: { title: 'Sent as', type: 'string', enum: ['bearer', 'basic', 'header'], default: 'bearer' },
          header: { title: 'Header', type: 'string', minLength: 1, maxLength: 80 },
        },
        required: ['secret'],
        additionalProperties: false,
      },
    },
  }),
  output: {
    type: 'object',
    properties: {
      status: { title: 'Status', type: 'integer' },
      headers: { title: 'Headers', type: 'object', additionalProperties: { type: 'string' } },
      body: { title: 'Body: JSON where the answer is JSON, text otherwise, null when empty' },
    },
    required: ['status', 'headers', 'body'],
  },
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
