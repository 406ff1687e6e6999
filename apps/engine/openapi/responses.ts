import { isWrite, type Operation, problem, problemType } from '#contracts';
import { inLocale, type Json, type Locale, type Text } from '#kernel';
import type { Components } from './components.js';
import type { Examples } from './example.js';
import type { HeaderObject, Reference, ResponseObject } from './openapi-document.js';

/** A status the API refuses with: its component's name, what it means, and how one looks. */
interface Refused {
  readonly name: string;
  readonly text: Text;
  readonly code: string;
  readonly title: Text;
  readonly detail: Text;
}
const refused = (name: string, text: Text, code: string, title: Text, detail: Text): Refused => ({ name, text, code, title, detail });

const REFUSED: Readonly<Record<number, Refused>> = {
  400: refused(
    'Malformed',
    { en: 'The request cannot be read: not JSON, too deep, a header of the wrong form.', 'zh-CN': '无法读取请求：不是 JSON、嵌套过深，或请求头格式有误。' },
    'body.json',
    { en: 'Not readable', 'zh-CN': '无法读取' },
    { en: 'The body is not JSON.', 'zh-CN': '请求体不是有效的 JSON。' },
  ),
  401: refused(
    'Unauthenticated',
    { en: 'Nobody is signed in, or the key is not known.', 'zh-CN': '未登录，或密钥无效。' },
    'sign-in.needed',
    { en: 'Sign in first', 'zh-CN': '请先登录' },
    { en: 'Sign in, or send an API key as `Authorization: Bearer`.', 'zh-CN': '请登录，或以 `Authorization: Bearer` 发送 API 密钥。' },
  ),
  403: refused(
    'Forbidden',
    { en: 'Your role does not hold the permission, or the request comes from another site.', 'zh-CN': '您的角色没有此权限，或请求来自其他网站。' },
    'permission.missing',
    { en: 'Not allowed', 'zh-CN': '没有权限' },
    { en: 'The role viewer does not hold record.write.', 'zh-CN': '角色 viewer 没有 record.write 权限。' },
  ),
  404: refused(
    'NotFound',
    { en: 'There is nothing here; what belongs to another workspace looks the same.', 'zh-CN': '此处没有内容；属于其他工作区的内容也是如此。' },
    'not-found',
    { en: 'Not found', 'zh-CN': '未找到' },
    { en: 'There is nothing here.', 'zh-CN': '此处没有内容。' },
  ),
  409: refused(
    'Refused',
    {
      en: 'The pipeline refuses (`reasons` says why, with the values it saw), or this conflicts with what is there.',
      'zh-CN': '流程拒绝（`reasons` 说明原因及当时的值），或与现有内容冲突。',
    },
    'event.refused',
    { en: 'Refused', 'zh-CN': '已拒绝' },
    { en: 'This event is not possible in the present state.', 'zh-CN': '当前状态下无法执行此事件。' },
  ),
  412: refused(
    'ChangedMeanwhile',
    {
      en: '`If-Match` names another version: somebody changed it meanwhile. Read it again.',
      'zh-CN': '`If-Match` 与当前版本不符：内容已被他人更改，请重新读取。',
    },
    'record.version',
    { en: 'Changed meanwhile', 'zh-CN': '内容已被更改' },
    { en: 'Somebody changed this meanwhile.', 'zh-CN': '内容已被他人更改。' },
  ),
  413: refused(
    'TooLarge',
    { en: 'The body is larger than 1 MB.', 'zh-CN': '请求体超过 1 MB。' },
    'body.too-large',
    { en: 'Too large', 'zh-CN': '内容过大' },
    { en: 'A body has at most 1 MB.', 'zh-CN': '请求体最多 1 MB。' },
  ),
  415: refused(
    'UnsupportedBody',
    { en: 'The body is not `application/json`.', 'zh-CN': '请求体不是 `application/json`。' },
    'body.type',
    { en: 'Kind of body not taken', 'zh-CN': '不支持的内容类型' },
    { en: 'Send the body as application/json in UTF-8, not compressed.', 'zh-CN': '请以未压缩的 UTF-8 application/json 发送请求体。' },
  ),
  422: refused(
    'Invalid',
    { en: 'Something does not fit; `problems` names every place.', 'zh-CN': '内容有误；`problems` 列出每一处。' },
    'input.missing',
    { en: 'Something does not fit', 'zh-CN': '内容有误' },
    { en: 'This is needed: a text.', 'zh-CN': '此项必填：文本。' },
  ),
  429: refused(
    'TooMany',
    { en: 'Too many requests; `Retry-After` says when to come again.', 'zh-CN': '请求过于频繁；`Retry-After` 说明何时可以重试。' },
    'rate.limited',
    { en: 'Too many requests', 'zh-CN': '请求过多' },
    { en: 'Too many requests: slow down.', 'zh-CN': '请求过于频繁，请放慢速度。' },
  ),
  503: refused(
    'Unavailable',
    { en: 'Not available just now; the same request may be sent again after `Retry-After`.', 'zh-CN': '暂时不可用；可在 `Retry-After` 之后重新发送同一请求。' },
    'unavailable',
    { en: 'Not available just now', 'zh-CN': '暂时不可用' },
    { en: 'Please try again in a moment.', 'zh-CN': '请稍后重试。' },
  ),
};

