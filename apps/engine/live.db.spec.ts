import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';
import { furnish } from './testing/walk-values.js';

interface LiveEvent {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly runId?: string; readonly seq?: number };
}

describe('the live stream', () => {
  let api: TestEngine;
  let run: string;
  beforeAll(async () => {
    api = await TestEngine.start();
    run = (await furnish(api, api.owner.cookie)).ids.run;
  });
  afterAll(() => api.stop());

  /** Reads until the condition holds, then leaves. */
  async function read(
    until: (events: readonly LiveEvent[]) => boolean,
    { after, whenOpen }: { after?: string; whenOpen?: () => Promise<unknown> } = {},
  ): Promise<readonly LiveEvent[]> {
    const leave = new AbortController();
    const response = await fetch(`${api.url}/api/v1/live`, {
      headers: { cookie: api.owner.cookie, ...(after ? { 'last-event-id': after } : {}) },
      signal: leave.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events: LiveEvent[] = [];
    let text = '';
    let asked = false;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const part = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        if (part('event')) events.push({ id: part('id') ?? '', event: part('event') ?? '', data: JSON.parse(part('data') ?? '{}') as LiveEvent['data'] });
      }
      if (!asked) void whenOpen?.();
      asked = true;
      if (until(events)) break;
    }
    leave.abort();
    return events;
  }
  const note = () => api.ask(`/api/v1/runs/${run}/events`, api.owner.cookie, { method: 'POST', body: { event: 'note' } });
  const changed = (events: readonly LiveEvent[]) => events.filter(({ event }) => event === 'changed');

  it('tells what changed, soon after it is durable', async () => {
    const events = await read((all) => changed(all).length > 0, { whenOpen: note });
    expect(events.map(({ event }) => event)).toEqual(['hello', 'changed']);
    expect(changed(events)[0]?.data).toMatchObject({ runId: run, event: { kind: 'sent', name: 'note' } });
  });

  it('goes on after the last event id without a gap or a double', async () => {
    const [first] = changed(await read((all) => changed(all).length > 0, { whenOpen: note }));
    for (let i = 0; i < 5; i += 1) await note();
    const missed = changed(await read((all) => changed(all).length >= 5, { after: first?.id ?? '' }));
    const seq = first?.data.seq ?? 0;
    expect(missed.map(({ data }) => data.seq)).toEqual([1, 2, 3, 4, 5].map((n) => seq + n));
    const rest = changed(await read((all) => changed(all).length >= 2, { after: missed[2]?.id ?? '' }));
    expect(rest.map(({ data }) => data.seq)).toEqual([seq + 4, seq + 5]);
  });

  it('tells of what is done to a record outside of any run, and the timeline keeps the values', async () => {
    const ask = (path: string, method: string, body: object) => api.ask(path, api.owner.cookie, { method, body });
    let contact = '';
    const edit = async (): Promise<void> => {
      contact = (await ask('/api/v1/records/contact', 'POST', { fields: { name: 'Ada', job_title: 'Clerk' } })).body.id;
      await ask(`/api/v1/records/contact/${contact}`, 'PATCH', { fields: { job_title: 'Head' } });
    };
    const edited = (await read((all) => all.filter(({ event }) => event === 'edited').length >= 2, { whenOpen: edit })).filter(
      ({ event }) => event === 'edited',
    );
    expect(edited.map(({ data }) => data)).toEqual([
      { recordId: contact, what: 'created', fields: [], at: expect.any(String) },
      { recordId: contact, what: 'changed', fields: ['job_title'], at: expect.any(String) },
    ]);
    const { items } = (await api.ask(`/api/v1/records/contact/${contact}/timeline`, api.owner.cookie)).body;
    expect(items).toMatchObject([
      { kind: 'edit', what: 'changed', changes: { job_title: ['Clerk', 'Head'] }, actor: { kind: 'person' } },
      { kind: 'edit', what: 'created', changes: {} },
    ]);
  });

  it('says reset to an id that is none of ours', async () => {
    expect((await read((all) => all.length > 0, { after: 'nonsense' }))[0]?.event).toBe('reset');
    expect((await read((all) => all.length > 0, { after: '999999999999999.1' }))[0]?.event).toBe('reset');
  });

  it('ends soon after the engine stops being asked, and frees its place', async () => {
    for (let i = 0; i < 25; i += 1) await read((all) => all.length > 0);
  });
});
