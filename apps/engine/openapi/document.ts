import { type Method, type Operation, PERMISSIONS, ROLES } from '#contracts';
import { inLocale, type Json, type Locale, type Text } from '#kernel';
import { Components } from './components.js';
import { Examples } from './example.js';
import type { OpenApiDocument, OperationObject, SchemaObject } from './openapi-document.js';
import { parametersOf } from './parameters.js';
import { headerObjects, problemResponses, responsesOf } from './responses.js';
import { groupTexts } from './group-texts.js';
import { describedTexts, operationTexts } from './wording-zh.js';

export interface ApiInfo {
  readonly version: string;
  /** Where the engine is reached, such as `http://127.0.0.1:3000`; left out, the address of the document. */
  readonly origin?: string;
}

/** The API as OpenAPI 3.1, made from the operations alone, group by group; sentences in the reader's language. The same input gives the same document. */
export function openApiDocument(given: readonly Operation[], info: ApiInfo, locale: Locale = 'en'): OpenApiDocument {
  const operations = [...given].sort((a, b) => place(a) - place(b) || compare(a.path, b.path) || METHODS.indexOf(a.method) - METHODS.indexOf(b.method));
  const components = new Components();
  const responses = problemResponses(components, locale);
  for (const op of operations) for (const shape of [op.body, op.answer]) if (shape) components.given(shape);
  const examples = new Examples(components.schemas);
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const op of operations) (paths[op.path] ??= {})[op.method.toLowerCase()] = operationOf(op, components, examples, locale);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Millrace API',
      version: info.version,
      summary: inLocale(SUMMARY, locale),
      description: inLocale(DESCRIPTION, locale),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: info.origin ?? '/' }],
    tags: tagsOf(operations, locale),
    paths,
    components: { schemas: worded(components.schemas, locale), responses, headers: headerObjects(locale), securitySchemes: securitySchemes(locale) },
  };
}

/** What a shape is, in the reader's language. */
function worded(schemas: Readonly<Record<string, SchemaObject>>, locale: Locale): Readonly<Record<string, SchemaObject>> {
  if (locale === 'en') return schemas;
  const inChinese = ({ description, ...schema }: SchemaObject): SchemaObject =>
    description === undefined ? schema : { ...schema, description: describedTexts[description] ?? description };
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, inChinese(schema)]));
}

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const GROUPS = Object.keys(groupTexts);
/** Known groups in the order of their texts, others after them. */
const place = ({ group }: Operation): number => (GROUPS.includes(group) ? GROUPS.indexOf(group) : GROUPS.length);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function operationOf(op: Operation, components: Components, examples: Examples, locale: Locale): OperationObject {
  const words = locale === 'en' ? op : { ...op, ...operationTexts[op.id] };
  const parameters = parametersOf(op, components, examples, locale);
  return {
    operationId: op.id,
    summary: words.summary,
    ...(words.description === undefined ? {} : { description: words.description }),
    tags: [groupName(op.group, locale)],
    security: op.permission === 'anyone' ? [] : [{ apiKey: [] }, { session: [] }],
    'x-permission': op.permission,
    'x-roles': op.permission === 'anyone' ? ROLES : PERMISSIONS[op.permission],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(op.body ? { requestBody: requestBody(op, op.body, components, examples) } : {}),
    responses: responsesOf(op, components, examples, locale),
  };
}

function requestBody(
  op: Operation,
  body: NonNullable<Operation['body']>,
  components: Components,
  examples: Examples,
): NonNullable<OperationObject['requestBody']> {
  const schema = components.sent(body);
  const example: Json = op.bodyExample ?? examples.of(schema);
  return { required: true, content: { 'application/json': { schema, example } } };
}

const groupName = (group: string, locale: Locale): string => (locale === 'en' ? group : (groupTexts[group]?.name ?? group));

function tagsOf(operations: readonly Operation[], locale: Locale): OpenApiDocument['tags'] {
  const groups = [...new Set(operations.map(({ group }) => group))];
  return groups.map((group) => ({ name: groupName(group, locale), description: groupTexts[group] ? inLocale(groupTexts[group].about, locale) : '' }));
}

const SUMMARY: Text = { en: 'Sales and service work as statecharts: one chart everything obeys.', 'zh-CN': '以状态图运行的销售与服务工作：一张图，处处遵循。' };
const DESCRIPTION: Text = {
  en: [
    'Every request names who asks: send an API key as `Authorization: Bearer <key>`. Pages use a session cookie instead, and write from their own address only.',
    'Writes honour `Idempotency-Key`: the same write sent again is done once and answered the same. What has versions gives an `ETag`; send it back as `If-Match` and nobody’s change is lost.',
    'Every refusal is a problem document (RFC 9457): `code` is stable, `pointer` is the place, `detail` is a sentence in the language of `Accept-Language` (`en` or `zh-CN`). Times are ISO 8601 in UTC; money is a decimal number in major units.',
  ].join('\n\n'),
  'zh-CN': [
    '每个请求都要说明身份：以 `Authorization: Bearer <key>` 发送 API 密钥。网页则使用会话 Cookie，且只能从自身地址写入。',
    '写入支持 `Idempotency-Key`：重复发送的同一写入只执行一次，并得到相同的回答。有版本的内容会给出 `ETag`；以 `If-Match` 送回，任何人的更改都不会丢失。',
    '每次拒绝都是问题文档（RFC 9457）：`code` 稳定不变，`pointer` 指出位置，`detail` 是按 `Accept-Language`（`en` 或 `zh-CN`）给出的说明。时间为 UTC 的 ISO 8601；金额为以主单位计的十进制数。',
  ].join('\n\n'),
};

const securitySchemes = (locale: Locale): OpenApiDocument['components']['securitySchemes'] => ({
  apiKey: { type: 'http', scheme: 'bearer', description: inLocale({ en: 'An API key; it carries one role.', 'zh-CN': 'API 密钥；带有一个角色。' }, locale) },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-millrace',
    description: inLocale(
      { en: 'The session of a signed-in person; writes come from the engine’s own pages only.', 'zh-CN': '已登录人员的会话；写入只能来自引擎自身的页面。' },
      locale,
    ),
  },
});
