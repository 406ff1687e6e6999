import { z } from 'zod';
import { offer, product } from './customer-baskets.js';
import { basis, customerKind, decimal, group, horizonQuery, lacking, named, purchasesQuery, share } from './customer-shapes.js';
import { operation } from './operation.js';
import { count, instant, page, pageQuery, text, uuid } from './shapes.js';

export const rfmGroup = z.enum([
  'champions',
  'loyal',
  'potential-loyalists',
  'new',
  'promising',
  'need-attention',
  'about-to-sleep',
  'at-risk',
  'cannot-lose',
  'hibernating',
]);
const score = z.number().int().min(1).max(5);
const rfmCustomer = z.object({
  ...named,
  recencyDays: z.number().int(),
  frequency: z.number().int(),
  money: z.number(),
  r: score,
  f: score,
  m: score,
  group: rfmGroup,
});

export const customersRfm = operation({
  id: 'customers.rfm',
  method: 'GET',
  path: '/api/v1/customers/rfm',
  group,
  summary: 'Customers by recency, frequency and money',
  description: 'Quintiles, 5 is best. The customers behind a group or a cell: `customers.rfm.members`.',
  permission: 'insight.read',
  query: z.strictObject(purchasesQuery),
  answer: z.object({
    basis,
    lacking,
    groups: z.array(
      z.object({
        group: rfmGroup,
        title: text,
        about: text,
        customers: z.number().int(),
        share,
        meanRecencyDays: z.number(),
        meanFrequency: z.number(),
        money: z.number(),
      }),
    ),
    /** Customers by recency score (rows, 1 to 5) and frequency score (columns, 1 to 5). */
    grid: z.array(z.array(z.number().int())),
    /** Upper ends of the first four fifths. */
    cuts: z.object({ recencyDays: z.array(z.number()), frequency: z.array(z.number()), money: z.array(z.number()) }).nullable(),
  }),
});
export const customersRfmMembers = operation({
  id: 'customers.rfm.members',
  method: 'GET',
  path: '/api/v1/customers/rfm/members',
  group,
  summary: 'The customers of an RFM group or cell, most money first',
  permission: 'insight.read',
  query: z.strictObject({
    ...purchasesQuery,
    rfmGroup: rfmGroup.optional(),
    r: count(1, 5).optional(),
    f: count(1, 5).optional(),
    m: count(1, 5).optional(),
    ...pageQuery,
  }),
  answer: page(rfmCustomer),
});

const bar = z.object({ from: z.number(), to: z.number(), customers: z.number().int() });
const valued = z.object({
  ...named,
  /** Discounted value of the months ahead. */
  value: z.number(),
  /** Purchases expected in them. */
  purchases: z.number(),
  meanValue: z.number(),
  /** Chance that the customer still is one. */
  alive: share,
  money: z.number(),
  frequency: z.number().int(),
});
export const customersValue = operation({
  id: 'customers.value',
  method: 'GET',
  path: '/api/v1/customers/value',
  group,
  summary: 'What customers will be worth',
  description: 'BG/NBD and Gamma-Gamma by maximum likelihood where at least 30 customers came back; else the discounted sum of what they bought so far.',
  permission: 'insight.read',
  query: z.strictObject(horizonQuery),
  answer: z.object({
    basis,
    lacking,
    model: z
      .object({
        kind: z.enum(['bg-nbd', 'simple']),
        /** Version of the model of customer value whose fit this is: the one behind the scores of single accounts. Null: fitted for this answer. */
        version: z.number().int().nullable(),
        months: z.number().int(),
        monthlyRate: z.number(),
        /** Fitted parameters by name; times in weeks. */
        parameters: z.record(z.string(), z.number()),
        /** How the same model, fitted on all but the last quarter of the time, did on that quarter; null where there was too little to try. */
        check: z
          .object({
            fromAt: instant,
            customers: z.number().int(),
            expected: z.number(),
            actual: z.number(),
            meanAbsoluteError: z.number(),
            /** The same if everybody were taken for the mean of all. */
            meanAbsoluteErrorOfMean: z.number(),
          })
          .nullable(),
        /** Why the simple formula was taken, where it was. */
        fallback: text.nullable(),
      })
      .nullable(),
    total: z.number(),
    mean: z.number(),
    median: z.number(),
    /** Share of the whole value that the best tenth of the customers holds. */
    topTenthShare: share.nullable(),
    histogram: z.array(bar),
  }),
});
export const customersValueMembers = operation({
  id: 'customers.value.members',
  method: 'GET',
  path: '/api/v1/customers/value/members',
  group,
  summary: 'Customers by their value to come, the largest first',
  permission: 'insight.read',
  query: z.strictObject({ ...horizonQuery, from: decimal(-1e12, 1e12).optional(), to: decimal(-1e12, 1e12).optional(), ...pageQuery }),
  answer: page(valued),
});

