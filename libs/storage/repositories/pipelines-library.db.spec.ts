import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Instant, type Json, type JsonObject, type RecordId, type RunId, UserError } from '#kernel';
import type { Command, CommandBody } from '#runtime';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';

jest.setTimeout(60_000);

const title = (en: string): JsonObject => ({ en, 'zh-CN': en });

/** call -> talk -> won; with `split`, talk is cut into first-talk and second-talk. */
const pipeline = (more: { readonly split?: boolean; readonly broken?: boolean; readonly note?: string } = {}): Json => ({
  format: 'millrace/1',
  key: 'mini',
  object: 'deal',
  title: title(more.note ?? 'Mini'),
  fields: { tone: { type: 'text', title: title('Tone') } },
  roles: ['sales'],
  initial: 'call',
  states: {
    call: { stage: true, title: title('Call'), on: { talk: { target: more.split ? 'first-talk' : 'talk', title: title('Talk') } } },
    ...(more.split
      ? {
          'first-talk': { stage: true, title: title('First'), on: { again: { target: 'second-talk', title: title('Again') } } },
          'second-talk': { stage: true, title: title('Second'), on: { win: { target: 'won', title: title('Win') } } },
        }
      : { talk: { stage: true, title: title('Talk'), on: { win: { target: more.broken ? 'nowhere' : 'won', title: title('Win') } } } }),
    won: { type: 'final', stage: true, outcome: 'won', title: title('Won') },
  },
});
const noteRule = (key: string): Json => ({
  key,
  pipeline: 'mini',
  title: title('Note it'),
  on: { idle: 'P5D', in: 'call' },
  do: [{ do: 'note.add', with: { text: 'quiet' } }],
});

