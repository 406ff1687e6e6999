import { z } from 'zod';
import { lacking } from './customer-shapes.js';
import { operation } from './operation.js';
import { count, instant, key, list, page, pageQuery, text, title, uuid } from './shapes.js';

const group = 'Segments';
const byKey = z.strictObject({ key });
/** Numbers that are not fields but come from purchases; for accounts and contacts. */
export const PURCHASE_COLUMNS = ['rfm.recencyDays', 'rfm.frequency', 'rfm.money', 'rfm.tenureDays', 'rfm.value', 'rfm.alive'] as const;
const segmentDefinition = z
  .strictObject({
    object: key.meta({ description: 'whose records are put into segments' }),
    filter: z.string().max(8000).optional().meta({ description: 'only these records' }),
    columns: z
      .array(z.string().min(1).max(150))
      .min(1)
      .max(30)
      .meta({ description: `number fields of the object, or of purchases: ${PURCHASE_COLUMNS.join(', ')}` }),
    method: z.enum(['k-means', 'dbscan']).optional().meta({ description: '`k-means` by default' }),
    k: z.number().int().min(1).max(50).optional().meta({ description: 'segments; without it chosen by silhouette' }),
    kFrom: z.number().int().min(2).max(50).optional(),
    kTo: z.number().int().min(2).max(50).optional(),
    eps: z.number().positive().max(1e6).optional().meta({ description: 'DBSCAN: radius in deviations' }),
    minPts: z.number().int().min(1).max(10_000).optional(),
    scale: z.enum(['z-score', 'min-max', 'none']).optional(),
    missing: z.enum(['median', 'drop']).optional(),
    /** log(1 + x) first: for amounts, which spread over orders of magnitude. */
    logColumns: z.array(z.string().min(1).max(150)).max(30).optional(),
    seed: z.number().int().min(0).max(1_000_000).optional(),
  })
  .meta({ id: 'SegmentDefinition' });
const segment = z.object({
  /** 0 for the largest; -1 is noise (DBSCAN). */
  segment: z.number().int(),
  name: z.string(),
  records: z.number().int(),
  share: z.number(),
  /** What sets it apart. */
  summary: text,
  traits: z.array(z.object({ column: z.string(), mean: z.number(), overall: z.number(), deviations: z.number() })),
});
const result = {
  version: z.number().int(),
  trainedAt: instant,
  method: z.enum(['k-means', 'dbscan']),
  records: z.number().int(),
  /** Records that the definition left out (missing numbers). */
  leftOut: z.number().int(),
  segments: z.array(segment),
  /** Mean silhouette, -1 to 1; null for one segment. */
  silhouette: z.number().nullable(),
  inertia: z.number().nullable(),
  tried: z.array(z.object({ k: z.number().int(), inertia: z.number(), silhouette: z.number() })),
  map: z.object({
    /** Share of the variance that each of the two axes holds. */
    share: z.array(z.number()),
    /** Weights of the columns on each axis. */
    axes: z.array(z.array(z.object({ column: z.string(), weight: z.number() }))),
    /** A sample of at most 2,000 records; all of them where there are fewer. */
    points: z.array(z.object({ id: uuid, x: z.number(), y: z.number(), segment: z.number().int() })),
    isSampled: z.boolean(),
  }),
};
const segmentResult = z.object(result);
const segmentSet = z
  .object({
    key,
    title: z.string(),
    definition: segmentDefinition,
    /** Of the version in use; 0 before the first training. */
    version: z.number().int(),
    records: z.number().int(),
    segments: z.array(z.object({ segment: z.number().int(), name: z.string(), records: z.number().int() })),
    trainedAt: instant.nullable(),
    updatedAt: instant,
  })
  .meta({ id: 'SegmentSet', description: 'A saved way to put records into segments, with its versions.' });
