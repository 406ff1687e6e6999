import { isUuid, parseDuration, parseInstant, type Instant, type Json, type JsonObject } from '#kernel';
import { z } from 'zod';

/** Deepest nesting of any JSON that crosses the border; deeper is refused before it is looked at. */
export const MAX_JSON_DEPTH = 64;

export const uuid = z.string().refine(isUuid, 'must be a lower-case UUID').meta({ format: 'uuid' });
/** ISO 8601 with a zone; given out with milliseconds in UTC. */
export const instant = z
  .string()
  .refine((text) => parseInstant(text) !== null, 'must be an ISO 8601 moment, such as 2026-01-31T09:00:00Z')
  .meta({ format: 'date-time' });
export const duration = z.string().refine((text) => parseDuration(text) !== null, 'must be an ISO 8601 duration, such as P14D');

/** Reads a moment that `instant` has let through. */
export const toInstant = (text: string): Instant => parseInstant(text) as Instant;

/** Any JSON. The parser at the border has already refused `__proto__`, and depth over MAX_JSON_DEPTH. */
export const json = z.custom<Json>((value) => value !== undefined).meta({ description: 'any JSON' });
export const jsonObject = z
  .custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'must be an object')
  .meta({ type: 'object', additionalProperties: true });

/** Keys of objects, pipelines, fields, events, roles. */
export const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,79}$/, 'must start with a letter; letters, digits, _ . - and at most 80 characters');
export const eventName = z.string().min(1).max(200);
export const title = z.string().trim().min(1).max(500);

export const text = z
  .strictObject({ en: z.string().min(1).max(2000), 'zh-CN': z.string().min(1).max(2000).optional() })
  .meta({ id: 'Text', description: 'A sentence in the languages of the product; English is always there.' });

/** A whole number in a query. */
export const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const pageQuery = {
  cursor: z.string().min(1).max(2000).optional().meta({ description: '`next` of the page before' }),
  limit: count(1, 200).optional().meta({ description: 'rows a page, 1 to 200, default 50' }),
};

/** One page of a list; `next` is the cursor of the page after, null at the end. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
/** A whole list that needs no pages. */
export const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
export const byId = z.strictObject({ id: uuid });
