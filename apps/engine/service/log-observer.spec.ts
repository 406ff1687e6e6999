import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { TransientError, type WorkspaceId } from '#kernel';
import type { BatchSeen, Observer } from '#runtime';
import { createLog } from './log.js';
import { logObserver } from './log-observer.js';

function recorded(): { readonly observer: Observer; readonly lines: () => readonly Record<string, unknown>[] } {
  const lines: string[] = [];
  const log = createLog('info', new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }));
  return { observer: logObserver(log), lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const away = new TransientError('database: refused', undefined, { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
const batch = (error: unknown, tookMs = 5): BatchSeen => ({
  workspace: 'w' as WorkspaceId,
  commands: [
    {
      workspace: 'w',
      source: 'api:1',
      body: { kind: 'record.tag', recordId: 'r', add: ['secret-tag'], remove: [] },
    } as unknown as BatchSeen['commands'][number],
  ],
  verdicts: [error === null ? { ok: true, value: { kind: 'late' } } : { ok: false, error }],
  waitedMs: [tookMs],
  tookMs,
});

describe('the log of the loop', () => {
  it('tells of an outage once at its begin and once at its end', () => {
    const { observer, lines } = recorded();
    observer.swept({ due: 0 });
    for (let n = 0; n < 5; n += 1) observer.swept({ error: away });
    observer.batchEnded(batch(away));
    observer.swept({ due: 0 });
    observer.batchEnded(batch(null));
    expect(lines()).toMatchObject([
      { event: 'database.away', level: 40, code: 'ECONNREFUSED' },
      { event: 'database.back', level: 40, ms: expect.any(Number) },
    ]);
  });

  it('knows a lost race from an outage', () => {
    const { observer, lines } = recorded();
    observer.batchEnded(batch(new TransientError('raced', undefined, { cause: Object.assign(new Error('x'), { code: 'MR409' }) })));
    expect(lines()).toEqual([]);
  });

  it('warns of a slow batch, and of a defect with its ids but without what PostgreSQL repeats of the data', () => {
    const { observer, lines } = recorded();
    observer.batchEnded(batch(null, 1_001));
    const violation = Object.assign(new Error('Key (email)=(ann@example.com) exists'), { detail: 'ann@example.com' });
    observer.batchEnded(batch(violation));
    expect(lines()).toMatchObject([
      { event: 'batch.slow', commands: 1, ms: 1001 },
      { event: 'command.defect', level: 50, command: 'record.tag', record: 'r', err: { type: 'Error', at: expect.any(Array) } },
    ]);
    const { observer: other, lines: others } = recorded();
    other.batchEnded(batch(new TransientError('x', undefined, { cause: Object.assign(violation, { code: '23514' }) })));
    expect(JSON.stringify(others())).toContain('23514');
    expect(JSON.stringify([...lines().map(({ err }) => (err as { detail?: string } | undefined)?.detail), ...others()])).not.toContain('ann@example.com');
    expect(JSON.stringify(lines())).not.toContain('secret-tag');
  });
});
