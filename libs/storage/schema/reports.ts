import type { JsonObject } from '#kernel';
import { defineEntity, p } from '@mikro-orm/core';
import { instant, json, workspaceKey } from './columns.js';

/** A saved report. `nextAt` is when its schedule is due next, `leaseUntil` until when an engine is mailing it. */
export const Reports = defineEntity({
  name: 'SavedReport',
  tableName: 'reports',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    name: p.text(),
    definition: json<JsonObject>(),
    shared: p.boolean(),
    /** The person or API key that made it. */
    ownerId: p.text(),
    schedule: json<JsonObject>().nullable(),
    nextAt: instant().nullable(),
    lastSentAt: instant().nullable(),
    leaseUntil: instant().nullable(),
    createdAt: instant(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});

/** What somebody is to sell in a month (`2026-01`); `field` says what `who` is a value of, `who` empty means all together. */
export const SalesTargets = defineEntity({
  name: 'SalesTarget',
  tableName: 'sales_targets',
  properties: {
    workspaceId: workspaceKey(),
    field: p.text().primary(),
    who: p.text().primary(),
    month: p.text().primary(),
    amount: p.double(),
    currency: p.text(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});
