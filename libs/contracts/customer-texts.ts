import { z } from 'zod';
import { decimal, lacking, named } from './customer-shapes.js';
import { operation } from './operation.js';
import { count, flag, instant, page, pageQuery, uuid } from './shapes.js';

const group = 'Customers';
const share = z.number().min(0).max(1);
export const answerHit = z.object({
  /** The article, or the solved ticket, that the answer comes from. */
  object: z.enum(['article', 'ticket']),
  id: uuid,
  title: z.string(),
  /** What can be sent: the article's text, or the resolution. */
  answer: z.string(),
  score: z.number(),
  /** Words of the question that led here. */
  because: z.array(z.string()),
});
export const textObject = z.enum(['ticket', 'feedback']);
const theme = z.object({ term: z.string(), weight: z.number(), texts: z.number().int() });
export const customersThemes = operation({
  id: 'customers.themes',
  method: 'GET',
  path: '/api/v1/customers/themes',
  group,
  summary: 'What tickets or feedback are about: words by class and by month, and the mood',
  description:
    'TF-IDF over the newest 20,000 texts. The mood is learned from the scores that customers gave. The texts behind a word: `customers.themes.records`.',
  permission: 'insight.read',
  query: z.strictObject({
    object: textObject.optional().meta({ description: '`ticket` by default' }),
    from: instant.optional(),
    to: instant.optional(),
    limit: count(1, 100).optional(),
  }),
  answer: z.object({
    asOf: instant,
    object: textObject,
    texts: z.number().int(),
    lacking,
    themes: z.array(theme),
    byClass: z.array(z.object({ class: z.string(), texts: z.number().int(), themes: z.array(theme) })),
    byMonth: z.array(z.object({ month: z.string(), texts: z.number().int(), mood: z.number().nullable(), themes: z.array(theme) })),
    mood: z.object({ good: z.number().int(), bad: z.number().int(), unsure: z.number().int(), learnedFrom: z.number().int() }).nullable(),
    /** Why there is no mood. */
    moodLacking: lacking,
  }),
});
export const customersThemeRecords = operation({
  id: 'customers.themes.records',
  method: 'GET',
  path: '/api/v1/customers/themes/records',
  group,
  summary: 'The texts that hold a word',
  permission: 'insight.read',
  query: z.strictObject({
    object: textObject.optional(),
    term: z.string().min(1).max(100).optional(),
    class: z.string().min(1).max(200).optional(),
    mood: z.enum(['good', 'bad', 'unsure']).optional(),
    from: instant.optional(),
    to: instant.optional(),
    ...pageQuery,
  }),
  answer: page(z.object({ object: textObject, ...named, at: instant, excerpt: z.string() })),
});
export const customersAnswers = operation({
  id: 'customers.answers',
  method: 'GET',
  path: '/api/v1/customers/answers/{id}',
  group,
  summary: 'Suggested answers to a ticket',
  description: 'BM25 over the published articles and the tickets that were solved, the ticket itself left out.',
  permission: 'insight.read',
  params: z.strictObject({ id: uuid }),
  query: z.strictObject({ limit: count(1, 10).optional() }),
  answer: z.object({ asOf: instant, lacking, searched: z.object({ articles: z.number().int(), tickets: z.number().int() }), items: z.array(answerHit) }),
  refusals: [404],
});
export const customersDuplicates = operation({
  id: 'customers.duplicates',
  method: 'GET',
  path: '/api/v1/customers/duplicates',
  group,
  summary: 'Records that may be one and the same',
  description: 'Pairs that somebody found to be two are left out. To make a pair one: `records.merge`.',
  permission: 'insight.read',
  query: z.strictObject({
    object: z.enum(['account', 'contact', 'lead']).optional().meta({ description: '`contact` by default' }),
    threshold: decimal(0, 1).optional().meta({ description: 'least likeness; 0.8 by default' }),
    distinct: flag.optional().meta({ description: '`true`: only the pairs that somebody found to be two' }),
    limit: count(1, 500).optional(),
  }),
  answer: z.object({
    asOf: instant,
    object: z.string(),
    records: z.number().int(),
    cut: z.object({ records: z.number().int(), candidates: z.number().int() }).nullable().meta({
      description: 'so many of the records had more candidates than `candidates`, and were compared with those of their rarest words alone; null: none',
    }),
    found: z.number().int(),
    /** Pairs that somebody found to be two. */
    distinct: z.number().int(),
    pairs: z.array(
      z.object({
        a: z.object(named),
        b: z.object(named),
        score: share,
        fields: z.array(z.object({ name: z.string(), a: z.string().nullable(), b: z.string().nullable(), score: share.nullable() })),
      }),
    ),
  }),
});
export const decideDuplicate = operation({
  id: 'customers.duplicates.decide',
  method: 'POST',
  path: '/api/v1/customers/duplicates/decisions',
  group,
  summary: 'Say that two records are not the same, or take that back',
  permission: 'record.write',
  body: z.strictObject({
    object: z.enum(['account', 'contact', 'lead']),
    a: uuid,
    b: uuid,
    isDuplicate: z.boolean().meta({ description: '`false` is remembered' }),
  }),
  status: 204,
  bodyExample: {
    object: 'contact',
    a: '01920000-0000-7000-8000-00000000000a',
    b: '01920000-0000-7000-8000-00000000000b',
    isDuplicate: false,
  },
  refusals: [404],
});
