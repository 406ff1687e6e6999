import type { Operation } from '#contracts';
import type { Json, JsonObject } from '#kernel';
import { PgModelStore } from '#storage';
import type { TestEngine } from './test-engine.js';

/** A workspace with one of everything, so that every operation has something to work on. */
export interface Furnished {
  readonly ids: Readonly<
    Record<
      'record' | 'run' | 'task' | 'key' | 'member' | 'webhook' | 'incident' | 'view' | 'import' | 'report' | 'account' | 'product' | 'ticket' | 'training',
      string
    >
  >;
}

export const DOCUMENT: JsonObject = {
  format: 'millrace/1',
  key: 'walked',
  object: 'deal',
  title: { en: 'Walked' },
  initial: 'open',
  states: {
    open: { stage: true, on: { note: { actions: [{ do: 'tag.add', with: { tag: 'noted' } }] }, win: 'won' } },
    won: { type: 'final', stage: true, outcome: 'won' },
  },
};
const RULE: JsonObject = {
  key: 'big',
  pipeline: 'walked',
  title: { en: 'Big' },
  on: { event: 'win' },
  refuse: { en: 'Too big' },
  when: { '>': [{ var: 'record.close_value' }, 1_000_000] },
};

export async function furnish(api: TestEngine, who: string): Promise<Furnished> {
  const post = async (path: string, body: unknown, method = 'POST') => {
    const answer = await api.ask(path, who, { method, body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, string>;
  };
  await post('/api/v1/pipelines/walked/draft', { document: DOCUMENT }, 'PUT');
  await post('/api/v1/pipelines/walked/versions', {});
  const record = await post('/api/v1/records/deal', { fields: { name: 'Acme' }, pipeline: 'walked' });
  const task = await post('/api/v1/tasks', { recordId: record['id'], title: 'Call' });
  const key = await post('/api/v1/keys', { name: 'spare', role: 'viewer' });
  const member = await post('/api/v1/members', { name: 'Ina Invited', email: `ina${Math.floor(performance.now() * 1000)}@example.com`, role: 'viewer' });
  const webhook = await post('/api/v1/webhooks', {
    title: 'Shop',
    pipeline: 'walked',
    match: { at: '/data/deal', field: 'external' },
    event: { name: 'note' },
  });
  const view = await post('/api/v1/views', { object: 'deal', name: 'Acme', filter: 'name~acme', shared: true });
  const report = await post('/api/v1/reports', {
    name: 'Acme',
    definition: { object: 'deal', measures: ['count'], groups: ['name'], chart: 'bar' },
    shared: true,
  });
  await post('/api/v1/sales-targets', { by: 'ownerId', who: null, month: '2026-01', amount: 1000 }, 'PUT');
  const imported = await post('/api/v1/imports', { object: 'product', csv: 'id,name\np1,Wheel\n', map: { key: 'id', columns: { name: 'name' } } });
  await ended(api, who, imported['id'] ?? '');
  const training = await furnishModel(api, post);
  await post(
    '/api/v1/calendars/support',
    { title: { en: 'Support' }, document: { timeZone: 'UTC', workingHours: { mon: [{ from: '09:00', to: '17:00' }] } } },
    'PUT',
  );
  const accounts = [];
  for (const employees of [10, 12, 900]) accounts.push(await post('/api/v1/records/account', { fields: { name: `Acme ${employees}`, employees } }));
  const product = await post('/api/v1/records/product', { fields: { name: 'Acme cart' } });
  const ticket = await post('/api/v1/records/ticket', { fields: { subject: 'Acme cart broken', resolution: 'Mended' } });
  await post('/api/v1/segments', { key: 'walked', title: 'Walked', definition: { object: 'account', columns: ['employees'], k: 2 } });
  await post('/api/v1/secrets/walked-secret', { value: 'walked', hosts: ['hooks.example.com'] }, 'PUT');
  await post('/api/v1/pipelines/walked/rules/big', { document: RULE }, 'PUT');
  await post('/api/v1/objects/deal/fields', {
    name: 'walked_field',
    type: 'choice',
    title: { en: 'Walked' },
    options: [{ value: 'north', title: { en: 'North' } }],
  });
  return {
    ids: {
      record: record['id'] ?? '',
      run: record['runId'] ?? '',
      task: task['id'] ?? '',
      key: key['id'] ?? '',
      member: member['id'] ?? '',
      webhook: webhook['id'] ?? '',
      incident: 'none',
      view: view['id'] ?? '',
      import: imported['id'] ?? '',
      report: report['id'] ?? '',
      account: accounts[0]?.['id'] ?? '',
      product: product['id'] ?? '',
      ticket: ticket['id'] ?? '',
      training,
    },
  };
}

/** A model with a version, which guesses one, and a training that waits. */
async function furnishModel(api: TestEngine, post: (path: string, body: unknown) => Promise<Record<string, string>>): Promise<string> {
  await post('/api/v1/models', {
    key: 'walked-model',
    title: { en: 'Walked' },
    kind: 'regression',
    object: 'deal',
    target: { kind: 'field', field: 'close_value' },
  });
  const store = new PgModelStore(api.database.storage);
  const fit = { kind: 'linear' as const, intercept: 1, weights: [], rSquared: 0, rmse: 0 };
  const version = await store.addVersion(api.engine.workspace.id, {
    model: 'walked-model',
    method: 'linear',
    by: { kind: 'system', id: 'walk' },
    report: {
      rows: 0,
      window: null,
      classes: [],
      features: [],
      metrics: { kind: 'none', n: 0 },
      checked: null,
      tried: [],
      leaks: [],
      leftOut: [],
      notes: [],
      bands: { medium: 0, high: 2 },
      scoreProfile: null,
    },
    fitted: { kind: 'regression', encoder: { features: [], blanks: [], leftOut: [] }, fit, average: {}, profiles: [] },
    file: null,
  });
  await store.activate(api.engine.workspace.id, 'walked-model', version);
  return (await post('/api/v1/models/walked-model/train', {}))['id'] ?? '';
}

/** Waits until an import has ended: until then it writes beside the requests. */
async function ended(api: TestEngine, who: string, id: string): Promise<void> {
  for (;;) {
    const { body } = await api.ask(`/api/v1/imports/${id}`, who);
    if (body.status !== 'running') return;
  }
}

const KINDS: Readonly<Record<string, keyof Furnished['ids']>> = {
  runs: 'run',
  pipelines: 'run',
  records: 'record',
  tasks: 'task',
  keys: 'key',
  members: 'member',
  webhooks: 'webhook',
  incidents: 'incident',
  views: 'view',
  imports: 'import',
  customers: 'account',
  reports: 'report',
};

const OF_OPERATION: Readonly<Record<string, keyof Furnished['ids']>> = { 'customers.answers': 'ticket', 'customers.products.similar': 'product' };

/** What reports are asked beside the pipeline. */
const INSIGHTS: Readonly<Record<string, string>> = {
  'insights.records': '&report=funnel&measure=runs',
  'insights.export': '&report=funnel&format=csv',
};

/** The address of an operation with its parameters filled in. */
export function addressOf(operation: Operation, { ids }: Furnished): string {
  const group = operation.id.split('.')[0] ?? '';
  const values: Readonly<Record<string, string>> = {
    object: group === 'customers' ? 'account' : 'deal',
    key: group === 'calendars' ? 'support' : 'walked',
    version: '1',
    rule: 'big',
    name: 'walked-secret',
    field: 'walked_field',
    model: 'walked-model',
    job: ids.training,
    token: 'no-such-token-anywhere-here',
    id: ids[OF_OPERATION[operation.id] ?? KINDS[group] ?? 'record'],
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
  if (operation.id === 'models.features') return `${path}?object=deal`;
  if (operation.id === 'customers.baskets.orders') return `${path}?products=${ids.product}`;
  const asked = INSIGHTS[operation.id];
  if (asked !== undefined || group === 'insights') return `${path}?pipeline=walked${asked ?? ''}`;
  if (operation.id === 'targets.remove') return `${path}?by=ownerId&month=2026-01`;
  if (operation.id === 'reports.export') return `${path}?format=csv`;
  if (operation.id === 'records.search') return `${path}?q=acme`;
  return operation.id === 'pipelines.diff' ? `${path}?from=1&to=draft` : path;
}

/** A body that fits, with ids of things that are there. */
export function bodyOf(operation: Operation, { ids }: Furnished): Json | undefined {
  if (!operation.body) return undefined;
  const special: Readonly<Record<string, Json>> = {
    'pipelines.draft.put': { document: { ...DOCUMENT, title: { en: 'Walked again' } } },
    'pipelines.check': { document: DOCUMENT },
    'pipelines.impact': { to: 1 },
    'pipelines.migrate': { toVersion: 1 },
    'pipelines.rules.put': { document: RULE },
    'runs.start': { recordId: ids.record, pipeline: 'walked' },
    'runs.send': { event: 'note' },
    'runs.sendMany': { items: [{ runId: ids.run, event: 'note' }] },
    'segments.preview': { object: 'account', columns: ['employees'], k: 2 },
    'segments.create': { key: `s${Math.floor(performance.now() * 1000)}`, title: 'More', definition: { object: 'account', columns: ['employees'], k: 2 } },
    'segments.refresh': { how: 'train' },
    'segments.change': { title: 'Walked again' },
    'records.create': { fields: { name: 'Other' } },
    'records.change': { fields: { name: 'Acme again' } },
    'tasks.create': { recordId: ids.record, title: 'Write' },
    'tasks.complete': { answer: 'done' },
    'webhooks.try': { pipeline: 'walked', match: { at: '/id', field: 'external' }, event: { name: 'note' }, payload: { id: 'D-1' } },
    // Of no such secret: nothing leaves the machine.
    'webhooks.test': { url: 'https://hooks.example.com', secret: 'no-such-secret', type: 'walked' },
    'webhooks.create': { title: 'More', pipeline: 'walked', match: { at: '/id', field: 'external' }, event: { name: 'note' } },
    'objects.addField': { name: `f${Math.floor(performance.now() * 1000)}`, type: 'text', title: { en: 'Extra' } },
    'members.invite': { name: 'Nora', email: `nora${Math.floor(performance.now() * 1000)}@example.com`, role: 'viewer' },
    'keys.create': { name: 'made by walk', role: 'viewer' },
    'models.create': { ...(operation.bodyExample as JsonObject | undefined), key: `m${Math.floor(performance.now() * 1000)}` },
    'models.onnx.look': { file: 'b25ueA==' },
    'models.onnx': { file: 'b25ueA==', input: 'x', output: 'y', columns: [{ feature: 'record.close_value' }] },
  };
  return special[operation.id] ?? operation.bodyExample ?? {};
}
