import { z } from 'zod';
import { basis, decimal, group, lacking, named, purchasesQuery, share } from './customer-shapes.js';
import { operation } from './operation.js';
import { count, instant, list, page, pageQuery, text, uuid } from './shapes.js';

export const product = z.object({ id: uuid, name: z.string() });
const basketRule = z.object({
  left: z.array(product),
  right: z.array(product),
  count: z.number().int(),
  support: share,
  confidence: share,
  lift: z.number(),
  conviction: z.number().nullable(),
  /** In a sentence. */
  text,
});
export const customersBaskets = operation({
  id: 'customers.baskets',
  method: 'GET',
  path: '/api/v1/customers/baskets',
  group,
  summary: 'What is bought together: rules, and the graph of them',
  description: 'FP-growth; one product on the right. The orders behind a rule: `customers.baskets.orders` with the ids of both sides.',
  permission: 'insight.read',
  query: z.strictObject({
    ...purchasesQuery,
    support: decimal(0, 1).optional().meta({ description: 'least share of the baskets; 0.02 by default' }),
    confidence: decimal(0, 1).optional().meta({ description: 'least confidence; 0.2 by default' }),
    lift: decimal(0, 1e6).optional().meta({ description: 'least lift; 1 by default' }),
    product: uuid.optional().meta({ description: 'only rules with this product on either side' }),
    limit: count(1, 500).optional(),
  }),
  answer: z.object({
    basis,
    lacking,
    /** An order, or all that a customer ever bought where won deals are the purchases. */
    basketIs: z.enum(['order', 'customer']),
    baskets: z.number().int(),
    rules: z.array(basketRule),
    /** Rules found in all, before the limit. */
    found: z.number().int(),
    /** Products as nodes (with the number of baskets), rules of one product on each side as edges. */
    graph: z.object({
      nodes: z.array(z.object({ id: uuid, name: z.string(), baskets: z.number().int() })),
      edges: z.array(z.object({ from: uuid, to: uuid, lift: z.number(), confidence: share, count: z.number().int() })),
    }),
  }),
});
export const customersBasketOrders = operation({
  id: 'customers.baskets.orders',
  method: 'GET',
  path: '/api/v1/customers/baskets/orders',
  group,
  summary: 'The orders (or customers) that hold all of these products',
  permission: 'insight.read',
  query: z.strictObject({
    ...purchasesQuery,
    products: z
      .string()
      .max(400)
      .transform((text) => text.split(','))
      .pipe(z.array(uuid).min(1).max(10))
      .meta({ description: 'ids of products with commas between them' }),
    ...pageQuery,
  }),
  answer: page(z.object({ object: z.string(), ...named, at: instant.nullable(), amount: z.number().nullable() })),
});
export const customersSimilarProducts = operation({
  id: 'customers.products.similar',
  method: 'GET',
  path: '/api/v1/customers/products/{id}/similar',
  group,
  summary: 'Products with the same buyers',
  description: 'Cosine over who bought what.',
  permission: 'insight.read',
  params: z.strictObject({ id: uuid }),
  query: z.strictObject(purchasesQuery),
  answer: list(z.object({ ...product.shape, similarity: share })),
  refusals: [404],
});

export const offer = z.object({
  product: product,
  /** Strength (lift, or similarity) times margin. */
  score: z.number(),
  margin: z.number(),
  price: z.number().nullable(),
  by: z.enum(['rule', 'similarity']),
  because: z.array(product),
  text,
});
