import { ApiKeys, Envelopes, type MasterKeys, People, Secrets, Sessions, Throttle, WebhookEndpoints } from '#access';
import type { Ids } from '#runtime';
import {
  PgApiKeyStore,
  PgAttemptStore,
  PgAuditStore,
  PgPeopleStore,
  PgReplyStore,
  PgSecretStore,
  PgSessionStore,
  PgWebhookStore,
  type Storage,
} from '#storage';

/** People, sessions, keys, secrets and webhook endpoints on the database. */
export function accessParts(storage: Storage, { keys, ids, nowMs }: { readonly keys: MasterKeys; readonly ids: Ids; readonly nowMs: () => number }) {
  const { sql } = storage;
  const people = new PgPeopleStore(storage);
  const throttle = new Throttle(new PgAttemptStore(storage));
  const secrets = new Secrets(new PgSecretStore(storage), new Envelopes(keys));
  return {
    people: new People(people, ids, throttle),
    sessions: new Sessions(new PgSessionStore(sql), people, throttle, ids),
    apiKeys: new ApiKeys(new PgApiKeyStore(storage), ids, nowMs),
    secrets,
    webhooks: new WebhookEndpoints(new PgWebhookStore(storage), secrets, ids),
    audit: new PgAuditStore(sql),
    replies: new PgReplyStore(sql),
  };
}
