import { allOperations, isWrite, type Operation, problem, roleHolds, ROLES } from '#contracts';
import { z } from 'zod';
import { VERSION } from '../config/version.js';

type JsonSchema = Record<string, unknown>;
type Document = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the operations of the contract; the same object each time. */
export const openApiDocument = (): Document => (made ??= make());
let made: Document | undefined;

function make(): Document {
  const schemas: Record<string, JsonSchema> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  schemaOf(problem, 'output', schemas);
  for (const operation of allOperations) (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationOf(operation, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Millrace API',
      version: VERSION,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Sales and service work as statecharts. Send an API key as `Authorization: Bearer`. Every error is a problem document (RFC 9457) with a stable `code` and a sentence in the language of `Accept-Language`. Every write takes an `Idempotency-Key`: the same key gives the first answer again.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(allOperations.map(({ group }) => group))].map((name) => ({ name })),
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made on the start page or by `POST /api/v1/keys`.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-millrace', description: 'The session of a signed-in browser.' },
      },
    },
  };
}

function operationOf(operation: Operation, schemas: Record<string, JsonSchema>): JsonSchema {
  const { permission } = operation;
  const roles = permission === 'anyone' ? null : ROLES.filter((role) => roleHolds(role, permission));
  return {
    operationId: operation.id,
    tags: [operation.group],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    'x-permission': permission,
    ...(roles === null ? { security: [] } : { 'x-roles': roles }),
    parameters: [...parametersOf(operation.params, 'path', schemas), ...parametersOf(operation.query, 'query', schemas), ...headersOf(operation)],
    ...(operation.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body, 'input', schemas), ...exampleOf(operation.bodyExample) } } } } : {}),
    responses: { [operation.status]: answerOf(operation, schemas), ...problemsOf(operation) },
  };
}

function parametersOf(shape: z.ZodType | null, where: 'path' | 'query', schemas: Record<string, JsonSchema>): readonly JsonSchema[] {
  if (!shape) return [];
  const { properties = {}, required = [] } = schemaOf(shape, 'input', schemas) as { properties?: Record<string, JsonSchema>; required?: readonly string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(typeof schema['description'] === 'string' ? { description: schema['description'] } : {}),
    schema,
  }));
}

const headersOf = (operation: Operation): readonly JsonSchema[] => [
  ...(isWrite(operation) && operation.permission !== 'anyone'
    ? [{ name: 'Idempotency-Key', in: 'header', required: false, description: 'The same key gives the first answer again, for 30 days.', schema: { type: 'string', maxLength: 200 } }]
    : []),
  ...(operation.ifMatch ? [{ name: 'If-Match', in: 'header', required: operation.ifMatch === 'required', description: 'The `ETag` you read; 412 when somebody else was faster.', schema: { type: 'string' } }] : []),
];

function answerOf(operation: Operation, schemas: Record<string, JsonSchema>): JsonSchema {
  if (!operation.answer) return { description: 'Done; no content.' };
  const type = operation.mediaType ?? 'application/json';
  return { description: 'Done.', content: { [type]: { schema: schemaOf(operation.answer, 'output', schemas), ...exampleOf(operation.answerExample) } } };
}

const exampleOf = (example: unknown): JsonSchema => (example === undefined ? {} : { example });

const WORDS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  401: 'Nobody is signed in.',
  403: 'The role does not hold the permission.',
  404: 'There is no such thing in this workspace.',
  409: 'Refused: the pipeline, or the state of things, says no.',
  412: 'Somebody else changed it meanwhile.',
  413: 'Over a limit of size.',
  415: 'The body is not JSON.',
  422: 'Something does not fit; `problems` names each place.',
  429: 'Too many requests; see Retry-After.',
  503: 'Not available just now; see Retry-After.',
};

function problemsOf(operation: Operation): JsonSchema {
  const usual = [422, 429, 503, ...(operation.permission === 'anyone' ? [] : [401, 403]), ...(operation.body ? [400, 413, 415] : []), ...(isWrite(operation) ? [400, 409] : [])];
  const statuses = [...new Set([...usual, ...(operation.params ? [404] : []), ...(operation.refusals ?? [])])].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [status, { description: WORDS[status] ?? '', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }]));
}

/** JSON Schema of a shape; named shapes go to `schemas` and are referred to. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output', schemas: Record<string, JsonSchema>): JsonSchema {
  const { $schema: _, $defs = {}, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  for (const [name, definition] of Object.entries($defs)) schemas[name] ??= referring(definition);
  const id = z.globalRegistry.get(shape)?.id;
  if (typeof id !== 'string') return referring(schema);
  schemas[id] ??= referring(schema);
  return { $ref: `#/components/schemas/${id}` };
}

function referring<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as T;
}