export const reason = z.object({ kind: z.string(), text });
const atRisk = z.object({
  ...named,
  /** Chance of having left, 0 to 1. */
  risk: share,
  band: z.enum(['high', 'middle', 'low']),
  /** Yearly money times the chance of having left. */
  moneyAtRisk: z.number(),
  yearlyMoney: z.number(),
  recencyDays: z.number().int(),
  /** Mean days between purchases; null for a single purchase. */
  ownRhythmDays: z.number().nullable(),
  /** recencyDays / ownRhythmDays. */
  overdue: z.number().nullable(),
  frequency: z.number().int(),
  reasons: z.array(reason),
});
export const customersChurn = operation({
  id: 'customers.churn',
  method: 'GET',
  path: '/api/v1/customers/churn',
  group,
  summary: 'Customers who are about to leave, with reasons, most money at risk first',
  description: 'Chance of having left by BG/NBD, or by the own rhythm of each customer where there are too few. `band`: high from 0.6, middle from 0.3.',
  permission: 'insight.read',
  query: z.strictObject({ ...purchasesQuery, band: z.enum(['high', 'middle', 'low']).optional(), ...pageQuery }),
  answer: z.object({
    basis,
    lacking,
    by: z.enum(['bg-nbd', 'own-rhythm']),
    bands: z.array(z.object({ band: z.enum(['high', 'middle', 'low']), customers: z.number().int(), moneyAtRisk: z.number() })),
    items: z.array(atRisk),
    next: z.string().nullable(),
  }),
});

const loyaltyPart = z.enum(['recency', 'frequency', 'shareOfWallet', 'tenure']);
export const customersLoyalty = operation({
  id: 'customers.loyalty',
  method: 'GET',
  path: '/api/v1/customers/loyalty',
  group,
  summary: 'Loyalty of customers, 0 to 100, by stated weights',
  description: 'Each part is the share of customers that this one beats. Share of wallet is not known from orders, so its weight goes to the other parts.',
  permission: 'insight.read',
  query: z.strictObject({
    ...purchasesQuery,
    recency: decimal(0, 100).optional(),
    frequency: decimal(0, 100).optional(),
    tenure: decimal(0, 100).optional(),
    from: decimal(0, 100).optional(),
    to: decimal(0, 100).optional().meta({ description: 'below this score; 100 leaves nobody out' }),
    ...pageQuery,
  }),
  answer: z.object({
    basis,
    lacking,
    weights: z.array(z.object({ part: loyaltyPart, weight: share })),
    mean: z.number().nullable(),
    median: z.number().nullable(),
    /** Ten bars from 0 to 100; the last one holds the 100 too. */
    histogram: z.array(bar),
    items: z.array(
      z.object({
        ...named,
        score: z.number(),
        recencyDays: z.number().int(),
        frequency: z.number().int(),
        tenureDays: z.number().int(),
        parts: z.array(z.object({ part: loyaltyPart, rank: share, points: z.number() })),
        reason: text,
      }),
    ),
    next: z.string().nullable(),
  }),
});

const ofCustomer = z.strictObject({ object: customerKind, id: uuid });

export const customersProfile = operation({
  id: 'customers.profile',
  method: 'GET',
  path: '/api/v1/customers/profiles/{object}/{id}',
  group,
  summary: 'All that is known of one customer: RFM, value, risk, loyalty, segments, next offers, who is alike',
  permission: 'insight.read',
  params: ofCustomer,
  query: z.strictObject({ months: horizonQuery.months, asOf: purchasesQuery.asOf }),
  answer: z.object({
    basis,
    lacking,
    rfm: rfmCustomer.omit({ id: true, name: true }).extend({ groupTitle: text, groupAbout: text }).nullable(),
    value: valued.omit({ id: true, name: true }).nullable(),
    risk: atRisk.omit({ id: true, name: true }).nullable(),
    loyalty: z.object({ score: z.number(), reason: text }).nullable(),
    segments: z.array(z.object({ set: z.string(), setTitle: z.string(), segment: z.number().int(), name: z.string(), summary: text })),
    owned: z.array(product),
    offers: z.array(offer),
    alike: z.array(z.object({ ...named, similarity: share, shared: z.array(product) })),
  }),
  refusals: [404],
});
export const customersOffers = operation({
  id: 'customers.offers',
  method: 'GET',
  path: '/api/v1/customers/profiles/{object}/{id}/offers',
  group,
  summary: 'Next best offers for a customer',
  description:
    'Lift x margin of rules whose left side the customer has, products of like buyers after them. Never what the customer has, never what is not sold now.',
  permission: 'insight.read',
  params: ofCustomer,
  query: z.strictObject({ limit: count(1, 20).optional(), asOf: purchasesQuery.asOf }),
  answer: z.object({ basis, lacking, owned: z.array(product), offers: z.array(offer) }),
  refusals: [404],
});
