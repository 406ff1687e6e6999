import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLI_ACTOR } from '../cli/joined-engine.js';
import { createMailer } from '#outbound';
import { SmtpSink } from '../../libs/outbound/testing/smtp-sink.js';
import { ReportMails } from './files/report-mails.js';
import { TestEngine } from './testing/test-engine.js';
import { unzipped } from './testing/unzipped.js';
import { firstFill } from './workspaces/first-fill.js';
import { pino } from 'pino';

/** Every report over the sample workspace, asked over HTTP and computed in the analysis threads. */
describe('insights', () => {
  let api: TestEngine;
  let who: string;
  const SALES = 'pipeline=b2b-sales';
  const DESK = 'pipeline=support-ticket';
  const ask = async (path: string) => {
    const { status, body } = await api.ask(`/api/v1/insights/${path}`, who);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const behind = async (report: string, query: string): Promise<number> => (await ask(`records?report=${report}&${query}`)).total;

  beforeAll(async () => {
    api = await TestEngine.start();
    who = api.owner.cookie;
    const { parts, workspace } = api.engine;
    await firstFill({ ...parts, calendars: parts.crm.calendars }, workspace.id, { sample: 7, actor: CLI_ACTOR });
  });
  afterAll(() => api?.stop());

  it('funnel: figures of the sample, each with its records', async () => {
    const funnel = await ask(`funnel?${SALES}`);
    expect(funnel).toMatchObject({ zone: 'UTC', object: 'deal', sum: 'close_value', currency: 'USD' });
    expect(funnel.won + funnel.lost + funnel.open).toBe(funnel.runs);
    expect(funnel.won).toBeGreaterThan(30);
    for (const stage of funnel.stages)
      for (const measure of ['reached', 'wentOn', 'lost', 'here', 'won']) {
        expect({ measure, n: await behind('funnel', `${SALES}&row=${stage.key}&measure=${measure}`) }).toEqual({ measure, n: stage[measure] });
      }
    const narrowed = await ask(`funnel?${SALES}&filter=${encodeURIComponent('close_value>20000')}`);
    expect(narrowed.runs).toBeLessThan(funnel.runs);
  });

  it('time, velocity, win and loss', async () => {
    const time = await ask(`time-in-stage?${SALES}`);
    expect(time.stages.map(({ key }: { key: string }) => key)).toEqual(['prospecting', 'engaging']);
    const working = await ask(`time-in-stage?${DESK}&calendar=support`);
    const all = await ask(`time-in-stage?${DESK}`);
    expect(working.stages[0].median).toBeLessThanOrEqual(all.stages[0].median);
    const velocity = await ask(`velocity?${SALES}`);
    expect(velocity.total.perDay).toBeGreaterThan(0);
    const winLoss = await ask(`win-loss?${SALES}`);
    expect(winLoss.reasonField).toBe('lost_reason');
    expect(winLoss.reasons.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(velocity.total.lost);
    const [first] = winLoss.reasons;
    expect(await behind('win-loss', `${SALES}&row=${encodeURIComponent(first.key)}&measure=count`)).toBe(first.count);
  });

  it('forecast with a band and a back-test, the event loop free meanwhile', async () => {
    await ask(`funnel?${SALES}`);
    let [longest, last] = [0, performance.now()];
    const watch = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const forecast = await ask(`forecast?${SALES}`);
    clearInterval(watch);
    console.log(`event loop: longest ${Math.round(longest)} ms; ${forecast.backTest?.line.en}`);
    expect(forecast.method).toBe('chart');
    expect(forecast.within.low).toBeLessThanOrEqual(forecast.within.high);
    expect(forecast.backTest.n).toBeGreaterThan(0);
    expect(await behind('forecast', `${SALES}&measure=open`)).toBe(forecast.open.count);
    for (const inherited of ['constructor', 'toString', '__proto__']) expect(await behind('forecast', `${SALES}&measure=${inherited}`)).toBe(0);
    expect(await behind('forecast', `${SALES}&row=${forecast.months[0].key}&measure=expected`)).toBe(forecast.open.count);
    const [cut] = forecast.backTest.cuts;
    expect(await behind('forecast', `${SALES}&to=${cut.at}&measure=open`)).toBe(cut.runs);
    const [stage] = forecast.stages;
    expect(await behind('time-in-stage', `${SALES}&from=1900-01-01T00:00:00.000Z&row=${stage.key}&measure=stays`)).toBeGreaterThan(0);
  });

  it('the board now is the board of the records, and a past one is another', async () => {
    const now = await ask(`as-of?${SALES}`);
    const { body } = await api.ask('/api/v1/records/deal/summary?pipeline=b2b-sales&group=stage', who);
    const counts = Object.fromEntries(body.groups.map((row: { group: { stage: string }; values: { count: number } }) => [row.group.stage, row.values.count]));
    expect(Object.fromEntries(now.stages.map(({ key, count }: { key: string; count: number }) => [key, count]))).toEqual(counts);
    const past = new Date(Date.now() - 120 * 86_400_000).toISOString();
    const before = await ask(`as-of?${SALES}&at=${past}`);
    const total = (board: { stages: { count: number }[] }): number => board.stages.reduce((sum, { count }) => sum + count, 0);
    expect(total(before)).toBeLessThan(total(now));
    expect(await behind('as-of', `${SALES}&at=${past}&row=engaging&measure=count`)).toBe(
      before.stages.find(({ key }: { key: string }) => key === 'engaging').count,
    );
  });

  it('sales by agent against the targets of the sample, and by team', async () => {
    const sales = await ask(`sales?${SALES}`);
    expect(sales.by).toBe('sales_agent');
    expect(sales.rows.every(({ name }: { name: string | null }) => name !== null)).toBe(true);
    expect(sales.total.target).toBeGreaterThan(0);
    const [best] = sales.rows;
    expect(await behind('sales', `${SALES}&row=${best.key}&measure=won`)).toBe(best.won);
    const teams = await ask(`sales?${SALES}&by=sales_agent.team`);
    expect(teams.rows.reduce((sum: number, { won }: { won: number }) => sum + won, 0)).toBe(sales.total.won);
  });

  it('activity, service, satisfaction', async () => {
    const activity = await ask(`activity?${SALES}&bucket=month`);
    const [busiest] = activity.rows;
    expect(busiest.moves).toBeGreaterThan(0);
    expect(busiest.name).not.toBeNull();
    expect(await behind('activity', `${SALES}&bucket=month&row=${busiest.key}&measure=moves`)).toBeGreaterThan(0);
    const [month] = activity.periods;
    const moved = busiest.periods.find(({ key }: { key: string }) => key === month.key).moves;
    expect((await behind('activity', `${SALES}&bucket=month&period=${month.key}&measure=moves`)) > 0).toBe(moved > 0);
    expect((await ask('activity')).object).toBeNull();
    const service = await ask(`service?${DESK}&bucket=month`);
    expect(service.total.opened).toBeGreaterThan(100);
    expect(service.total.answerMet.share).toBeGreaterThan(0.3);
    expect(service.periods.at(-1).backlog).toBe(service.total.backlog);
    for (const [measure, count] of [
      ['backlog', service.total.backlog],
      ['firstAnswer', service.total.firstAnswer.n],
      ['solution', service.total.solution.n],
      ['answerMet', service.total.answerMet.met],
    ])
      expect({ measure, n: await behind('service', `${DESK}&bucket=month&measure=${measure}`) }).toEqual({ measure, n: count });
    for (const kind of ['csat', 'nps', 'ces']) {
      const found = await ask(`satisfaction?${DESK}&kind=${kind}&bucket=month`);
      expect(found).toMatchObject({ measure: kind, source: { object: 'feedback', field: 'score' } });
      expect(found.total.answers).toBeGreaterThan(10);
      expect(found.total.interval.low).toBeLessThanOrEqual(found.total.value);
      expect(await behind('satisfaction', `${DESK}&kind=${kind}&bucket=month&measure=answers`)).toBe(found.total.answers);
    }
    expect((await ask(`satisfaction?${DESK}&field=satisfaction`)).source).toEqual({ object: 'ticket', field: 'satisfaction' });
  });

  it('campaigns and the process', async () => {
    const found = await ask(`campaigns?${SALES}`);
    expect(found.campaigns).toHaveLength(6);
    const [best] = found.campaigns;
    expect(best.revenue).toBeGreaterThan(0);
    expect(best.upliftInterval.low).toBeLessThan(best.uplift);
    expect(await behind('campaigns', `${SALES}&row=${best.key}&measure=deals`)).toBe(best.deals);
    for (const measure of ['won', 'leads'] as const)
      expect(await behind('campaigns', `${SALES}&measure=${measure}`)).toBe(
        found.campaigns.reduce((sum: number, campaign: Record<string, number>) => sum + (campaign[measure] ?? 0), 0),
      );
    expect(await behind('campaigns', `${SALES}&row=without&measure=winRate`)).toBe(found.without.won);
    const leads = found.campaigns.find(({ leads: n }: { leads: number }) => n > 0);
    expect(await behind('campaigns', `${SALES}&row=${leads.key}&measure=leads`)).toBe(leads.leads);
    expect(await behind('campaigns', `${SALES}&row=${leads.key}&measure=members`)).toBe(leads.members);
    for (const level of ['stage', 'state']) {
      const map = await ask(`process?${SALES}&level=${level}`);
      expect(map.edges.length).toBeGreaterThan(1);
      expect(map.transitions.length).toBeGreaterThan(3);
      expect(map.conformance.fitness).toBeGreaterThan(0.99);
      expect(await behind('process', `${SALES}&level=${level}&measure=fitting`)).toBe(map.conformance.fitting);
      const [most] = map.transitions;
      const took = await behind('process', `${SALES}&row=${encodeURIComponent(most.id)}&measure=count`);
      expect([took > 0, took <= most.count]).toEqual([true, true]);
      const [edge] = map.edges;
      expect(await behind('process', `${SALES}&level=${level}&row=${encodeURIComponent(edge.key)}&measure=cases`)).toBe(edge.cases);
    }
  });

  it.each([
    ['funnel?pipeline=nothing', 404, 'pipeline.unknown'],
    [`funnel?${SALES}&zone=Mars`, 422, 'time-zone.unknown'],
    [`funnel?${SALES}&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`, 422, 'insight.window'],
    [`funnel?${SALES}&to=0001-01-01T00:00:00Z`, 422, 'insight.window'],
    [`forecast?${SALES}&to=9999-12-31T00:00:00Z`, 422, 'insight.window'],
    [`funnel?${SALES}&filter=${encodeURIComponent('close_vale>1')}`, 422, 'field.unknown'],
    [`funnel?${SALES}&sum=name`, 422, 'insight.sum'],
    [`sales?${SALES}&by=nothing`, 422, 'field.unknown'],
    [`sales?${SALES}&by=close_value`, 422, 'group.type'],
    [`win-loss?${SALES}&reason=nothing`, 422, 'field.unknown'],
    [`time-in-stage?${SALES}&calendar=nothing`, 404, 'calendar.not-found'],
    [`satisfaction?${DESK}&field=subject`, 422, 'insight.score'],
    [`service?${DESK}&bucket=day&from=1950-01-01T00:00:00Z`, 422, 'insight.periods'],
    [`activity?filter=${encodeURIComponent('name~a')}`, 422, 'insight.filter'],
    [`records?report=funnel&${SALES}&measure=runs&cursor=zz`, 422, 'cursor.invalid'],
  ])('%s is refused with %s %s', async (path, status, code) => {
    const answer = await api.ask(`/api/v1/insights/${path}`, who);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('goes on by cursor through the records behind a number', async () => {
    const first = await ask(`records?report=funnel&${SALES}&measure=runs&limit=100`);
    const second = await ask(`records?report=funnel&${SALES}&measure=runs&limit=100&cursor=${first.next}`);
    expect(first.items).toHaveLength(100);
    expect(new Set([...first.items, ...second.items].map(({ id }: { id: string }) => id)).size).toBe(first.items.length + second.items.length);
    expect(first.items[0]).toMatchObject({ object: 'deal', name: expect.any(String), currency: expect.anything() });
  });

  it.each(['funnel', 'time-in-stage', 'velocity', 'win-loss', 'forecast', 'as-of', 'sales', 'activity', 'service', 'satisfaction', 'campaigns', 'process'])(
    '%s as CSV and as XLSX',
    async (report) => {
      const get = (format: string) => fetch(`${api.url}/api/v1/insights/export?report=${report}&${SALES}&format=${format}`, { headers: { cookie: who } });
      const csv = await get('csv');
      expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      expect((await csv.text()).split('\r\n').length).toBeGreaterThan(1);
      const xlsx = await get('xlsx');
      expect(xlsx.headers.get('content-disposition')).toBe(`attachment; filename="${report}.xlsx"`);
      expect(
        Buffer.from(await xlsx.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    },
  );

  describe('saved reports', () => {
    const definition = {
      object: 'deal',
      pipeline: 'b2b-sales',
      measures: ['count', 'sum:close_value'],
      groups: ['account.sector'],
      filter: 'outcome=won',
      chart: 'bar',
      sort: '-count',
    };
    const post = (path: string, body: unknown, method = 'POST') => api.ask(`/api/v1/${path}`, who, { method, body });

    it('are made, run, changed, shared and removed; each row leads to its records', async () => {
      const made = await post('reports', { name: 'Won by sector', definition });
      expect([made.status, made.body.mine, made.body.shared]).toEqual([201, true, false]);
      const { body: result } = await api.ask(`/api/v1/reports/${made.body.id}/result`, who);
      const [top] = result.rows;
      const list = await api.ask(`/api/v1/records/deal?pipeline=b2b-sales&limit=200&filter=${encodeURIComponent(top.filter)}`, who);
      expect(list.body.items).toHaveLength(top.values.count);
      const other = await api.key('agent');
      expect((await api.ask(`/api/v1/reports/${made.body.id}`, other)).status).toBe(404);
      await post(`reports/${made.body.id}`, { shared: true, name: 'Sectors' }, 'PATCH');
      expect((await api.ask(`/api/v1/reports/${made.body.id}`, other)).body.name).toBe('Sectors');
      expect((await api.ask(`/api/v1/reports/${made.body.id}`, other, { method: 'PATCH', body: { name: 'Mine' } })).body.code).toBe('report.owner');
      expect((await post(`reports/${made.body.id}`, undefined, 'DELETE')).status).toBe(204);
    });

    it.each([
      [{ ...definition, object: 'nothing' }, 404, 'object.unknown'],
      [{ ...definition, measures: ['sum:name'] }, 422, 'measure.type'],
      [{ ...definition, groups: ['nothing'] }, 422, 'field.unknown'],
      [{ ...definition, sort: '-name' }, 422, 'report.sort'],
      [{ ...definition, zone: 'Mars' }, 422, 'time-zone.unknown'],
    ])('what cannot run is not saved: %j', async (wrong, status, code) => {
      const answer = await post('reports', { name: 'X', definition: wrong });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('go to a mail server as a spreadsheet with the figures and a chart that is drawn from them', async () => {
      const sink = new SmtpSink();
      await sink.listen();
      const transport = { kind: 'smtp', host: '127.0.0.1', port: sink.port, secure: false, allowPlain: true } as const;
      const mailer = createMailer({ from: 'Millrace <crm@mill.example>', transport });
      try {
        const { id: person } = (await api.ask('/api/v1/me', who)).body;
        const schedule = { every: 'month', day: 1, hour: 7, zone: 'Europe/Berlin', recipients: [person], locale: 'en' };
        const made = await post('reports', { name: 'Posted', definition, schedule });
        await api.database.storage.sql(`update reports set next_at = now() - interval '1 minute' where id = $1::uuid`, [made.body.id]);
        const { reports } = api.engine.parts;
        expect(await new ReportMails(reports.saved, reports.files, mailer, pino({ level: 'silent' })).sendDue()).toBe(1);
        const [mail, ...others] = sink.taken;
        expect([mail?.to, others]).toEqual([[api.owner.email], []]);
        const [, boundary = '-'] = /boundary="(.+?)"/.exec(mail?.text ?? '') ?? [];
        const part = mail?.text.split(`--${boundary}`).find((one) => one.includes('filename=Posted.xlsx')) ?? '';
        const attached = part.slice(part.indexOf('\r\n\r\n'));
        const files = unzipped(Buffer.from(attached, 'base64'));
        const { body: result } = await api.ask(`/api/v1/reports/${made.body.id}/result`, who);
        const chart = files.get('xl/charts/chart1.xml') ?? '';
        for (const { values } of result.rows) expect(chart).toContain(`<c:v>${values.count}</c:v>`);
        expect(chart).toMatch(/<c:f>'[^']+'!\$B\$\d+:\$B\$\d+<\/c:f>/);
        await post(`reports/${made.body.id}`, undefined, 'DELETE');
      } finally {
        mailer.close();
        await sink.close();
      }
    });

    it('go by mail on schedule, once, with the table attached', async () => {
      const { id: person } = (await api.ask('/api/v1/me', who)).body;
      const schedule = { every: 'week', day: 1, hour: 7, zone: 'Europe/Berlin', recipients: [person], locale: 'zh-CN' };
      const made = await post('reports', { name: 'Weekly', definition, schedule });
      expect([made.status, made.body.nextAt > new Date().toISOString()]).toEqual([201, true]);
      const { storage } = api.database;
      await storage.sql(`update reports set next_at = now() - interval '1 minute' where id = $1::uuid`, [made.body.id]);
      const { parts } = api.engine;
      const mails = () => new ReportMails(parts.reports.saved, parts.reports.files, parts.mailer, pino({ level: 'silent' }));
      const sent = await Promise.all([mails().sendDue(), mails().sendDue()]);
      expect(sent.reduce((a, b) => a + b)).toBe(1);
      const files = await readdir(join(parts.config.home, 'mail'));
      expect(files).toHaveLength(1);
      const mail = await readFile(join(parts.config.home, 'mail', files[0] ?? ''), 'utf8');
      expect(mail).toMatch(/filename=Weekly\.xlsx/);
      const { body: after } = await api.ask(`/api/v1/reports/${made.body.id}`, who);
      expect(after.lastSentAt).not.toBeNull();
      expect(after.nextAt > new Date().toISOString()).toBe(true);
      expect((await post(`reports/${made.body.id}/send`, undefined)).body).toEqual({ sent: 1 });
      expect(
        (await post('reports', { name: 'X', definition, schedule: { ...schedule, recipients: ['01920000-0000-7000-8000-000000000001'] } })).body.code,
      ).toBe('report.recipient');
    });
  });

  it('targets are set, replaced, listed and removed', async () => {
    const target = { by: 'sales_agent.team', who: 'north', month: '2026-01', amount: 1000 };
    const put = (amount: number) => api.ask('/api/v1/sales-targets', who, { method: 'PUT', body: { ...target, amount } });
    await put(1000);
    expect((await put(2000)).body).toMatchObject({ ...target, amount: 2000, currency: 'USD' });
    const { body } = await api.ask('/api/v1/sales-targets?by=sales_agent.team', who);
    expect(body.items).toHaveLength(1);
    const remove = () => api.ask('/api/v1/sales-targets?by=sales_agent.team&who=north&month=2026-01', who, { method: 'DELETE' });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
  });
});
