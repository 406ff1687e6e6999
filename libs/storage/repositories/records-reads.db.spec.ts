import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Instant, type JsonObject, type RecordId, type RunId, UserError } from '#kernel';
import { AddedFields, FieldRegistry, type ListRequest, readBoard } from '#crm';
import type { Command, CommandBody } from '#runtime';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';
import { PgActivityReads } from './records-activity.js';

jest.setTimeout(60_000);

const DAYS = ['2026-01-31', '2026-02-01', '2026-02-10', '2026-04-01', '2027-01-01'];

describe('records on PostgreSQL', () => {
  let at: TestWorkspace;
  const ids = new Map<string, RecordId>();
  const runs = new Map<string, RunId>();
  const next = (): string => crypto.randomUUID();

  const submit = (body: CommandBody, occurredAt: Instant | null = null) => {
    const command: Command = { workspace: at.workspace, actor: OWNER, source: 'test', key: null, occurredAt, history: occurredAt !== null, origin: null, body };
    return at.runtime.submit(command);
  };
  const create = async (object: string, name: string, fields: JsonObject): Promise<RecordId> => {
    const recordId = next() as RecordId;
    ids.set(name, recordId);
    await submit({ kind: 'record.create', recordId, object, fields: { name, ...fields }, externalKey: `x-${name}`, ownerId: null });
    return recordId;
  };
  const names = async (request: ListRequest): Promise<readonly unknown[]> =>
    (await at.records.list(at.workspace, 'deal', request)).items.map((row) => row.fields['name']);
  const code = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing thrown',
      (error: unknown) => (error instanceof UserError ? error.code : String(error)),
    );

  beforeAll(async () => {
    at = await testWorkspace();
    await at.install(['b2b-sales']);
    const acme = await create('account', 'Acme', { sector: 'retail' });
    await create('account', 'Zeta', { sector: 'medical' });
    await new AddedFields(at.fieldStore, at.registry).add(at.workspace, 'deal', 'tier', {
      type: 'choices',
      title: { en: 'Tier' },
      options: ['gold', 'blue'].map((value) => ({ value, title: { en: value } })),
    });
    const deals: readonly [string, JsonObject][] = [
      ['D1', { close_value: 10.1, close_date: DAYS[0] ?? '', account: acme, tier: ['gold'] }],
      ['D2', { close_value: 20.2, close_date: DAYS[1] ?? '', account: acme, tier: ['gold', 'blue'] }],
      ['D3', { close_value: 30.3, close_date: DAYS[2] ?? '', account: ids.get('Zeta') ?? '' }],
      ['D4', { close_value: 20.2, currency: 'EUR', close_date: DAYS[3] ?? '', description: '100% _sure_' }],
      ['D5', { close_date: DAYS[4] ?? '' }],
      ['D6', {}],
    ];
    for (const [name, fields] of deals) await create('deal', name, fields);
    for (const [name, day] of [
      ['D1', '2026-01-01'],
      ['D2', '2026-01-01'],
      ['D3', '2026-01-03'],
      ['D5', '2026-01-04'],
    ] as const) {
      const runId = next() as RunId;
      runs.set(name, runId);
      await submit(
        { kind: 'run.start', runId, recordId: ids.get(name) as RecordId, pipeline: 'b2b-sales', vars: {}, at: null },
        `${day}T00:00:00.000Z` as Instant,
      );
    }
    for (const [name, day] of [
      ['D1', '2026-01-02'],
      ['D2', '2026-01-02'],
      ['D3', '2026-01-05'],
    ] as const)
      await submit({ kind: 'run.event', runId: runs.get(name) as RunId, event: 'engage', payload: null, fields: {} }, `${day}T00:00:00.000Z` as Instant);
    await submit({ kind: 'run.event', runId: runs.get('D1') as RunId, event: 'win', payload: null, fields: {} }, '2026-01-11T00:00:00.000Z' as Instant);
    await submit(
      { kind: 'run.event', runId: runs.get('D2') as RunId, event: 'lose', payload: null, fields: { lost_reason: 'price' } },
      '2026-01-02T12:00:00.000Z' as Instant,
    );
  });
  afterAll(() => at?.close());

  it.each<[string, ListRequest, readonly string[]]>([
    ['by number, unfilled last', { sort: 'close_value,name' }, ['D1', 'D2', 'D4', 'D3', 'D5', 'D6']],
    ['by number downwards, unfilled last', { sort: '-close_value,name' }, ['D3', 'D2', 'D4', 'D1', 'D5', 'D6']],
    ['by one date downwards, unfilled last', { sort: '-close_date' }, ['D5', 'D4', 'D3', 'D2', 'D1', 'D6']],
    ['by a field of the reference', { sort: '-account.name,name' }, ['D3', 'D1', 'D2', 'D4', 'D5', 'D6']],
    ['by a field of the run', { sort: 'stage,name' }, ['D3', 'D2', 'D5', 'D1', 'D4', 'D6']],
    ['equal', { filter: 'close_value=20.2', sort: 'name' }, ['D2', 'D4']],
    ['unequal keeps unfilled', { filter: 'close_value!=20.2', sort: 'name' }, ['D1', 'D3', 'D5', 'D6']],
    ['between', { filter: 'close_value>10.1;close_value<=20.2', sort: 'name' }, ['D2', 'D4']],
    ['unfilled', { filter: 'close_value=', sort: 'name' }, ['D5', 'D6']],
    ['filled', { filter: 'close_value!=', sort: 'name' }, ['D1', 'D2', 'D3', 'D4']],
    ['before a date', { filter: 'close_date<2026-02-10', sort: 'name' }, ['D1', 'D2']],
    ['of the reference', { filter: 'account.sector=retail', sort: 'name' }, ['D1', 'D2']],
    ['list has one of', { filter: 'tier=blue', sort: 'name' }, ['D2']],
    ['list has none of', { filter: 'tier!=blue', sort: 'name' }, ['D1', 'D3', 'D4', 'D5', 'D6']],
    ['list is empty', { filter: 'tier=', sort: 'name' }, ['D3', 'D4', 'D5', 'D6']],
    ['wildcards are letters', { filter: 'description~"100% _s"' }, ['D4']],
    ['wildcards are letters, not found', { filter: 'description~"100_"' }, []],
    ['stage', { filter: 'stage=won' }, ['D1']],
    ['active state', { filter: 'state=discovery' }, ['D3']],
    ['open', { filter: 'open=true', sort: 'name' }, ['D3', 'D5']],
    ['longer than', { filter: 'cycleDays>2' }, ['D1']],
    ['ended in', { filter: 'endedAt>=2026-01-11' }, ['D1']],
    ['in the pipeline', { pipeline: 'b2b-sales', sort: 'name' }, ['D1', 'D2', 'D3', 'D5']],
    ['in another pipeline', { pipeline: 'renewal' }, []],
    ['words', { q: 'x-d4' }, ['D4']],
    ['words that are nowhere', { q: 'd4 nothing' }, []],
    ['by id', { filter: 'externalKey=x-D6' }, ['D6']],
    ['deleted', { deleted: true }, []],
    ['quotes in a value', { filter: `name="'; drop table records; --"` }, []],
  ])('lists %s', async (_name, request, expected) => {
    expect(await names(request)).toEqual(expected);
  });

  it.each([
    'close_value',
    '-close_value',
    'close_date',
    '-close_date',
    'name',
    '-updatedAt',
    'createdAt',
    '-id',
    'close_value,-close_date',
    '-account.name,close_value',
    'stage',
    '-cycleDays',
    '-startedAt,name',
  ])('pages through all, each once, by %s', async (sort) => {
    const whole = await names({ sort });
    expect([...whole].sort()).toEqual(['D1', 'D2', 'D3', 'D4', 'D5', 'D6']);
    for (const limit of [1, 2, 4]) {
      const paged: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await at.records.list(at.workspace, 'deal', { sort, limit, cursor });
        paged.push(...page.items.map((row) => row.fields['name']));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
    }
  });

  it('shows the newest run of each pipeline with its times', async () => {
    const row = await at.records.get(at.workspace, 'deal', ids.get('D1') as RecordId);
    expect(row.runs).toMatchObject([
      { pipeline: 'b2b-sales', stage: 'won', outcome: 'won', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-11T00:00:00.000Z', cycleDays: 10 },
    ]);
    expect(row.externalKey).toBe('x-D1');
  });

  it.each<[string, Parameters<TestWorkspace['records']['summary']>[2], unknown]>([
    ['everything', {}, [{ group: {}, values: { count: 6 } }]],
    [
      'stages',
      { group: 'stage' },
      [
        ['engaging', 1],
        ['lost', 1],
        ['prospecting', 1],
        ['won', 1],
        [null, 2],
      ].map(([stage, count]) => ({ group: { stage }, values: { count } })),
    ],
    [
      'exact sums, a row a currency',
      { measure: 'sum:close_value' },
      [
        { group: {}, currency: 'EUR', values: { 'sum:close_value': 20.2 } },
        { group: {}, currency: 'USD', values: { 'sum:close_value': 60.6 } },
      ],
    ],
    [
      'several measures',
      { filter: 'currency=;close_value!=', measure: 'count,avg:close_value,median:close_value' },
      [{ group: {}, currency: 'USD', values: { count: 3, 'avg:close_value': 20.2, 'median:close_value': 20.2 } }],
    ],
    ['cycle', { filter: 'open=false', measure: 'avg:cycleDays' }, [{ group: {}, values: { 'avg:cycleDays': 5.75 } }]],
    [
      'months',
      { group: 'close_date:month', filter: 'close_date<2027-01-01' },
      [
        ['2026-01', 1],
        ['2026-02', 2],
        ['2026-04', 1],
      ].map(([month, count]) => ({ group: { 'close_date:month': month }, values: { count } })),
    ],
    [
      'quarters and years',
      { group: 'close_date:quarter', filter: 'close_date>2026-03-01' },
      [
        ['2026-Q2', 1],
        ['2027-Q1', 1],
      ].map(([q, count]) => ({ group: { 'close_date:quarter': q }, values: { count } })),
    ],
    ['ISO weeks', { group: 'close_date:week', filter: 'close_date=2027-01-01' }, [{ group: { 'close_date:week': '2026-W53' }, values: { count: 1 } }]],
    [
      'days of a zone',
      { group: 'endedAt:day', filter: 'outcome=won', timeZone: 'America/New_York' },
      [{ group: { 'endedAt:day': '2026-01-10' }, values: { count: 1 } }],
    ],
    [
      'each choice',
      { group: 'tier', filter: 'tier!=' },
      [
        { group: { tier: 'blue' }, values: { count: 1 } },
        { group: { tier: 'gold' }, values: { count: 2 } },
      ],
    ],
    [
      'of the reference and the run',
      { group: 'account.sector,outcome', filter: 'open=false' },
      [
        { group: { 'account.sector': 'retail', outcome: 'lost' }, values: { count: 1 } },
        { group: { 'account.sector': 'retail', outcome: 'won' }, values: { count: 1 } },
      ],
    ],
  ])('sums up %s', async (_name, request, expected) => {
    expect((await at.records.summary(at.workspace, 'deal', request)).groups).toEqual(expected);
  });

  it('draws a board with counts and weighted sums', async () => {
    const title = { en: '' };
    const stages = [
      { id: 'engaging', title, probability: 0.4, outcome: null },
      { id: 'won', title, probability: null, outcome: 'won' },
      { id: 'nobody', title, probability: 1, outcome: null },
    ];
    const board = await readBoard(
      at.records,
      { workspace: at.workspace, object: 'deal', pipeline: 'b2b-sales', stages },
      { sumField: 'close_value', pageSize: 5 },
    );
    expect(board.map(({ id, count, sums, page }) => [id, count, sums, page.items.map((row) => row.fields['name'])])).toEqual([
      ['engaging', 1, [{ currency: 'USD', sum: 30.3, weighted: 12.12 }], ['D3']],
      ['won', 1, [{ currency: 'USD', sum: 10.1, weighted: null }], ['D1']],
      ['nobody', 0, [], []],
    ]);
  });

  it('asks which pipeline where there are several', async () => {
    await at.install(['renewal']);
    await submit({ kind: 'run.start', runId: next() as RunId, recordId: ids.get('D6') as RecordId, pipeline: 'renewal', vars: {}, at: null });
    expect(await code(at.records.list(at.workspace, 'deal', { filter: 'stage=won' }))).toBe('pipeline.needed');
    expect(await names({ filter: 'stage=won', pipeline: 'b2b-sales' })).toEqual(['D1']);
  });

  it('uses the index of a field that is marked', async () => {
    await at.fieldStore.ensureCoreIndexes();
    await at.fieldStore.ensureCoreIndexes();
    const indexes = await at.sql<{ indexdef: string }>(`select indexdef from pg_indexes where indexname like 'field\\_value\\_%'`);
    expect(indexes.some(({ indexdef }) => indexdef.includes('close_value'))).toBe(true);
  });

  it('makes a field of one name once, though several engines add it, and however old what each knows is', async () => {
    const field = (type: string) => ({ type, title: { en: 'Twice' }, indexed: type === 'number' });
    const engines = Array.from({ length: 2 }, () => new AddedFields(at.fieldStore, new FieldRegistry(at.fieldStore, () => 0)));
    const [one, other] = engines as [AddedFields, AddedFields];
    const made = await Promise.allSettled([one.add(at.workspace, 'deal', 'twice', field('text')), other.add(at.workspace, 'deal', 'twice', field('number'))]);
    const [won] = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(made.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))).toMatchObject([{ code: 'field.exists' }]);
    expect((await one.figures(at.workspace, 'deal', 'twice')).field.definition).toEqual(won?.definition);

    await one.add(at.workspace, 'deal', 'unseen', field('text'));
    await one.retire(at.workspace, 'deal', 'unseen');
    expect(await code(other.add(at.workspace, 'deal', 'unseen', field('number')))).toBe('field.exists');
  });

  it('holds unique fields apart', async () => {
    const fields = new AddedFields(at.fieldStore, at.registry);
    const definition = { type: 'text', title: { en: 'Code' }, unique: true };
    await fields.add(at.workspace, 'deal', 'code', definition);
    await submit({ kind: 'record.change', recordId: ids.get('D1') as RecordId, fields: { code: 'A' }, expectedVersion: null });
    const create = at.writes.create(at.workspace, 'deal', { fields: { code: 'A' } });
    expect(await code(create)).toBe('field.taken');
    expect(await code(fields.add(at.workspace, 'deal', 'code', definition))).toBe('field.exists');
    expect(await code(fields.add(at.workspace, 'deal', 'stage', definition))).toBe('field.reserved');
    expect(await code(fields.change(at.workspace, 'deal', 'code', { ...definition, type: 'number' }))).toBe('field.type-fixed');
    expect(await code(fields.change(at.workspace, 'deal', 'name', definition))).toBe('field.not-added');
    await fields.add(at.workspace, 'deal', 'batch', { type: 'text', title: { en: 'Batch' } });
    for (const name of ['D1', 'D2'])
      await submit({ kind: 'record.change', recordId: ids.get(name) as RecordId, fields: { batch: 'same' }, expectedVersion: null });
    expect(await code(fields.change(at.workspace, 'deal', 'batch', { ...definition }))).toBe('field.duplicates');
    expect((await at.registry.of(at.workspace)).known('deal')?.get('batch')?.definition.unique).toBeUndefined();
    await fields.retire(at.workspace, 'deal', 'code');
    expect(await code(at.writes.create(at.workspace, 'deal', { fields: { code: 'A' } }))).toBe('field.retired');
  });

  it('checks references and people before a write', async () => {
    const stranger = next();
    expect(await code(at.writes.create(at.workspace, 'deal', { fields: { account: stranger } }))).toBe('field.reference');
    expect(await code(at.writes.create(at.workspace, 'deal', { fields: { account: ids.get('D1') as string } }))).toBe('field.reference');
    expect(await code(at.writes.create(at.workspace, 'agent', { fields: { name: 'A', member: stranger } }))).toBe('field.reference');
    expect(await code(at.writes.create(at.workspace, 'deal', { fields: { account: ids.get('Acme') as string } }))).toBe('nothing thrown');
  });

  it('shows no other workspace', async () => {
    const other = '00000000-0000-7000-8000-00000000ffff' as TestWorkspace['workspace'];
    expect((await at.records.list(other, 'deal', {})).items).toEqual([]);
    expect(await code(at.records.get(other, 'deal', ids.get('D1') as RecordId))).toBe('record.not-found');
  });

  it('tells the story of a record', async () => {
    const activity = new PgActivityReads(at.sql);
    const record = ids.get('D3') as RecordId;
    await submit({ kind: 'note.add', recordId: record, noteId: next(), text: 'called' });
    await submit({ kind: 'task.create', recordId: record, taskId: next(), title: 'Call again', due: '2026-03-01T00:00:00.000Z' as Instant, assignee: null });
    await submit({ kind: 'run.event', runId: runs.get('D3') as RunId, event: 'propose', payload: null, fields: {} });
    const all = await activity.timeline(at.workspace, record, null, 50);
    const kinds = all.map((item) => (item.kind === 'event' ? `event ${String((item.entry['event'] as JsonObject)['kind'])}` : item.kind));
    expect(kinds).toEqual(expect.arrayContaining(['note', 'task-created', 'refusal', 'event started', 'event sent']));
    expect([...all].sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1)).map((item) => item.id)).toEqual(all.map((item) => item.id));
    const first = await activity.timeline(at.workspace, record, null, 2);
    const last = first[1] as { at: Instant; id: string };
    expect((await activity.timeline(at.workspace, record, last, 50)).map((item) => item.id)).toEqual(all.slice(2).map((item) => item.id));
    expect((await activity.notes(at.workspace, record, null, 10)).map((note) => note.text)).toEqual(['called']);
    const tasks = await activity.tasks(at.workspace, {
      status: 'open',
      recordId: record,
      forPerson: null,
      approvals: 'with',
      dueBefore: null,
      after: null,
      limit: 10,
    });
    expect(tasks.map((task) => [task.title, task.record])).toContainEqual(['Call again', { object: 'deal', name: 'D3' }]);
  });
});
