import type { ValueFit } from '#analytics';
import type { Instant, WorkspaceId } from '#kernel';

/** Whose purchases count together. */
export type CustomerKind = 'account' | 'contact';
/** Orders, or won deals where a workspace has no orders. */
export type PurchaseSource = 'orders' | 'deals';

export interface PurchaseState {
  readonly source: PurchaseSource;
  /** ISO 4217 code of the workspace. */
  readonly currency: string;
  /** Differs when purchases, lines or products have changed. */
  readonly stamp: string;
}

export interface PurchaseAsk {
  readonly source: PurchaseSource;
  readonly customer: CustomerKind;
  readonly currency: string;
}

/** Purchases by column, one entry a purchase; `customer[i]` is a place in `customers`. */
export interface PurchaseColumns {
  /** Ids of accounts or contacts. */
  readonly customers: readonly string[];
  readonly customer: Int32Array;
  /** Milliseconds since 1970, UTC; a date is its midnight. */
  readonly atMs: Float64Array;
  /** In the currency asked for; negative for returns. */
  readonly amount: Float64Array;
  readonly leftOut: {
    readonly withoutCustomer: number;
    readonly withoutDate: number;
    /** No amount, or one beyond 10^12. */
    readonly withoutAmount: number;
    readonly otherCurrency: number;
  };
}

/** Who bought what in which basket, one entry a line. Numbers are places in the lists. */
export interface LineColumns {
  readonly products: readonly string[];
  readonly customers: readonly string[];
  readonly baskets: number;
  readonly basket: Int32Array;
  readonly product: Int32Array;
  /** -1 where the basket has no customer. */
  readonly customer: Int32Array;
}

export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  /** In the currency of the product; null when not filled. */
  readonly price: number | null;
  readonly margin: number | null;
  /** False for what is not sold any more. */
  readonly isSold: boolean;
}

export interface Holding {
  readonly object: string;
  readonly id: string;
  readonly name: string | null;
  readonly at: Instant | null;
  readonly amount: number | null;
}

/** What is read of purchases. All of one workspace; large answers come through a cursor. */
export interface PurchaseReads {
  state(workspace: WorkspaceId): Promise<PurchaseState>;
  purchases(workspace: WorkspaceId, ask: PurchaseAsk): Promise<PurchaseColumns>;
  /** Lines up to a moment. Of won deals the basket is the customer. */
  lines(workspace: WorkspaceId, ask: PurchaseAsk, until: Instant): Promise<LineColumns>;
  products(workspace: WorkspaceId): Promise<readonly ProductRow[]>;
  /** Orders (or customers, for won deals) that hold all the products, newest first; up to `limit` + 1. */
  holding(
    workspace: WorkspaceId,
    ask: PurchaseAsk,
    of: { readonly products: readonly string[]; readonly until: Instant; readonly offset: number; readonly limit: number },
  ): Promise<readonly Holding[]>;
  /** Names of records by id; those without are left out. */
  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Whether there is such an undeleted record. */
  isThere(workspace: WorkspaceId, object: string, id: string): Promise<boolean>;
}

/** The fit behind the scores of customer value. */
export interface ValueFits {
  /** Of the model's version in use; null without one. It is learned from purchases of accounts in the workspace's currency, from weeks. */
  of(workspace: WorkspaceId): Promise<(ValueFit & { readonly model: string; readonly version: number; readonly trainedAt: Instant }) | null>;
}

export type TextObject = 'ticket' | 'feedback';

export interface TextRow {
  readonly id: string;
  readonly name: string | null;
  readonly text: string;
  /** Category of a ticket, kind of a feedback; null when not filled. */
  readonly label: string | null;
  /** What the customer gave: 1 to 5 for tickets, 0 to 10 for feedback of any question; null when none. */
  readonly score: number | null;
  readonly at: Instant;
}

export interface KnowledgeRow {
  readonly object: 'article' | 'ticket';
  readonly id: string;
  readonly title: string;
  /** What is searched. */
  readonly text: string;
  /** What can be sent. */
  readonly answer: string;
}

export type DuplicateObject = 'account' | 'contact' | 'lead';

/** Pairs that people looked at and found to be two; the order of the two does not matter. */
export interface DistinctPairs {
  of(workspace: WorkspaceId): Promise<readonly { readonly a: string; readonly b: string }[]>;
  /** False where one of them is no undeleted record of the object. */
  add(workspace: WorkspaceId, object: DuplicateObject, pair: { readonly a: string; readonly b: string }, by: string): Promise<boolean>;
  remove(workspace: WorkspaceId, pair: { readonly a: string; readonly b: string }): Promise<void>;
}

/** What is read of texts. */
export interface TextReads {
  /** Differs when any record of the object has changed; reads all of them, without their fields. */
  fieldsStamp(workspace: WorkspaceId, object: DuplicateObject): Promise<string>;
  /** Differs when tickets, feedback, articles or products have changed. */
  stamp(workspace: WorkspaceId): Promise<string>;
  /** The newest texts first, at most `most`; empty ones are left out. */
  texts(
    workspace: WorkspaceId,
    object: TextObject,
    of: { readonly from: Instant | null; readonly to: Instant | null; readonly most: number },
  ): Promise<readonly TextRow[]>;
  /** Published articles and solved tickets, at most `most` of each, newest first. */
  knowledge(workspace: WorkspaceId, most: number): Promise<readonly KnowledgeRow[]>;
  /** The question of a ticket: subject and description; null when there is no such ticket. */
  ticket(workspace: WorkspaceId, id: string): Promise<{ readonly text: string } | null>;
  /** Names of products, those sold now first, at most `most`. */
  productNames(workspace: WorkspaceId, most: number): Promise<readonly string[]>;
  /** Text fields of all records of an object, at most `most`. */
  fields(
    workspace: WorkspaceId,
    object: DuplicateObject,
    fields: readonly string[],
    most: number,
  ): Promise<readonly { readonly id: string; readonly values: Readonly<Record<string, string | null>> }[]>;
}
