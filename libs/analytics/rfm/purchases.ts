import { isUsable, notANumber, type Answer } from '../problem.js';

/** One line of an invoice. `atMs`: milliseconds since 1970, UTC. `amount` in one currency; negative for returns. */
export interface PurchaseLine {
  readonly customer: string | null;
  readonly invoice: string;
  readonly atMs: number;
  readonly amount: number;
}

/** What is known of one customer after all lines are in. */
export interface Purchases {
  readonly customer: string;
  /** Invoices with a sum above zero. */
  readonly invoices: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Sum of all lines, returns taken off. */
  readonly money: number;
}

interface Invoice {
  atMs: number;
  sum: number;
}

/**
 * Gathers invoice lines, one at a time, so that they may come from a cursor. Memory: one entry an invoice.
 * Lines without a customer, and lines later than the stated moment, are left out and counted.
 */
export class PurchaseTally {
  private readonly customers = new Map<string, Map<string, Invoice>>();
  withoutCustomer = 0;
  afterMoment = 0;
  lines = 0;

  constructor(private readonly asOfMs: number) {}

  /** Takes a line in; a refusal (no finite amount or moment) leaves the tally as it was. */
  add({ customer, invoice, atMs, amount }: PurchaseLine): Answer<never> | null {
    if (!isUsable(amount)) return notANumber(`/lines/${this.lines}/amount`, amount);
    if (!isUsable(atMs)) return notANumber(`/lines/${this.lines}/atMs`, atMs);
    this.lines += 1;
    if (customer === null || customer.trim() === '') this.withoutCustomer += 1;
    else if (atMs > this.asOfMs) this.afterMoment += 1;
    else this.book(customer, invoice, atMs, amount);
    return null;
  }

  /** Customers with at least one invoice above zero, in the order in which they came. */
  *purchases(): Generator<Purchases> {
    for (const [customer, invoices] of this.customers) {
      let [count, money, firstMs, lastMs] = [0, 0, Infinity, -Infinity];
      for (const { atMs, sum } of invoices.values()) {
        money += sum;
        if (!(sum > 0)) continue;
        count += 1;
        firstMs = Math.min(firstMs, atMs);
        lastMs = Math.max(lastMs, atMs);
      }
      if (count > 0) yield { customer, invoices: count, firstMs, lastMs, money };
    }
  }

  /** Customers of whom nothing but returns and zero amounts is known. */
  get withoutPurchase(): number {
    let count = 0;
    for (const invoices of this.customers.values()) if (![...invoices.values()].some(({ sum }) => sum > 0)) count += 1;
    return count;
  }

  private book(customer: string, invoice: string, atMs: number, amount: number): void {
    let invoices = this.customers.get(customer);
    if (!invoices) this.customers.set(customer, (invoices = new Map()));
    const known = invoices.get(invoice);
    if (!known) {
      invoices.set(invoice, { atMs, sum: amount });
      return;
    }
    known.sum += amount;
    if (atMs > known.atMs) known.atMs = atMs;
  }
}
