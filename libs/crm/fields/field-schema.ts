import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { RE2JS } from 're2js';
import { canonicalJson, isJsonObject, type Json, type JsonObject, type Problem, utf8Length } from '#kernel';

const MAX_SCHEMA_BYTES = 16_384;
const MAX_CACHED = 2000;
const MAX_PATTERN_LENGTH = 500;
/** Keywords that reach outside the schema or make its cost unbounded. */
const FORBIDDEN = ['$ref', '$dynamicRef', '$id', '$anchor', '$dynamicAnchor', '$async', '$schema', '$data'];

const linear = Object.assign(
  (pattern: string) => {
    if (pattern.length > MAX_PATTERN_LENGTH) throw new Error(`pattern over ${MAX_PATTERN_LENGTH} characters`);
    const compiled = RE2JS.compile(pattern);
    // ajv tells patterns apart by their text.
    return { test: (text: string) => compiled.test(text), toString: () => `/${pattern}/` };
  },
  // Any text but `new RegExp`, which ajv would take as leave to use the built-in engine.
  { code: 're2' },
);

const FORMATS = ['date', 'time', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid'] as const;

// ajv-formats is CommonJS: its function arrives as `default` or as the module itself.
const addFormats = ('default' in addFormatsModule ? addFormatsModule.default : addFormatsModule) as unknown as (
  ajv: Ajv2020,
  formats: readonly string[],
) => unknown;

const ajv = new Ajv2020({ strict: true, allErrors: false, $data: false, code: { regExp: linear }, addUsedSchema: false, strictTypes: false });
addFormats(ajv, FORMATS);
// Ajv's own compares every pair: a long list of lists would hold up everybody.
ajv.removeKeyword('uniqueItems');
ajv.addKeyword({
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must NOT have duplicate items' },
  validate: (wanted: boolean, list: readonly Json[]) => !wanted || new Set(list.map(canonicalJson)).size === list.length,
});

const compiled = new Map<string, ValidateFunction>();

/** The check of an admin's JSON Schema (2020-12, strict, no references, patterns in RE2's syntax); compiled once a distinct schema. Throws when the schema is none. */
export function fieldSchema(schema: JsonObject): ValidateFunction {
  const text = canonicalJson(schema);
  const known = compiled.get(text);
  if (known) return known;
  if (compiled.size >= MAX_CACHED) {
    const oldest = compiled.keys().next().value;
    if (oldest !== undefined) compiled.delete(oldest);
  }
  const check = ajv.compile(schema);
  ajv.removeSchema(schema);
  compiled.set(text, check);
  return check;
}

/** What is wrong with an admin's schema, before it is stored. */
export function schemaProblems(schema: Json, at: string): readonly Problem[] {
  if (!isJsonObject(schema)) return [problem('field.schema', at, 'A field schema is a JSON object.', '字段的 schema 必须是 JSON 对象。')];
  if (utf8Length(canonicalJson(schema)) > MAX_SCHEMA_BYTES) {
    return [problem('field.schema-too-large', at, 'A field schema has at most 16 KB.', '字段的 schema 最多 16 KB。')];
  }
  const keyword = forbiddenKeyword(schema);
  if (keyword !== null) {
    return [problem('field.schema', at, `A field schema cannot use \`${keyword}\`.`, `字段的 schema 不能使用 \`${keyword}\`。`)];
  }
  try {
    fieldSchema(schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [problem('field.schema', at, `This JSON Schema cannot be used: ${reason}`, `此 JSON Schema 无法使用:${reason}`)];
  }
}

function forbiddenKeyword(schema: Json): string | null {
  if (Array.isArray(schema)) return schema.reduce<string | null>((found, part: Json) => found ?? forbiddenKeyword(part), null);
  if (!isJsonObject(schema)) return null;
  for (const key of Object.keys(schema)) {
    if (FORBIDDEN.includes(key)) return key;
    const inner = forbiddenKeyword(schema[key] ?? null);
    if (inner !== null) return inner;
  }
  return null;
}

const problem = (code: string, at: string, en: string, zh: string): Problem => ({ code, at, text: { en, 'zh-CN': zh } });
