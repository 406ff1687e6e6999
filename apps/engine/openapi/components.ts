import { type Json, isJsonObject } from '#kernel';
import { z } from 'zod';
import type { SchemaObject } from './openapi-document.js';

const IN_ZOD = '#/$defs/';
export const IN_DOCUMENT = '#/components/schemas/';

/** Turns zod shapes into schemas of one document; shapes with an id become its components. */
export class Components {
  private readonly named = new Map<string, SchemaObject>();

  /** What a client sends. */
  sent(shape: z.ZodType): SchemaObject {
    return this.add(shape, 'input');
  }

  /** What a client is given: it may grow members, so none is excluded. */
  given(shape: z.ZodType): SchemaObject {
    return this.add(shape, 'output');
  }

  /** Values in an address: what the text stands for (a whole number), not the text. */
  addressed(shape: z.ZodType): SchemaObject {
    const meant = this.add(shape, 'output');
    const written = this.add(shape, 'input');
    const properties = Object.entries(meant.properties ?? {}).map(
      ([name, schema]) => [name, isKnown(schema) ? schema : (written.properties?.[name] ?? schema)] as const,
    );
    return { ...meant, properties: Object.fromEntries(properties) };
  }

  get schemas(): Readonly<Record<string, SchemaObject>> {
    return Object.fromEntries([...this.named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private add(shape: z.ZodType, io: 'input' | 'output'): SchemaObject {
    const { $schema: _, $defs, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', override }) as Record<string, unknown>;
    for (const [name, found] of Object.entries(($defs ?? {}) as Record<string, Json>)) this.name(name, pointed(found) as SchemaObject);
    return pointed(JSON.parse(JSON.stringify(schema)) as Json) as SchemaObject;
  }

  private name(name: string, { id: _, ...schema }: SchemaObject & { id?: string }): void {
    const known = this.named.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two shapes are called ${name}`);
    this.named.set(name, schema);
  }
}

const isKnown = (schema: SchemaObject): boolean =>
  schema.type !== undefined || schema.$ref !== undefined || schema.anyOf !== undefined || schema.enum !== undefined;

/** Leaves out what says nothing: bounds of safe integers, closedness of answers. */
function override({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (zodSchema._zod.def.type === 'object' && zodSchema._zod.def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** The same schema with references into the document. */
function pointed(value: Json): Json {
  if (Array.isArray(value)) return value.map(pointed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) =>
      name === '$ref' && typeof member === 'string' && member.startsWith(IN_ZOD) ? [name, IN_DOCUMENT + member.slice(IN_ZOD.length)] : [name, pointed(member)],
    ),
  );
}
