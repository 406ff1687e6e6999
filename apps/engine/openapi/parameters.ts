import { isWrite, type Operation } from '#contracts';
import { inLocale, type Locale, type Text } from '#kernel';
import type { Components } from './components.js';
import type { Examples } from './example.js';
import type { ParameterObject, SchemaObject } from './openapi-document.js';
import { describedTexts } from './wording-zh.js';

/** Everything an operation reads beside its body, in the order path, query, headers. */
export function parametersOf(op: Operation, components: Components, examples: Examples, locale: Locale): readonly ParameterObject[] {
  return [...addressed(op, 'path', components, examples, locale), ...addressed(op, 'query', components, examples, locale), ...headersOf(op, locale)];
}

function addressed(op: Operation, place: 'path' | 'query', components: Components, examples: Examples, locale: Locale): readonly ParameterObject[] {
  const shape = place === 'path' ? op.params : op.query;
  if (!shape) return [];
  const { properties = {}, required = [] } = components.addressed(shape);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description: locale === 'en' ? description : (describedTexts[description] ?? description) }),
    schema,
    ...(place === 'path' || required.includes(name) ? { example: examples.of(schema, name) } : {}),
  }));
}

/** Whether the answer to a repeated write with the same key is the first answer again. */
const keepsAnswers = (op: Operation): boolean => isWrite(op) && op.permission !== 'anyone';

function headersOf(op: Operation, locale: Locale): readonly ParameterObject[] {
  const header = (name: string, text: Text, schema: SchemaObject, required = false, example?: string): ParameterObject => ({
    name,
    in: 'header',
    required,
    description: inLocale(text, locale),
    schema,
    ...(example === undefined ? {} : { example }),
  });
  return [
    ...(keepsAnswers(op) ? [header('Idempotency-Key', IDEMPOTENCY, { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' })] : []),
    ...(op.ifMatch ? [header('If-Match', IF_MATCH, { type: 'string', pattern: '^(\\*|(W/)?"\\d{1,9}")$' }, op.ifMatch === 'required', '"1"')] : []),
    ...(op.mediaType === 'text/event-stream' ? [header('Last-Event-ID', LAST_EVENT, { type: 'string', maxLength: 100 })] : []),
    ...(op.id === 'webhooks.receive' ? WEBHOOK.map(([name, text, example]) => header(name, text, { type: 'string' }, true, example)) : []),
  ];
}

const IDEMPOTENCY: Text = {
  en: 'Your own name for this write, 1 to 200 visible characters: sent again, the same answer comes again and nothing is done twice.',
  'zh-CN': '为本次写入自定的名称，1 至 200 个可见字符：重复发送会得到相同的回答，不会重复执行。',
};
const IF_MATCH: Text = {
  en: 'The `ETag` you read. If somebody else changed it meanwhile the answer is 412 and nothing is written.',
  'zh-CN': '读取时得到的 `ETag`。若期间已被他人更改，则返回 412，不写入任何内容。',
};
const LAST_EVENT: Text = { en: 'The id of the last event you saw.', 'zh-CN': '您收到的最后一个事件的 id。' };
const WEBHOOK: readonly (readonly [string, Text, string])[] = [
  ['webhook-id', { en: 'Unique name of the delivery; its idempotency key.', 'zh-CN': '投递的唯一名称，即其幂等键。' }, 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'],
  ['webhook-timestamp', { en: 'Seconds since 1970, at most five minutes off.', 'zh-CN': '自 1970 年起的秒数，偏差最多五分钟。' }, '1769850000'],
  [
    'webhook-signature',
    {
      en: '`v1,` and the Base64 HMAC-SHA256 of `id.timestamp.body`; several with a blank between.',
      'zh-CN': '`v1,` 加上 `id.timestamp.body` 的 Base64 HMAC-SHA256；多个签名以空格分隔。',
    },
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ],
];
