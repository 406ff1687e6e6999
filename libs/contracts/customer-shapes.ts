import { z } from 'zod';
import { count, instant, text, uuid } from './shapes.js';

export const group = 'Customers';

/** Who counts as a customer: the account of an order or deal, or the contact. */
export const customerKind = z.enum(['account', 'contact']);
export const share = z.number().min(0).max(1);
/** A decimal number in a query. */
export const decimal = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,12}(\.\d{1,12})?$/, 'must be a number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** How every answer about purchases may be asked for. */
export const purchasesQuery = {
  customer: customerKind.optional().meta({ description: 'who is the customer; `account` by default' }),
  asOf: instant.optional().meta({ description: 'the moment looked from; later purchases are left out; now by default' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ description: "only purchases in this currency; the workspace's by default" }),
};
export const horizonQuery = {
  ...purchasesQuery,
  months: count(1, 120).optional().meta({ description: 'months looked ahead, of 30 days each; 12 by default' }),
  monthlyRate: decimal(0, 1).optional().meta({ description: 'discount a month; 0.01 by default' }),
};
/** There is too little data, or the data cannot be reckoned with: what and how much is needed. The numbers are then empty. */
export const lacking = z.object({ code: z.string(), text }).nullable();
/** On what the numbers rest; in every answer. */
export const basis = z.object({
  asOf: instant,
  customer: customerKind,
  currency: z.string(),
  /** `orders`: records of the object order. `deals`: there are no orders, so won deals count as purchases. */
  source: z.enum(['orders', 'deals']),
  /** Convention and method in a sentence or two. */
  method: text,
  customers: z.number().int(),
  purchases: z.number().int(),
  /** What was not counted. */
  leftOut: z.object({
    withoutCustomer: z.number().int(),
    withoutDate: z.number().int(),
    withoutAmount: z.number().int(),
    otherCurrency: z.number().int(),
    /** Dated after `asOf`. */
    afterMoment: z.number().int(),
    /** Customers of whom only returns and zero amounts are known. */
    withoutPurchase: z.number().int(),
  }),
});
/** A record by id and name. */
export const named = { id: uuid, name: z.string().nullable() };
