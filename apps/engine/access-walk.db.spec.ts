import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, isWrite, type Operation, roleHolds, type Role, ROLES } from '#contracts';
import type { WorkspaceId } from '#kernel';
import { Guard } from './http/guard.js';
import { TestEngine } from './testing/test-engine.js';
import { addressOf, bodyOf, type Furnished, furnish } from './testing/walk-values.js';

/** What depends on who asks, not on what is there; and the one that never ends. */
const APART = new Set(['session.end', 'live.stream']);

/** Names that another workspace may take for itself; and sessions, which a key has none of. */
const OPEN_NAMES = ['pipelines.draft.put', 'calendars.put', 'secrets.put', 'pipelines.check', 'sessions.revoke'];

describe('every operation, asked by everybody', () => {
  let api: TestEngine;
  let there: Furnished;
  let stranger: string;
  const keys = new Map<Role, string>();

  beforeAll(async () => {
    api = await TestEngine.start();
    for (const role of ROLES) keys.set(role, await api.key(role, ['sales']));
    there = await furnish(api, api.owner.cookie);
    stranger = await ownerOfAnother(api);
  });
  afterAll(() => api.stop());

  /** Everything in the database but what a request may touch without changing anything. */
  async function state(): Promise<string> {
    const tables = await api.database.storage.sql<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('sessions', 'api_keys', 'login_attempts', 'migrations') order by 1`,
    );
    // A batch without a key of its own leaves a mark that says it was done, whatever it did.
    const only = (name: string): string => (name === 'idempotency_keys' ? ` where source <> 'batch'` : '');
    const parts = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*)::text || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t${only(name)}`,
    );
    const sums = await api.database.storage.sql<{ name: string; sum: string }>(parts.join(' union all '));
    return sums.map(({ name, sum }) => `${name} ${sum}`).join('\n');
  }
  const ask = (operation: Operation, who: string | null) =>
    api.ask(addressOf(operation, there), who, { method: operation.method, body: bodyOf(operation, there) });

  describe.each(allOperations.filter(({ permission }) => permission !== 'anyone').map((operation) => [operation.id, operation] as const))(
    '%s',
    (id, operation) => {
      const permission = operation.permission as Exclude<Operation['permission'], 'anyone'>;

      it('is refused without sign-in, to roles without the permission, and changes nothing', async () => {
        const before = await state();
        expect((await ask(operation, null)).status).toBe(401);
        expect((await ask(operation, 'mr_made-up-key-made-up-key-made-up-key')).status).toBe(401);
        for (const role of ROLES.filter((one) => !roleHolds(one, permission))) {
          const { status, body } = await ask(operation, keys.get(role) ?? '');
          expect({ role, status, code: body.code }).toEqual({ role, status: 403, code: 'permission.missing' });
        }
        expect(await state()).toBe(before);
      });

      if (
        operation.path.includes('{') &&
        !operation.path.endsWith('{object}') &&
        !/\{object\}\/(summary|fields)$/.test(operation.path) &&
        ![...OPEN_NAMES].includes(id)
      ) {
        it('looks to another workspace as if it had never been there', async () => {
          const before = await state();
          const { status, body } = await ask(operation, stranger);
          expect({ status, says: JSON.stringify(body).includes('Acme') }).toEqual({ status: 404, says: false });
          expect(await state()).toBe(before);
        });
      }

      if (isWrite(operation)) {
        it('is refused to a cookie that another site sends along', async () => {
          const before = await state();
          const { status, body } = await api.ask(addressOf(operation, there), api.owner.cookie, {
            method: operation.method,
            body: bodyOf(operation, there),
            headers: { origin: 'https://evil.example' },
          });
          expect({ status, code: body.code }).toEqual({ status: 403, code: 'origin.other' });
          expect(await state()).toBe(before);
        });
      }
    },
  );

  // In the order of the contract, at the end: these change things.
  it.each(
    allOperations
      .filter(({ id, permission }) => permission !== 'anyone' && !APART.has(id) && !/remove|revoke|delete|discard/.test(id))
      .map((operation) => [operation.id, operation] as const),
  )('%s lets in every role that holds it, and answers in its own shape', async (_, operation) => {
    for (const role of ROLES.filter((one) => roleHolds(one, operation.permission as never))) {
      const { status, body } = await ask(operation, keys.get(role) ?? '');
      expect({ role, status, lets: status !== 401 && (status !== 403 || body.code !== 'permission.missing') && status < 500, body }).toMatchObject({
        role,
        lets: true,
      });
      if (status >= 300) continue;
      expect(status).toBe(operation.status);
      expect(operation.answer?.safeParse(body).error?.issues ?? []).toEqual([]);
    }
  });

  it('has something to answer to the owner, but for what is over or was never there', async () => {
    const refused: string[] = [];
    for (const operation of allOperations) {
      if (operation.permission === 'anyone' || APART.has(operation.id) || /remove|revoke|delete|discard/.test(operation.id)) continue;
      const { status, body } = await ask(operation, api.owner.cookie);
      if (status >= 300) refused.push(`${operation.id} ${status} ${String(body.code)}`);
    }
    expect(refused.sort()).toEqual([
      'customers.duplicates.decide 404 record.not-found',
      'imports.undo 409 import.undone',
      'incidents.resolve 404 incident.not-found',
      'models.onnx 409 model.not-onnx',
      'models.onnx.look 409 model.onnx-missing',
      'records.merge 404 record.not-found',
      'reports.send 409 report.not-scheduled',
      'runs.reopen 409 reopen.open',
      'runs.start 409 run.open',
      'session.password 422 password.wrong',
      'session.workspace 404 workspace.not-found',
      'tasks.change 409 task.closed',
      'tasks.complete 409 task.closed',
      'webhooks.test 422 secret.unknown',
    ]);
  });

  it('denies a handler that declares no operation', async () => {
    const guard = new Guard(null as never, null as never, null as never, null as never);
    const context = { switchToHttp: () => ({ getRequest: () => ({}) }), getHandler: () => () => undefined };
    await expect(guard.canActivate(context as never)).rejects.toMatchObject({ kind: 'forbidden', code: 'operation.undeclared' });
  });
});

async function ownerOfAnother(api: TestEngine): Promise<string> {
  const { ids, crm, access } = api.engine.parts;
  const other = await crm.workspaces.ensure({ id: ids.next() as WorkspaceId, key: 'other', name: 'Other', timeZone: 'UTC', currency: 'EUR' });
  const token = (await access.people.ownerToken(other.id)) ?? '';
  const joined = await api.ask('/api/v1/join', null, {
    method: 'POST',
    body: { token, name: 'Otto Other', email: 'otto@example.com', password: 'another long password' },
  });
  const cookie = (joined.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (await api.ask('/api/v1/keys', cookie, { method: 'POST', body: { name: 'other', role: 'owner' } })).body.key as string;
}
