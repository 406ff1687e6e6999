import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FieldRegistry } from '#crm';
import type { WorkspaceId } from '#kernel';
import { PgFieldStore } from '#storage';
import { TestEngine } from './testing/test-engine.js';

const DOCUMENT = {
  format: 'millrace/1',
  key: 'regions',
  object: 'deal',
  title: { en: 'Regions' },
  fields: { brought: { type: 'text', title: { en: 'Brought' } } },
  initial: 'open',
  states: {
    open: {
      stage: true,
      on: {
        win: { target: 'won', requires: ['region'] },
        mark: { actions: [{ do: 'record.set', with: { region: 'south', name: 'Marked' } }] },
        north: { when: { '==': [{ var: 'record.region' }, 'north'] }, actions: [{ do: 'tag.add', with: { tag: 'northern' } }] },
      },
    },
    won: { type: 'final', stage: true, outcome: 'won' },
  },
};
const option = (value: string, more: object = {}) => ({ value, title: { en: value.toUpperCase(), 'zh-CN': `${value}区` }, ...more });

describe('fields that an admin added', () => {
  let api: TestEngine;
  let who: string;
  beforeAll(async () => {
    api = await TestEngine.start();
    who = api.owner.cookie;
    await send('POST', '/api/v1/objects/deal/fields', { name: 'region', type: 'choice', title: { en: 'Region' }, options: [option('north'), option('south')] });
    await send('PUT', '/api/v1/pipelines/regions/draft', { document: DOCUMENT });
    await send('POST', '/api/v1/pipelines/regions/versions', {});
  });
  afterAll(() => api.stop());

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => api.ask(path, who, { method, body, headers });
  const change = (name: string, body: object, language = 'en') => send('PATCH', `/api/v1/objects/deal/fields/${name}`, body, { 'accept-language': language });
  const act = (name: string, what: 'retire' | 'bring-back') => send('POST', `/api/v1/objects/deal/fields/${name}/${what}`);
  const usage = async (name: string) => (await api.ask(`/api/v1/objects/deal/fields/${name}/usage`, who)).body;
  const deals = async () => (await api.ask('/api/v1/objects', who)).body.items.find(({ key }: { key: string }) => key === 'deal');
  const make = async (fields: object, pipeline?: string) => (await send('POST', '/api/v1/records/deal', { fields, ...(pipeline ? { pipeline } : {}) })).body;
  const write = (id: string, fields: object) => send('PATCH', `/api/v1/records/deal/${id}`, { fields });
  const read = async (id: string) => (await api.ask(`/api/v1/records/deal/${id}`, who)).body;

  it('get other titles, and options in another order, of which one is retired: who holds it keeps it', async () => {
    const held = await make({ name: 'Holds north', region: 'north' });
    const options = [option('west'), option('south'), option('north', { retired: true })];
    const { status, body } = await change('region', { title: { en: 'Sales region', 'zh-CN': '销售地区' }, options });
    expect({ status, body }).toMatchObject({ status: 200, body: { name: 'region', type: 'choice', title: { 'zh-CN': '销售地区' }, options, origin: 'added' } });
    expect((await make({ name: 'Wants north', region: 'north' })).code).toBe('field.choice');
    expect((await write(held.id, { region: 'north', name: 'Holds it still' })).status).toBe(200);
    expect((await write(held.id, { region: 'west' })).status).toBe(200);
    expect((await write(held.id, { region: 'north' })).body.code).toBe('field.choice');
    await change('region', { options: [option('north'), option('south'), option('west')] });
  });

  it('keep an option that a record holds, and lose one that none holds', async () => {
    await make({ name: 'In the south', region: 'south' });
    const { status, body } = await change('region', { options: [option('north')] });
    expect({ status, code: body.code, got: body.errors?.[0]?.got ?? body.problems?.[0]?.got }).toEqual({ status: 409, code: 'field.option-held', got: 1 });
    await change('region', { options: [option('north'), option('south'), option('west'), option('spare')] });
    expect((await change('region', { options: [option('north'), option('south'), option('west')] })).status).toBe(200);
  });

  it.each([
    ['name', { title: { en: 'X' } }, 409, 'field.not-added', 'part of the product', '产品自带'],
    ['brought', { title: { en: 'X' } }, 409, 'field.not-added', 'brought by the pipeline', '由流程'],
    ['account_text', { title: { en: 'X' } }, 409, 'field.not-added', 'goes with the field', '随字段'],
    ['nowhere', { title: { en: 'X' } }, 404, 'field.not-found', 'no such field', '没有这个字段'],
    ['region', { type: 'text' }, 409, 'field.type-fixed', 'type stays', '类型保持'],
    ['region', { name: 'area' }, 409, 'field.name-fixed', 'name stays', '名称保持'],
    ['region', { options: [option('north', { retired: true })] }, 422, 'field.options-retired', 'At least one option', '至少须保留'],
  ])('refuses to change %s by %j', async (name, body, status, code, en, zh) => {
    const before = await deals();
    const english = await change(name, body);
    expect({ status: english.status, code: english.body.code }).toEqual({ status, code });
    expect(JSON.stringify(english.body)).toContain(en);
    expect(JSON.stringify((await change(name, body, 'zh-CN')).body)).toContain(zh);
    expect(await deals()).toEqual(before);
  });

  it('become required with a word on the records that lack a value, which can still be changed', async () => {
    await send('POST', '/api/v1/objects/deal/fields', { name: 'code', type: 'text', title: { en: 'Code' } });
    const lacking = await make({ name: 'Lacks a code' });
    const { filled, unfilled } = await usage('code');
    expect(filled).toBe(0);
    expect((await change('code', { required: true })).body).toMatchObject({ required: true, lacking: unfilled });
    expect((await write(lacking.id, { name: 'Still lacks it' })).status).toBe(200);
    expect((await make({ name: 'New without' })).code).toBe('field.required');
    expect((await change('code', { required: false })).body.required).toBeUndefined();
  });

  it('become unique only where no two records share a value, and say how many do', async () => {
    const [one, two] = [await make({ name: 'A1', code: 'A' }), await make({ name: 'A2', code: 'A' })];
    expect((await usage('code')).repeated).toBe(2);
    const refused = await change('code', { unique: true });
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 409, code: 'field.duplicates' });
    expect(JSON.stringify(refused.body)).toContain('2 records share 1 values');
    await write(two.id, { code: 'B' });
    expect((await change('code', { unique: true })).status).toBe(200);
    expect((await write(one.id, { code: 'B' })).body.code).toBe('field.taken');
  });

  it('are said to be used by what names them', async () => {
    const view = (await send('POST', '/api/v1/views', { object: 'deal', name: 'North', filter: 'region=north', shared: true })).body;
    const via = (await send('POST', '/api/v1/views', { object: 'deal', name: 'Other', filter: 'name~region', shared: true })).body;
    const report = (
      await send('POST', '/api/v1/reports', { name: 'By region', definition: { object: 'deal', measures: ['count'], groups: ['region'], chart: 'bar' } })
    ).body;
    const rule = {
      key: 'south',
      pipeline: 'regions',
      title: { en: 'South' },
      on: { event: 'win' },
      refuse: { en: 'No' },
      when: { '==': [{ var: 'record.region' }, 'west'] },
    };
    await send('PUT', '/api/v1/pipelines/regions/rules/south', { document: rule });
    const { uses, options } = await usage('region');
    expect(uses.map(({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`).sort()).toEqual(
      ['pipeline regions', `report ${report.id}`, 'rule regions/south', `view ${view.id}`].sort(),
    );
    expect(uses.some(({ key }: { key: string }) => key === via.id)).toBe(false);
    expect(options).toContainEqual({ value: 'south', records: 1 });
  });

  it('are retired with their values kept, and nothing that names them stops', async () => {
    const deal = await make({ name: 'Northern', region: 'north' }, 'regions');
    const bare = await make({ name: 'Bare' }, 'regions');
    const refusedFirst = await send('POST', `/api/v1/runs/${bare.runId}/events`, { event: 'win' });
    expect(refusedFirst.status).toBe(409);
    const { status, body } = await act('region', 'retire');
    expect({ status, body }).toMatchObject({ status: 200, body: { name: 'region', retiredAt: expect.any(String) } });
    expect((await act('region', 'retire')).body.retiredAt).toBe(body.retiredAt);
    const object = await deals();
    expect(object.fields.map(({ name }: { name: string }) => name)).not.toContain('region');
    expect(object.retiredFields).toMatchObject([{ name: 'region', title: { en: 'Sales region' } }]);

    expect((await read(deal.id)).fields.region).toBe('north');
    expect((await write(deal.id, { region: 'south' })).body.code).toBe('field.retired');
    expect((await make({ name: 'New', region: 'south' })).code).toBe('field.retired');
    expect((await write(deal.id, { region: 'north', name: 'Northern still' })).status).toBe(200);
    expect((await api.ask('/api/v1/records/deal?filter=region%3Dnorth', who)).body.items.map(({ id }: { id: string }) => id)).toContain(deal.id);
    expect((await change('region', { title: { en: 'X' } })).body.code).toBe('field.retired');
    const again = await send('POST', '/api/v1/objects/deal/fields', { name: 'region', type: 'text', title: { en: 'Again' } });
    expect(again.body.code).toBe('field.exists');
    const mapped = await send('POST', '/api/v1/imports', { object: 'deal', csv: 'id,r\n1,south\n', map: { key: 'id', columns: { r: 'region' } } });
    expect(mapped.body.code).toBe('map.field-retired');

    expect((await send('POST', `/api/v1/runs/${deal.runId}/events`, { event: 'north' })).status).toBe(200);
    expect((await send('POST', `/api/v1/runs/${deal.runId}/events`, { event: 'mark' })).status).toBe(200);
    expect(await read(deal.id)).toMatchObject({ fields: { name: 'Marked', region: 'north' }, tags: ['northern'] });
    expect((await send('POST', `/api/v1/runs/${bare.runId}/events`, { event: 'win' })).status).toBe(200);
  });

  it('are warned of, in both languages, where a draft that is checked still names them', async () => {
    const found = async (document: object) => (await send('POST', '/api/v1/pipelines/regions/check', { document })).body;
    const { problems, publishable } = await found(DOCUMENT);
    const told = problems.filter(({ code }: { code: string }) => code === 'field.retired-named');
    expect(told.map(({ at }: { at: string }) => at).sort()).toEqual(
      ['/rules/south/when', '/states/open/on/mark/actions/0/with/region', '/states/open/on/north/when', '/states/open/on/win/requires/0'].sort(),
    );
    expect(told[0]).toMatchObject({
      severity: 'warning',
      text: { en: expect.stringContaining('"Sales region" is retired'), 'zh-CN': expect.stringContaining('“销售地区”已停用') },
    });
    expect(publishable).toBe(true);
    const own = await found({ ...DOCUMENT, fields: { ...DOCUMENT.fields, region: { type: 'text', title: { en: 'Its own' } } } });
    expect(own.problems.filter(({ code }: { code: string }) => code === 'field.retired-named')).toEqual([]);
  });

  it('come back as they were', async () => {
    const retired = (await deals()).retiredFields[0];
    const { status, body } = await act('region', 'bring-back');
    const { retiredAt: _, ...field } = retired;
    expect({ status, body }).toEqual({ status: 200, body: field });
    expect((await deals()).retiredFields).toEqual([]);
    expect((await make({ name: 'New again', region: 'south' })).fields.region).toBe('south');
    const bare = await make({ name: 'Bare again' }, 'regions');
    expect((await send('POST', `/api/v1/runs/${bare.runId}/events`, { event: 'win' })).body.code).toBe('event.requires');
  });

  it('get their value from before when a run is undone, also when retired since: record, journals and fold agree', async () => {
    const watching = { ...DOCUMENT, key: 'watching', fields: {}, states: { open: { stage: true, on: { close: 'done' } }, done: { type: 'final' } } };
    await send('PUT', '/api/v1/pipelines/watching/draft', { document: watching });
    expect((await send('POST', '/api/v1/pipelines/watching/versions', {})).status).toBe(201);
    const deal = await make({ name: 'Taken back', region: 'north' }, 'regions');
    const watcher = (await send('POST', '/api/v1/runs', { recordId: deal.id, pipeline: 'watching' })).body.id;
    await send('POST', `/api/v1/runs/${deal.runId}/events`, { event: 'mark' });
    expect((await read(deal.id)).fields).toMatchObject({ name: 'Marked', region: 'south' });
    await act('region', 'retire');
    expect((await send('POST', `/api/v1/runs/${deal.runId}/undo`)).status).toBe(200);
    expect((await read(deal.id)).fields).toMatchObject({ name: 'Taken back', region: 'north' });
    const told = (await send('GET', `/api/v1/runs/${watcher}/journal`)).body.items.at(-1).event;
    expect(told).toEqual({ kind: 'changed', fields: { name: 'Taken back', region: 'north' } });
    for (const run of [deal.runId, watcher]) {
      const { seq, snapshot } = (await send('GET', `/api/v1/runs/${run}`)).body;
      expect((await send('GET', `/api/v1/runs/${run}/replay?seq=${seq}`)).body).toMatchObject({ seq, snapshot });
    }
    await act('region', 'bring-back');
  });

  it('are known to every process soon, and are the same value until they change', async () => {
    let nowMs = 10_000;
    const workspace = api.engine.workspace.id as WorkspaceId;
    const other = new FieldRegistry(new PgFieldStore(api.database.storage.sql), () => nowMs);
    const before = await other.of(workspace);
    nowMs += 3000;
    expect(await other.of(workspace)).toBe(before);
    await act('code', 'retire');
    nowMs += 3000;
    expect((await other.of(workspace)).fieldsOf('deal')?.['code']?.retired).toBe(true);
    await act('code', 'bring-back');
  });

  it('are changed by those who may, and the audit tells it', async () => {
    const agent = await api.key('agent');
    expect((await api.ask('/api/v1/objects/deal/fields/region/retire', agent, { method: 'POST' })).status).toBe(403);
    const { items } = (await api.ask('/api/v1/audit?limit=200', who)).body;
    const told = items.map(({ action, target }: { action: string; target: string }) => `${action} ${target}`);
    expect(told).toContain('objects.changeField objects/deal/fields/region');
    expect(told).toContain('objects.retireField objects/deal/fields/region/retire');
    expect(told).toContain('objects.bringBackField objects/deal/fields/region/bring-back');
  });
});
