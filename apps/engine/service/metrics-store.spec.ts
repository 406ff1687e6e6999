import { describe, expect, it } from '@jest/globals';
import { TransientError } from '#kernel';
import type { DatabaseSize, OperatorNumbers } from '#storage';
import { Registry } from 'prom-client';
import { parseExposition } from '../testing/exposition.js';
import { StoreGauges } from './metrics-store.js';

const SIZES: DatabaseSize = { databaseBytes: 4096, tables: [{ table: 'journal', bytes: 1024 }] };

/** Gauges over a database that answers each question with the next of `answers`, at a clock that the test moves. */
function gaugesOver(...answers: (OperatorNumbers | Error)[]) {
  const registry = new Registry();
  const asked = { numbers: 0, nowMs: 0 };
  const numbers = async (): Promise<OperatorNumbers> => {
    const answer = answers[Math.min(asked.numbers++, answers.length - 1)];
    if (!answer || answer instanceof Error) throw answer ?? new Error('no answer');
    return answer;
  };
  const gauges = new StoreGauges(registry, { numbers, sizes: async () => SIZES }, () => asked.nowMs);
  const scrape = async (): Promise<Readonly<Record<string, number | undefined>>> => {
    await gauges.refresh();
    const found = parseExposition(await registry.metrics());
    const of = (name: string, labels = {}): number | undefined => found.get(name)?.value(name, labels);
    return {
      up: of('millrace_database_up'),
      due: of('millrace_work_due', { kind: 'email.send' }),
      incidents: of('millrace_incidents_open', { step: 'email.send' }),
      journal: of('millrace_table_bytes', { table: 'journal' }),
    };
  };
  return { asked, scrape };
}

const BUSY: OperatorNumbers = {
  work: [{ kind: 'email.send', due: 3, beyondLease: 0, oldestSeconds: 2 }],
  incidents: [{ step: 'email.send', open: 2 }],
};
const IDLE: OperatorNumbers = { work: [], incidents: [] };

describe('numbers of the database', () => {
  it('are asked once in five seconds, however many scrape; what was seen once goes on at 0', async () => {
    const { asked, scrape } = gaugesOver(BUSY, IDLE);
    expect(await Promise.all([scrape(), scrape()])).toMatchObject([{ up: 1, due: 3, incidents: 2, journal: 1024 }, { due: 3 }]);
    asked.nowMs = 4_999;
    expect(await scrape()).toMatchObject({ due: 3 });
    expect(asked.numbers).toBe(1);
    asked.nowMs = 5_000;
    expect(await scrape()).toMatchObject({ up: 1, due: 0, incidents: 0 });
  });

  it('are left out while the database is away, and the scrape goes on', async () => {
    const { asked, scrape } = gaugesOver(BUSY, new TransientError('away'), BUSY);
    await scrape();
    asked.nowMs = 6_000;
    expect(await scrape()).toEqual({ up: 0, due: undefined, incidents: undefined, journal: 1024 });
    expect(await scrape()).toMatchObject({ up: 1, due: 3 });
  });
});
