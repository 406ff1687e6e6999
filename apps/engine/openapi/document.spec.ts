import { beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, ROLES } from '#contracts';
import { isJsonObject, type Json, LOCALES } from '#kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { openApiDocument } from './document.js';
import type { OperationObject, ResponseObject, SchemaObject } from './openapi-document.js';
import { groupTexts } from './group-texts.js';
import { operationTexts, describedTexts } from './wording-zh.js';

const document = openApiDocument(allOperations, { version: '0.1.0', origin: 'http://127.0.0.1:3000' });
const operations = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })));
const rows = operations.map((row) => [row.operation.operationId, row] as const);

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
beforeAll(() => {
  ajv.addSchema({ $id: 'urn:millrace:document', components: document.components });
});

/** Problems of a value against a schema of the document. */
function problems(schema: SchemaObject, value: Json): readonly unknown[] {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"urn:millrace:document#/components/')) as object;
  return ajv.validate(absolute, value) ? [] : (ajv.errors ?? []);
}

function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '$ref' && typeof member === 'string' ? [member] : references(member)));
}

const isThere = (reference: string): boolean =>
  reference.startsWith('#/') &&
  reference
    .slice(2)
    .split('/')
    .reduce<Json | undefined>((at, name) => (isJsonObject(at ?? null) ? (at as Record<string, Json>)[name] : undefined), document as unknown as Json) !==
    undefined;

const answers = (operation: OperationObject): readonly (readonly [string, ResponseObject])[] =>
  Object.entries(operation.responses).flatMap(([status, response]) => ('$ref' in response ? [] : [[status, response] as const]));

describe('the OpenAPI document', () => {
  it('has every operation once, each under an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(allOperations.map(({ id }) => id).sort());
  });

  it('is of the form of OpenAPI 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'servers', 'tags']);
    for (const { path, method, operation } of operations) {
      expect(path.startsWith('/')).toBe(true);
      expect(['get', 'put', 'post', 'patch', 'delete']).toContain(method);
      expect(operation.tags.every((tag) => document.tags.some(({ name }) => name === tag))).toBe(true);
      expect(operation.security.every((one) => Object.keys(one).every((scheme) => scheme in document.components.securitySchemes))).toBe(true);
      expect(Object.keys(operation.responses).every((status) => /^[2-5]\d\d$/.test(status))).toBe(true);
    }
  });

  it('has no reference into nothing', () => {
    expect([...new Set(references(document))].filter((reference) => !isThere(reference))).toEqual([]);
  });

  it('has no schema of zod left in it', () => {
    expect(JSON.stringify(document)).not.toMatch(/\$defs|\$schema|9007199254740991/);
  });

  it.each(rows)('%s declares the parameters of its path', (_, { path, operation }) => {
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(declared.map(({ name }) => name).sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort());
    expect(declared.every(({ required }) => required)).toBe(true);
    const names = (operation.parameters ?? []).map((parameter) => `${parameter.in}:${parameter.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(rows)('%s has examples that fit its shapes', (_, { operation }) => {
    const body = operation.requestBody?.content['application/json'];
    if (body) expect(problems(body.schema, body.example ?? null)).toEqual([]);
    for (const [, response] of answers(operation)) {
      for (const { schema, example } of Object.values(response.content ?? {})) expect(problems(schema, example ?? null)).toEqual([]);
    }
    for (const { schema, example } of operation.parameters ?? []) if (example !== undefined) expect(problems(schema, example)).toEqual([]);
  });

  it('has problem documents that fit their shape', () => {
    for (const { content } of Object.values(document.components.responses)) {
      const found = content?.['application/problem+json'];
      expect(found && problems(found.schema, found.example ?? null)).toEqual([]);
    }
  });

  it.each(rows)('%s says who may use it and how it refuses', (_, { method, operation }) => {
    const isOpen = operation['x-permission'] === 'anyone';
    expect(operation.security.length === 0).toBe(isOpen);
    expect(operation['x-roles'].length).toBeGreaterThan(0);
    expect(operation['x-roles'].every((role) => (ROLES as readonly string[]).includes(role))).toBe(true);
    const names = (operation.parameters ?? []).map(({ name }) => name);
    expect(names.includes('Idempotency-Key')).toBe(method !== 'get' && !isOpen);
    const statuses = Object.keys(operation.responses);
    if (!isOpen) expect(statuses).toEqual(expect.arrayContaining(['401', '403', '429', '503']));
    if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415', '422']));
    expect(statuses.includes('412')).toBe(
      names.includes('If-Match') || (allOperations.find(({ id }) => id === operation.operationId)?.refusals ?? []).includes(412),
    );
  });

  it('gives whole numbers of an address as whole numbers', () => {
    const limit = document.paths['/api/v1/runs']?.get?.parameters?.find(({ name }) => name === 'limit');
    expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 200 });
  });
});

describe('the document in Chinese', () => {
  const chinese = openApiDocument(allOperations, { version: '0.1.0' }, 'zh-CN');

  it('has every summary, description, group and parameter in both languages', () => {
    const left = allOperations.filter(
      ({ id, description }) => !operationTexts[id] || (description === undefined) !== (operationTexts[id].description === undefined),
    );
    expect(left.map(({ id }) => id)).toEqual([]);
    expect([...new Set(allOperations.map(({ group }) => group))].filter((group) => !groupTexts[group])).toEqual([]);
    const described = operations.flatMap(({ operation }) =>
      (operation.parameters ?? []).filter((parameter) => parameter.in !== 'header').flatMap(({ description }) => description ?? []),
    );
    described.push(...Object.values(document.components.schemas).flatMap(({ description }) => description ?? []));
    expect([...new Set(described)].filter((text) => !describedTexts[text])).toEqual([]);
  });

  it('differs in words only', () => {
    expect(Object.keys(chinese.paths)).toEqual(Object.keys(document.paths));
    expect(Object.keys(chinese.components.schemas)).toEqual(Object.keys(document.components.schemas));
  });

  it.each(LOCALES)('is the same each time (%s)', (locale) => {
    const make = (): string => JSON.stringify(openApiDocument(allOperations, { version: '1' }, locale));
    expect(make()).toBe(make());
  });
});
