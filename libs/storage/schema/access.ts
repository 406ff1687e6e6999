import type { Json, JsonObject } from '#kernel';
import type { Actor } from '#pipeline';
import { defineEntity, p } from '@mikro-orm/core';
import { instant, json, texts, workspaceKey } from './columns.js';

/** Someone who can sign in; may belong to several workspaces. */
export const People = defineEntity({
  name: 'Person',
  tableName: 'people',
  properties: {
    id: p.uuid().primary(),
    /** Lower case; unique. */
    email: p.text().unique('people_email_unique'),
    name: p.text(),
    /** Argon2id; null until a password is set. */
    passwordHash: p.text().nullable(),
    locale: p.text().default('en'),
    createdAt: instant(),
    disabledAt: instant().nullable(),
  },
});

/** One workspace role a person and workspace, and pipeline roles (free keys) beside it. */
export const Members = defineEntity({
  name: 'Member',
  tableName: 'members',
  properties: {
    workspaceId: workspaceKey(),
    personId: p.uuid().primary(),
    role: p.text().$type<'owner' | 'admin' | 'designer' | 'agent' | 'viewer'>(),
    pipelineRoles: texts(),
    createdAt: instant(),
    removedAt: instant().nullable(),
    origin: p.text().nullable(),
  },
});

/** A signed-in browser. Only the hash of its token is kept. */
export const Sessions = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: p.uuid().primary(),
    tokenHash: p.text().unique('sessions_token_hash_unique'),
    personId: p.uuid(),
    /** The workspace last used. */
    workspaceId: p.uuid().nullable(),
    userAgent: p.text().nullable(),
    address: p.text().nullable(),
    createdAt: instant(),
    lastSeenAt: instant(),
    expiresAt: instant(),
    revokedAt: instant().nullable(),
  },
});

export const ApiKeys = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    name: p.text(),
    /** First characters, to recognise it by. */
    prefix: p.text(),
    tokenHash: p.text().unique('api_keys_token_hash_unique'),
    role: p.text().$type<'owner' | 'admin' | 'designer' | 'agent' | 'viewer'>(),
    pipelineRoles: texts(),
    createdBy: p.text(),
    createdAt: instant(),
    lastUsedAt: instant().nullable(),
    expiresAt: instant().nullable(),
    revokedAt: instant().nullable(),
  },
});

/** One-use link that makes its reader the owner (or a member); spent by POST. */
export const SetUpLinks = defineEntity({
  name: 'SetUpLink',
  tableName: 'set_up_links',
  properties: {
    tokenHash: p.text().primary(),
    workspaceId: p.uuid(),
    role: p.text(),
    /** Whom an invitation is for; the owner link names nobody. */
    personId: p.uuid().nullable(),
    createdAt: instant(),
    expiresAt: instant().nullable(),
    spentAt: instant().nullable(),
    spentBy: p.uuid().nullable(),
  },
});

/** An incoming endpoint. Its signing secrets are in `secrets` under `webhook/<id>/current` and `/previous`. */
export const Webhooks = defineEntity({
  name: 'Webhook',
  tableName: 'webhooks',
  properties: {
    workspaceId: workspaceKey(),
    id: p.uuid().primary(),
    pipeline: p.text(),
    /** Unguessable part of the address. */
    pathToken: p.text().unique('webhooks_path_token_unique'),
    /** How a payload becomes a command. */
    map: json<JsonObject>(),
    enabled: p.boolean().default(true),
    createdBy: p.text(),
    createdAt: instant(),
    updatedAt: instant(),
  },
});

/** Envelope-encrypted values (AES-256-GCM bound to workspace, table, row and column). */
export const Secrets = defineEntity({
  name: 'Secret',
  tableName: 'secrets',
  properties: {
    workspaceId: workspaceKey(),
    name: p.text().primary(),
    envelope: p.text(),
    keyVersion: p.integer(),
    /** Hosts this secret may be sent to, fixed at creation; empty = none. */
    hosts: texts(),
    createdAt: instant(),
    updatedAt: instant(),
  },
});

/**
 * Append-only, hash chain per workspace: triggers refuse UPDATE, DELETE and TRUNCATE. Append with the SQL function
 * `audit_append(workspace, at, actor, action, target, detail)`; `audit_verify(workspace)` names the first wrong seq.
 */
export const Audit = defineEntity({
  name: 'AuditRow',
  tableName: 'audit',
  properties: {
    workspaceId: workspaceKey(),
    seq: p.bigint('number').primary(),
    at: instant(),
    actor: json<Actor>(),
    action: p.text(),
    target: p.text(),
    detail: json<Json>().nullable(),
    previousHash: p.text(),
    hash: p.text(),
  },
});

/** Sign-in attempts for throttling; `subject` is `account:<email>` or `address:<ip>`. Rows older than a day may be deleted. */
export const LoginAttempts = defineEntity({
  name: 'LoginAttempt',
  tableName: 'login_attempts',
  properties: {
    id: p.bigint('number').primary(),
    subject: p.text(),
    at: instant(),
    succeeded: p.boolean(),
  },
});