/** Operations whose answer carries an `ETag`. */
const VERSIONED = new Set(
  'pipelines.draft.get pipelines.draft.put pipelines.rules.list records.create records.get records.change records.restore records.merge records.tag calendars.get calendars.put'.split(
    ' ',
  ),
);

/** Success and every refusal of an operation. */
export function responsesOf(op: Operation, components: Components, examples: Examples, locale: Locale): Readonly<Record<string, ResponseObject | Reference>> {
  const refusals = statusesOf(op).map((status) => [String(status), { $ref: `#/components/responses/${REFUSED[status]?.name ?? 'Malformed'}` }] as const);
  return { [String(op.status)]: success(op, components, examples, locale), ...Object.fromEntries(refusals) };
}

function success(op: Operation, components: Components, examples: Examples, locale: Locale): ResponseObject {
  const description = inLocale(SUCCESS[op.status], locale);
  const names = [...(VERSIONED.has(op.id) ? ['ETag'] : []), ...(isWrite(op) && op.permission !== 'anyone' ? ['Idempotent-Replayed'] : []), 'X-Request-Id'];
  const headers = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
  if (!op.answer) return { description, headers };
  const schema = components.given(op.answer);
  const example: Json = op.answerExample ?? (op.id === 'service.openapi' ? { openapi: '3.1.0' } : examples.of(schema));
  return { description, headers, content: { [op.mediaType ?? 'application/json']: { schema, example } } };
}

/** Ascending; what the guard, the body reader and the input parser may say before the operation is asked. */
function statusesOf(op: Operation): readonly number[] {
  const statuses = new Set<number>(op.refusals);
  if (isWrite(op)) [400, 403, 409].forEach((status) => statuses.add(status));
  if (op.permission !== 'anyone') [401, 403].forEach((status) => statuses.add(status));
  if (op.body) [413, 415, 422].forEach((status) => statuses.add(status));
  if (op.query) statuses.add(422);
  if (op.params) statuses.add(404);
  if (op.ifMatch) statuses.add(412);
  if (op.id === 'session.join' || op.id === 'session.start') statuses.add(401);
  if (op.id !== 'service.alive' && op.id !== 'service.openapi') statuses.add(503);
  if (op.group !== 'Service' || op.permission !== 'anyone') statuses.add(429);
  return [...statuses].filter((status) => status in REFUSED).sort((a, b) => a - b);
}

const SUCCESS: Readonly<Record<Operation['status'], Text>> = {
  200: { en: 'Done.', 'zh-CN': '成功。' },
  201: { en: 'Made.', 'zh-CN': '已创建。' },
  202: { en: 'Accepted, durably.', 'zh-CN': '已持久接收。' },
  204: { en: 'Done; the answer is empty.', 'zh-CN': '成功，无返回内容。' },
};

/** The refusals by name, each with an example, for `components.responses`. */
export function problemResponses(components: Components, locale: Locale): Readonly<Record<string, ResponseObject>> {
  const schema = components.given(problem);
  return Object.fromEntries(
    Object.entries(REFUSED).map(([status, { name, text, code, title, detail }]) => {
      const example = {
        type: problemType(code),
        title: inLocale(title, locale),
        status: Number(status),
        code,
        pointer: code === 'input.missing' ? '/name' : '',
        detail: inLocale(detail, locale),
      };
      const retry: Readonly<Record<string, { readonly $ref: string }>> =
        status === '429' || status === '503' ? { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } : {};
      const headers = { ...retry, 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };
      return [name, { description: inLocale(text, locale), headers, content: { 'application/problem+json': { schema, example } } }];
    }),
  );
}

/** For `components.headers`. */
export function headerObjects(locale: Locale): Readonly<Record<string, HeaderObject>> {
  const header = (type: string, text: Text): HeaderObject => ({ description: inLocale(text, locale), schema: { type } });
  return {
    ETag: header('string', { en: 'The version you read; send it back as `If-Match`.', 'zh-CN': '读取到的版本；写入时作为 `If-Match` 送回。' }),
    'Idempotent-Replayed': header('string', { en: '`true` when this is the first answer again.', 'zh-CN': '为 `true` 时表示这是首次回答的重复。' }),
    'Retry-After': header('integer', { en: 'Seconds to wait.', 'zh-CN': '需要等待的秒数。' }),
    'X-Request-Id': header('string', { en: 'Name of this request in the log.', 'zh-CN': '此请求在日志中的名称。' }),
  };
}
