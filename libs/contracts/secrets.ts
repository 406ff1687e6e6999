import { z } from 'zod';
import { operation } from './operation.js';
import { instant, key, list } from './shapes.js';

const group = 'Secrets';
const HOST = /^(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)(:[1-9][0-9]{0,4})?$/;
const host = z.string().regex(HOST, 'must be host or host:port, such as hooks.example.com; no scheme, path or wildcard').toLowerCase();

/** What may be seen of a secret: everything but its value. */
const secret = z.object({ name: z.string(), hosts: z.array(z.string()), createdAt: instant, updatedAt: instant });
/** The names that steps may use. Those of incoming endpoints hold a slash, so that no address and no step reaches them. */
const byName = z.strictObject({ name: key });

export const listSecrets = operation({
  id: 'secrets.list',
  method: 'GET',
  path: '/api/v1/secrets',
  group,
  summary: 'The secrets that steps may use: names and hosts, never values',
  permission: 'secret.edit',
  answer: list(secret),
});
export const putSecret = operation({
  id: 'secrets.put',
  method: 'PUT',
  path: '/api/v1/secrets/{name}',
  group,
  summary: 'Make or replace a secret',
  description:
    'The value can be written but never read again. Steps name the secret (`webhook.send`: `secret`; `http.request`: `auth.secret`), and it is sent to the listed hosts only. To change the hosts, send the value again.',
  permission: 'secret.edit',
  params: byName,
  body: z.strictObject({
    value: z
      .string()
      .min(1)
      .max(10_000)
      // oxlint-disable-next-line no-control-regex
      .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line without control characters')
      .meta({ writeOnly: true, description: '`webhook.send`: `whsec_` and a key in base64; basic authentication: `user:password`' }),
    hosts: z.array(host).min(1).max(20).meta({ description: '`host` (any port) or `host:port`' }),
  }),
  answer: secret,
  bodyExample: { value: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', hosts: ['hooks.example.com'] },
});
export const removeSecret = operation({
  id: 'secrets.remove',
  method: 'DELETE',
  path: '/api/v1/secrets/{name}',
  group,
  summary: 'Remove a secret; steps that name it become incidents from now on',
  permission: 'secret.edit',
  params: byName,
  status: 204,
  refusals: [404],
});
