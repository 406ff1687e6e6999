import type { FieldDefinition } from '#pipeline';
import type { Json, JsonObject, Text } from '#kernel';
import { defineEntity, p } from '@mikro-orm/core';
import { instant, json, workspaceKey } from './columns.js';

/** One organisation's data. Every other table but people and sessions starts its keys with the workspace's id. */
export const Workspaces = defineEntity({
  name: 'Workspace',
  tableName: 'workspaces',
  properties: {
    id: p.uuid().primary(),
    /** Short name for the CLI and addresses: lower case, unique. */
    key: p.text().unique('workspaces_key_unique'),
    name: p.text(),
    /** IANA zone. */
    timeZone: p.text(),
    /** ISO 4217 code: money without a currency of its own is in this one. */
    currency: p.text(),
    locale: p.text(),
    createdAt: instant(),
  },
});

/** A setting of a workspace that needs no table of its own: hosts that may be called, mail sender and so on. */
export const Settings = defineEntity({
  name: 'Setting',
  tableName: 'settings',
  properties: {
    workspaceId: workspaceKey(),
    key: p.text().primary(),
    value: json<Json>(),
    updatedAt: instant(),
  },
});

/** A kind of record. `system` objects come with the product and cannot be removed. */
export const Objects = defineEntity({
  name: 'ObjectKind',
  tableName: 'objects',
  properties: {
    workspaceId: workspaceKey(),
    key: p.text().primary(),
    title: json<Text>(),
    /** Name of the field that stands for the record in lists. */
    titleField: p.text().nullable(),
    system: p.boolean().default(false),
    position: p.integer().default(0),
    settings: json<JsonObject>(),
    createdAt: instant(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});

/** A field of an object, shipped or added by an admin. Values live in `records.fields` under `key`; from `removedAt` on it is retired. */
export const Fields = defineEntity({
  name: 'Field',
  tableName: 'fields',
  properties: {
    workspaceId: workspaceKey(),
    object: p.text().primary(),
    key: p.text().primary(),
    definition: json<FieldDefinition>(),
    system: p.boolean().default(false),
    position: p.integer().default(0),
    createdAt: instant(),
    updatedAt: instant(),
    removedAt: instant().nullable(),
    origin: p.text().nullable(),
  },
});

/** Working hours and holidays; `document` is read by libs/calendar. `revision` grows with each edit. */
export const Calendars = defineEntity({
  name: 'Calendar',
  tableName: 'calendars',
  properties: {
    workspaceId: workspaceKey(),
    key: p.text().primary(),
    title: json<Text>(),
    document: json<JsonObject>(),
    revision: p.integer().default(1),
    createdAt: instant(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});

/** Saved views: a named filter with its order and columns. `ownerId` is the person or API key that made it. */
export const Views = defineEntity({
  name: 'View',
  tableName: 'views',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    object: p.text(),
    pipeline: p.text().nullable(),
    name: p.text(),
    filter: p.text(),
    q: p.text(),
    sort: p.text(),
    columns: json<readonly JsonObject[]>(),
    shared: p.boolean(),
    ownerId: p.text(),
    createdAt: instant(),
    updatedAt: instant(),
  },
});