describe('the library of pipelines on PostgreSQL', () => {
  let at: TestWorkspace;
  const runs: RunId[] = [];
  const codes = async (work: Promise<unknown>): Promise<readonly string[]> =>
    work.then(
      () => [],
      (error: unknown) => (error instanceof UserError ? error.problems.map((p) => p.code) : [String(error)]),
    );
  const submit = (body: CommandBody) =>
    at.runtime.submit({
      workspace: at.workspace,
      actor: OWNER,
      source: 'test',
      key: null,
      occurredAt: null,
      history: false,
      origin: null,
      body,
    } satisfies Command);
  const versionsOfRuns = () => at.sql<{ version: number; n: number }>(`select version, count(*)::int as n from runs group by 1 order by 1`);

  beforeAll(async () => {
    at = await testWorkspace();
  });
  afterAll(() => at?.close());

  it('keeps drafts, and tells when somebody else was faster', async () => {
    const head = await at.library.saveDraft(at.workspace, 'mini', pipeline(), 'ann', 0);
    expect([head.draftRevision, head.latestVersion, head.hasDraft]).toEqual([1, 0, true]);
    expect(await codes(at.library.saveDraft(at.workspace, 'mini', pipeline(), 'ann', 0))).toEqual(['pipeline.exists']);
    expect((await at.library.saveDraft(at.workspace, 'mini', pipeline(), 'ann', 1)).draftRevision).toBe(2);
    expect(await codes(at.library.saveDraft(at.workspace, 'mini', pipeline(), 'bob', 1))).toEqual(['draft.changed']);
    expect(await codes(at.library.saveDraft(at.workspace, 'other', pipeline(), 'bob', 0))).toEqual(['pipeline.key-differs']);
    expect(await codes(at.library.saveDraft(at.workspace, 'new', { ...(pipeline() as JsonObject), key: 'new' }, 'bob', 7))).toEqual(['draft.changed']);
    expect(await codes(at.library.draft(at.workspace, 'none'))).toEqual(['pipeline.unknown']);
  });

  it('publishes what holds, and nothing else', async () => {
    await at.library.saveDraft(at.workspace, 'mini', pipeline({ broken: true }), 'ann', null);
    expect(await at.library.check(at.workspace, pipeline({ broken: true }))).toMatchObject({ publishable: false });
    expect(await codes(at.library.publish(at.workspace, 'mini', 'ann', { note: null, expectedRevision: null }))).not.toEqual([]);
    await at.library.saveDraft(at.workspace, 'mini', pipeline(), 'ann', null);
    expect(await at.library.check(at.workspace, pipeline())).toMatchObject({ publishable: true });
    expect(await codes(at.library.publish(at.workspace, 'mini', 'ann', { note: null, expectedRevision: 1 }))).toEqual(['draft.changed']);
    expect(await at.library.publish(at.workspace, 'mini', 'ann', { note: 'first', expectedRevision: null })).toMatchObject({ version: 1 });
    expect((await at.library.head(at.workspace, 'mini')).hasDraft).toBe(false);
    expect((await at.library.draft(at.workspace, 'mini')).document.key).toBe('mini');
    await at.library.saveDraft(at.workspace, 'mini', pipeline(), 'ann', null);
    expect(await codes(at.library.publish(at.workspace, 'mini', 'ann', { note: null, expectedRevision: null }))).toEqual(['version.same']);
    expect(await at.library.versions(at.workspace, 'mini')).toMatchObject([{ version: 1, note: 'first', publishedBy: 'ann', openRuns: 0 }]);
    expect(await codes(at.sql(`update pipeline_versions set note = 'x'`))).not.toEqual([]);
  });

  it('brings the fields of a published pipeline to its object', async () => {
    expect((await at.registry.of(at.workspace)).known('deal')?.get('tone')?.origin).toEqual({ kind: 'pipeline', pipeline: 'mini' });
  });

  it('puts open runs under a new revision of the rules at once', async () => {
    for (let i = 0; i < 3; i += 1) {
      const [recordId, runId] = [crypto.randomUUID() as RecordId, crypto.randomUUID() as RunId];
      runs.push(runId);
      await submit({ kind: 'record.create', recordId, object: 'deal', fields: { name: `deal ${i}` }, externalKey: null, ownerId: null });
      await submit({ kind: 'run.start', runId, recordId, pipeline: 'mini', vars: {}, at: null });
    }
    expect(await at.rules.put(at.workspace, 'mini', noteRule('quiet'), OWNER, null)).toMatchObject({ revision: 1, runs: 3 });
    expect(await at.sql(`select distinct rules_revision from runs`)).toEqual([{ rules_revision: 1 }]);
    expect(await at.sql(`select count(*)::int as n from effects where is_timer and status = 'waiting'`)).toEqual([{ n: 3 }]);
    expect(await codes(at.rules.put(at.workspace, 'mini', noteRule('late'), OWNER, 0))).toEqual(['rules.changed']);
    expect(await codes(at.rules.put(at.workspace, 'mini', { ...(noteRule('bad') as JsonObject), on: { enter: 'nowhere' } }, OWNER, null))).not.toEqual([]);
    expect(await codes(at.rules.remove(at.workspace, 'mini', 'none', OWNER, null))).toEqual(['rule.not-found']);
    expect(await at.rules.remove(at.workspace, 'mini', 'quiet', OWNER, null)).toMatchObject({ revision: 2, runs: 3 });
    expect(await at.sql(`select count(*)::int as n from effects where is_timer and status = 'waiting'`)).toEqual([{ n: 0 }]);
    expect((await at.rules.revisions(at.workspace, 'mini')).map((revision) => revision.revision)).toEqual([2, 1]);
  });

  it('shows what a new version does to open runs, moves them, and moves them back', async () => {
    for (const runId of runs.slice(0, 2)) await submit({ kind: 'run.event', runId, event: 'talk', payload: null, fields: {} });
    await at.library.saveDraft(at.workspace, 'mini', pipeline({ split: true }), 'ann', null);
    const trial = { now: '2026-01-01T00:00:00.000Z' as Instant, actor: OWNER };
    const before = await at.migrations.impact(at.workspace, 'mini', 'draft', {}, trial);
    expect(before).toMatchObject({ counts: { total: 3, same: 1, mapped: 0, 'needs-choice': 2, refused: 0 }, homeless: [{ state: 'talk', runs: 2 }] });
    expect(before.runs.map((run) => [run.name, run.fate])).toEqual(
      expect.arrayContaining([
        ['deal 2', 'same'],
        ['deal 0', 'needs-choice'],
      ]),
    );
    const mapping = { talk: 'second-talk' };
    await at.library.publish(at.workspace, 'mini', 'ann', { note: null, expectedRevision: null });
    expect((await at.migrations.impact(at.workspace, 'mini', 2, mapping, trial)).counts).toMatchObject({ total: 3, same: 1, mapped: 2, 'needs-choice': 0 });
    expect(await at.migrations.migrate(at.workspace, 'mini', { toVersion: 2, mapping: {}, runs: [runs[0] as RunId], actor: OWNER })).toMatchObject({
      moved: 0,
      failed: [{ problem: { code: 'migration.needs-mapping' } }],
    });
    expect(await at.migrations.migrate(at.workspace, 'mini', { toVersion: 2, mapping, runs: [runs[0] as RunId], actor: OWNER })).toMatchObject({
      moved: 1,
      failed: [],
    });
    expect(await at.migrations.migrate(at.workspace, 'mini', { toVersion: 2, mapping, runs: 'all', actor: OWNER })).toMatchObject({
      moved: 2,
      already: 1,
      failed: [],
    });
    expect(await versionsOfRuns()).toEqual([{ version: 2, n: 3 }]);
    expect(await at.sql(`select configuration from runs order by configuration`)).toEqual([
      { configuration: ['call'] },
      { configuration: ['second-talk'] },
      { configuration: ['second-talk'] },
    ]);
    expect(await at.migrations.migrate(at.workspace, 'mini', { toVersion: 1, mapping: { 'second-talk': 'talk' }, runs: 'all', actor: OWNER })).toMatchObject({
      moved: 3,
      failed: [],
    });
    expect(await versionsOfRuns()).toEqual([{ version: 1, n: 3 }]);
    expect((await at.library.diff(at.workspace, 'mini', 1, 2)).map((item) => `${item.kind} ${item.what} ${item.name}`)).toEqual(
      expect.arrayContaining(['removed state talk', 'added state first-talk', 'added state second-talk']),
    );
    expect(await codes(at.migrations.migrate(at.workspace, 'mini', { toVersion: 9, mapping, runs: 'all', actor: OWNER }))).toEqual(['version.unknown']);
  });

  it('starts no runs of an archived pipeline', async () => {
    expect(await codes(at.library.archive(at.workspace, 'mini', { withOpenRuns: false }))).toEqual(['pipeline.open-runs']);
    expect((await at.library.archive(at.workspace, 'mini', { withOpenRuns: true })).archivedAt).not.toBeNull();
    expect((await at.library.archive(at.workspace, 'mini', { withOpenRuns: false })).archivedAt).not.toBeNull();
    const recordId = crypto.randomUUID() as RecordId;
    await submit({ kind: 'record.create', recordId, object: 'deal', fields: {}, externalKey: null, ownerId: null });
    expect(await codes(submit({ kind: 'run.start', runId: crypto.randomUUID() as RunId, recordId, pipeline: 'mini', vars: {}, at: null }))).toEqual([
      'pipeline.unknown',
    ]);
    expect((await at.library.restore(at.workspace, 'mini')).archivedAt).toBeNull();
    await submit({ kind: 'run.event', runId: runs[2] as RunId, event: 'talk', payload: null, fields: { tone: 'warm' } });
  });

  it('forgets a pipeline that was never published', async () => {
    await at.library.saveDraft(at.workspace, 'sketch', { ...(pipeline() as JsonObject), key: 'sketch' }, 'ann', 0);
    await at.library.discardDraft(at.workspace, 'sketch');
    expect(await codes(at.library.head(at.workspace, 'sketch'))).toEqual(['pipeline.unknown']);
    expect((await at.library.list(at.workspace)).map((head) => [head.key, head.openRuns])).toEqual([['mini', 3]]);
  });

  it('keeps calendars that are in use', async () => {
    const document = { timeZone: 'Asia/Shanghai', workingHours: { mon: [{ from: '09:00', to: '18:00' }] } };
    const saved = await at.calendars.save(at.workspace, 'support', { title: title('Support'), document }, 0);
    expect(saved.revision).toBe(1);
    expect(await codes(at.calendars.save(at.workspace, 'support', { title: title('Support'), document }, 0))).toEqual(['calendar.changed']);
    expect((await at.calendars.save(at.workspace, 'support', { title: title('Support'), document }, 1)).revision).toBe(2);
    expect(await codes(at.calendars.save(at.workspace, 'never', { title: title('N'), document: { timeZone: 'UTC', workingHours: {} } }, 0))).toEqual([
      'calendar.never-open',
    ]);
    const timed = pipeline({ note: 'Timed' }) as { states: { call: JsonObject } } & JsonObject;
    const withTimer = {
      ...timed,
      states: {
        ...timed.states,
        call: { ...timed.states.call, after: [{ in: { business: 'PT8H', calendar: 'support' }, actions: [{ do: 'note.add', with: { text: 'late' } }] }] },
      },
    };
    await at.library.saveDraft(at.workspace, 'mini', withTimer, 'ann', null);
    await at.library.publish(at.workspace, 'mini', 'ann', { note: null, expectedRevision: null });
    expect(await codes(at.calendars.remove(at.workspace, 'support'))).toEqual(['calendar.in-use']);
    expect(await codes(at.calendars.remove(at.workspace, 'none'))).toEqual(['calendar.not-found']);
  });

  it('installs the shipped pipelines once', async () => {
    const document = { timeZone: 'UTC', workingHours: { mon: [{ from: '09:00', to: '17:00' }] } };
    for (const key of ['support', 'business', 'office', 'sales']) await at.calendars.save(at.workspace, key, { title: title(key), document }, null);
    const keys = ['b2b-sales', 'lead-nurture', 'renewal', 'deal-desk-approval', 'onboarding'];
    expect([...(await at.install(keys))].sort()).toEqual([...keys].sort());
    expect(await at.install(keys)).toEqual([]);
  });
});
