import type { Operation } from '#contracts';
import type { Json, JsonObject } from '#kernel';
import type { TestEngine } from './test-engine.js';

/** A workspace with one of everything, so that every operation has something to work on. */
export interface Furnished {
  readonly ids: Readonly<Record<'record' | 'run' | 'task' | 'key' | 'member' | 'webhook' | 'incident', string>>;
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
  await post(
    '/api/v1/calendars/support',
    { title: { en: 'Support' }, document: { timeZone: 'UTC', workingHours: { mon: [{ from: '09:00', to: '17:00' }] } } },
    'PUT',
  );
  await post('/api/v1/secrets/walked-secret', { value: 'walked', hosts: ['hooks.example.com'] }, 'PUT');
  await post('/api/v1/pipelines/walked/rules/big', { document: RULE }, 'PUT');
  return {
    ids: {
      record: record['id'] ?? '',
      run: record['runId'] ?? '',
      task: task['id'] ?? '',
      key: key['id'] ?? '',
      member: member['id'] ?? '',
      webhook: webhook['id'] ?? '',
      incident: 'none',
    },
  };
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
};

/** The address of an operation with its parameters filled in. */
export function addressOf(operation: Operation, { ids }: Furnished): string {
  const group = operation.id.split('.')[0] ?? '';
  const values: Readonly<Record<string, string>> = {
    object: 'deal',
    key: group === 'calendars' ? 'support' : 'walked',
    version: '1',
    rule: 'big',
    name: 'walked-secret',
    token: 'no-such-token-anywhere-here',
    id: ids[KINDS[group] ?? 'record'],
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
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
    'records.create': { fields: { name: 'Other' } },
    'records.change': { fields: { name: 'Acme again' } },
    'tasks.create': { recordId: ids.record, title: 'Write' },
    'tasks.complete': { answer: 'done' },
    'webhooks.create': { title: 'More', pipeline: 'walked', match: { at: '/id', field: 'external' }, event: { name: 'note' } },
    'objects.addField': { name: `f${Math.floor(performance.now() * 1000)}`, type: 'text', title: { en: 'Extra' } },
    'members.invite': { name: 'Nora', email: `nora${Math.floor(performance.now() * 1000)}@example.com`, role: 'viewer' },
    'keys.create': { name: 'made by walk', role: 'viewer' },
  };
  return special[operation.id] ?? operation.bodyExample ?? {};
}