const whole = segmentSet.extend({
  lacking,
  result: segmentResult.nullable(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      trainedAt: instant,
      records: z.number().int(),
      segments: z.number().int(),
      silhouette: z.number().nullable(),
      hasMembers: z.boolean(),
    }),
  ),
});
const definitionExample = { object: 'account', columns: ['rfm.recencyDays', 'rfm.frequency', 'rfm.money'], logColumns: ['rfm.money'], kFrom: 2, kTo: 6 };

export const listSegmentSets = operation({
  id: 'segments.list',
  method: 'GET',
  path: '/api/v1/segments',
  group,
  summary: 'Segment sets',
  permission: 'insight.read',
  query: z.strictObject({ object: key.optional() }),
  answer: list(segmentSet),
});
export const previewSegments = operation({
  id: 'segments.preview',
  method: 'POST',
  path: '/api/v1/segments/preview',
  group,
  summary: 'What segments a definition would give; nothing is kept',
  permission: 'segment.edit',
  body: segmentDefinition,
  answer: z.object({ lacking, result: segmentResult.nullable() }),
  bodyExample: definitionExample,
  refusals: [404, 422],
});
export const createSegmentSet = operation({
  id: 'segments.create',
  method: 'POST',
  path: '/api/v1/segments',
  group,
  summary: 'Keep a segment set and train its first version',
  permission: 'segment.edit',
  body: z.strictObject({ key, title, definition: segmentDefinition }),
  answer: whole,
  status: 201,
  bodyExample: { key: 'buyers', title: 'Buyers', definition: definitionExample },
  refusals: [404, 409, 422],
});
export const getSegmentSet = operation({
  id: 'segments.get',
  method: 'GET',
  path: '/api/v1/segments/{key}',
  group,
  summary: 'One segment set with the map and profile of a version',
  permission: 'insight.read',
  params: byKey,
  query: z.strictObject({ version: count(1, 1_000_000).optional() }),
  answer: whole,
  refusals: [404],
});
export const changeSegmentSet = operation({
  id: 'segments.change',
  method: 'PATCH',
  path: '/api/v1/segments/{key}',
  group,
  summary: 'Rename a set or its segments, or put another version in use',
  permission: 'segment.edit',
  params: byKey,
  body: z.strictObject({
    title: title.optional(),
    names: z
      .array(z.strictObject({ segment: z.number().int().min(-1).max(1000), name: title }))
      .max(60)
      .optional(),
    version: z.number().int().min(1).optional(),
  }),
  answer: whole,
  bodyExample: { title: 'Buyers of the year', names: [{ segment: 0, name: 'Regulars' }] },
  refusals: [404, 422],
});
export const refreshSegmentSet = operation({
  id: 'segments.refresh',
  method: 'POST',
  path: '/api/v1/segments/{key}/refresh',
  group,
  summary: 'Bring a set up to date',
  description: '`assign`: today’s records by the segments as they are. `train`: segments are found anew, as a new version.',
  permission: 'segment.edit',
  params: byKey,
  body: z.strictObject({ how: z.enum(['assign', 'train']).optional() }),
  answer: whole,
  bodyExample: { how: 'assign' },
  refusals: [404, 422],
});
export const removeSegmentSet = operation({
  id: 'segments.remove',
  method: 'DELETE',
  path: '/api/v1/segments/{key}',
  group,
  summary: 'Remove a segment set with its versions',
  permission: 'segment.edit',
  params: byKey,
  status: 204,
  refusals: [404],
});
export const listSegmentMembers = operation({
  id: 'segments.members',
  method: 'GET',
  path: '/api/v1/segments/{key}/members',
  group,
  summary: 'The records of a segment',
  permission: 'insight.read',
  params: byKey,
  query: z.strictObject({
    segment: z
      .string()
      .regex(/^-?\d{1,4}$/)
      .transform(Number)
      .optional(),
    version: count(1, 1_000_000).optional().meta({ description: 'the one in use by default; members of the newest five are kept' }),
    ...pageQuery,
  }),
  answer: page(z.object({ object: z.string(), id: uuid, name: z.string().nullable(), segment: z.number().int() })),
  refusals: [404],
});
