import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { TestEngine } from './testing/test-engine.js';

/** open --call--> called --win|lose-->; open --mail--> mailed --win|lose-->; while open, the next action is asked for. */
const SALES = {
  format: 'millrace/1',
  key: 'advised',
  object: 'deal',
  title: { en: 'Advised' },
  initial: 'open',
  states: {
    open: {
      stage: true,
      invoke: {
        id: 'next',
        step: 'recommend.next-action',
        onDone: { title: { en: 'Advised' }, actions: [{ do: 'note.add', with: { text: 'next: {{event.output.event}}' } }] },
        onError: { title: { en: 'No advice' } },
      },
      on: { call: { target: 'called', title: { en: 'Call' } }, mail: { target: 'mailed', title: { en: 'Mail' } } },
    },
    called: { stage: true, on: { win: 'won', lose: 'lost' } },
    mailed: { stage: true, on: { win: 'won', lose: 'lost' } },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
};
const DESK = {
  format: 'millrace/1',
  key: 'desk',
  object: 'ticket',
  title: { en: 'Desk' },
  initial: 'asked',
  states: {
    asked: {
      stage: true,
      invoke: {
        id: 'answers',
        step: 'text.answer',
        with: { text: '{{record.subject}}' },
        onDone: { target: 'suggested', title: { en: 'Suggested' } },
        onError: { target: 'suggested', title: { en: 'None' } },
      },
    },
    suggested: {
      stage: true,
      invoke: {
        id: 'fit',
        step: 'mine.conformance',
        with: { pipeline: 'advised' },
        onDone: { title: { en: 'Looked at' }, actions: [{ do: 'note.add', with: { text: 'fits: {{event.output.fitting}}' } }] },
        onError: { title: { en: 'Not looked at' } },
      },
      on: { close: 'closed' },
    },
    closed: { type: 'final', stage: true, outcome: 'won' },
  },
};

describe('steps that advise, in a pipeline', () => {
  let api: TestEngine;
  const ask = (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
    api.ask(`/api/v1${path}`, api.owner.cookie, { method, ...(body === undefined ? {} : { body }) });
  const start = async (object: string, fields: object, pipeline: string) =>
    (await ask(`/records/${object}`, { fields, pipeline })).body as { id: string; runId: string };
  async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = await look();
      if (found !== undefined) return found;
      await pause(50);
    }
    throw new Error('it did not come');
  }

  beforeAll(async () => {
    api = await TestEngine.start();
    for (const document of [SALES, DESK]) {
      await ask(`/pipelines/${document.key}/draft`, { document }, 'PUT');
      expect((await ask(`/pipelines/${document.key}/versions`, {})).status).toBe(201);
    }
    await api.engine.work();
  });
  afterAll(() => api.stop());

  it('recommend what was most often followed by success, and say why in the history', async () => {
    for (let n = 0; n < 24; n += 1) {
      const { runId } = await start('deal', { name: `Deal ${n}` }, 'advised');
      const isCalled = n % 2 === 0;
      for (const event of [isCalled ? 'call' : 'mail', (isCalled ? n % 8 !== 0 : n % 8 === 1) ? 'win' : 'lose'])
        expect((await ask(`/runs/${runId}/events`, { event })).status).toBeLessThan(300);
    }
    const { id, runId } = await start('deal', { name: 'Next' }, 'advised');
    const note = await until(async () => (await ask(`/records/deal/${id}/timeline`)).body.items.find((item: { kind: string }) => item.kind === 'note'));
    expect(note.note.text).toBe('next: call');
    const { items } = (await ask(`/runs/${runId}/journal`)).body;
    expect(JSON.stringify(items)).toContain('ended well');
  });

  it('suggest an answer and leave it at that', async () => {
    await ask('/records/article', { fields: { title: 'Passwords', body: 'Choose forgot password.', status: 'published' } });
    const { id, runId } = await start('ticket', { subject: 'My password is refused' }, 'desk');
    await until(async () =>
      (await ask(`/runs/${runId}`)).body.configuration?.includes('suggested') || (await ask(`/records/ticket/${id}`)).body.runs[0].stage === 'suggested'
        ? true
        : undefined,
    );
    expect(JSON.stringify((await ask(`/runs/${runId}/journal`)).body.items)).toContain('Choose forgot password.');
    expect((await ask(`/records/ticket/${id}`)).body.fields.resolution).toBeUndefined();
    const note = await until(async () => (await ask(`/records/ticket/${id}/timeline`)).body.items.find((item: { kind: string }) => item.kind === 'note'));
    expect(note.note.text).toBe('fits: 25');
  });
});
