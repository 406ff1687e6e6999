import type { Json } from '#kernel';
import { IN_DOCUMENT } from './components.js';
import type { SchemaObject } from './openapi-document.js';

const MAX_DEPTH = 12;
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '01920000-0000-7000-8000-00000000000a',
  'date-time': '2026-01-31T09:00:00.000Z',
  email: 'ada@example.com',
};
/** Values a reader recognises, for members whose schema leaves them open. */
const NAMES: Readonly<Record<string, Json>> = {
  at: '/data/deal',
  id: '01920000-0000-7000-8000-00000000000a',
  object: 'deal',
  pipeline: 'b2b-sales',
  key: 'b2b-sales',
  rule: 'big-deals',
  stage: 'engaging',
  event: 'win',
  name: 'Acme, 20 seats',
  title: 'Acme, 20 seats',
  currency: 'USD',
  timeZone: 'Europe/Berlin',
  zone: 'Europe/Berlin',
  month: '2026-01',
  by: 'sales_agent',
  address: '203.0.113.7',
  agent: 'Firefox',
  prefix: 'mr_4f9a',
  token: 'the-token-of-the-link-0000',
  hash: '9b74c9897bac770ffc029102a200c5de',
  action: 'key.create',
  code: 'input.missing',
  detail: 'This is needed: a text.',
  link: 'http://127.0.0.1:3000/join#the-token-of-the-link-0000',
  filter: 'close_value>1000;stage=engaging',
  sort: '-close_value,name',
  group: 'outcome',
  measure: 'count,sum:close_value',
  field: 'close_value',
  toward: 'won',
  outcome: 'won',
  q: 'acme',
  cursor: 'eyJhZnRlciI6MTB9',
  actor: { kind: 'person', id: '01920000-0000-7000-8000-000000000001' },
  mode: 'transactional',
  kind: 'task.create',
  next: null,
};

/** An example that fits the schema: recognisable where the member's name says what it is. Same schema, same example. */
export class Examples {
  constructor(private readonly schemas: Readonly<Record<string, SchemaObject>>) {}

  of(schema: SchemaObject, name = '', depth = 0): Json {
    if (schema.$ref !== undefined) return this.of(this.schemas[schema.$ref.slice(IN_DOCUMENT.length)] ?? {}, name, depth);
    if (schema.const !== undefined) return schema.const;
    const known = NAMES[name];
    if (known !== undefined && fits(schema, known)) return known;
    if (schema.enum?.[0] !== undefined) return schema.enum[0];
    const [branch] = schema.anyOf ?? schema.oneOf ?? [];
    if (branch) return this.of(branch, name, depth);
    return this.ofType(schema, name, depth);
  }

  private members(properties: Readonly<Record<string, SchemaObject>>, depth: number): Json {
    if (depth > MAX_DEPTH) return {};
    return Object.fromEntries(Object.entries(properties).map(([member, inner]) => [member, this.of(inner, member, depth + 1)]));
  }

  private list(items: SchemaObject, name: string, depth: number): Json {
    if (depth > MAX_DEPTH || Object.keys(items).length === 0) return [];
    return [this.of(items, singular(name), depth + 1)];
  }

  private ofType(schema: SchemaObject, name: string, depth: number): Json {
    switch (typeof schema.type === 'object' ? schema.type[0] : schema.type) {
      case 'object':
        return this.members(schema.properties ?? {}, depth);
      case 'array':
        return this.list(schema.items ?? {}, name, depth);
      case 'integer':
      case 'number':
        return Math.max(1, schema.minimum ?? 1);
      case 'boolean':
        return false;
      case 'string':
        return FORMATS[schema.format ?? ''] ?? 'text';
      default:
        return null;
    }
  }
}

/** Whether a value is of the plain type, and of the form, that the schema asks for. */
function fits(schema: SchemaObject, value: Json): boolean {
  if (schema.enum) return schema.enum.includes(value);
  if (schema.format !== undefined) return false;
  if (schema.properties) return typeof value === 'object' && value !== null && Object.keys(schema.properties).every((name) => name in value);
  const types = [schema.type ?? []].flat();
  if (value === null) return types.includes('null') || (schema.anyOf ?? []).some(({ type }) => type === 'null');
  return types.includes(typeof value) && (schema.pattern === undefined || new RegExp(schema.pattern).test(String(value)));
}

const singular = (name: string): string => name.replace(/s$/, '');
