import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { PgOperatorReads } from '#storage';
import { Turns } from '../apps/engine/http/turns.js';
import { Metrics } from '../apps/engine/service/metrics.js';
import { parseExposition } from '../apps/engine/testing/exposition.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

/** The file keeps to one line a member, so that it can be read without a parser of YAML. */
async function rules(): Promise<readonly Rule[]> {
  const text = await readFile('deploy/prometheus-alerts.yml', 'utf8');
  const found = [
    ...text.matchAll(
      /^ {6}- alert: (\w+)\n {8}expr: (.+)\n(?: {8}for: \d+[mh]\n)? {8}labels: \{ severity: (?:page|ticket) \}\n {8}annotations: \{ summary: '.+' \}$/gm,
    ),
  ];
  if (found.length !== text.split('- alert:').length - 1) throw new Error('a rule is not in its form');
  return found.map(([, alert = '', expr = '']) => ({ alert, expr }));
}

/** Every metric of an engine, with nothing behind it. */
async function exposed(): Promise<ReadonlySet<string>> {
  const metrics = new Metrics({ version: '1', role: 'all' });
  const pool = { totalCount: 0, idleCount: 0, waitingCount: 0, options: { max: 1 } } as never;
  const away = async (): Promise<never> => Promise.reject(new Error('away'));
  metrics.watchTurns(new Turns(() => 0));
  metrics.watch({
    runtime: { load: () => ({ waitingCommands: 0, heldLeases: 0 }) },
    wakeups: { name: 'in-process', connected: true },
    storage: { pool, runtimePool: pool },
    operatorReads: { numbers: away, sizes: away } as unknown as PgOperatorReads,
  });
  return new Set(parseExposition(await metrics.expose()).keys());
}

const named = (text: string): ReadonlySet<string> =>
  new Set((text.match(/\b(millrace|nodejs|process)_[a-z0-9_]+/g) ?? []).map((name) => name.replace(/_(bucket|sum|count)$/, '')));

describe('the alert rules', () => {
  it('name only metrics that the engine exposes', async () => {
    const known = await exposed();
    const all = await rules();
    expect(all.length).toBeGreaterThan(10);
    for (const { alert, expr } of all) expect({ alert, unknown: [...named(expr)].filter((name) => !known.has(name)) }).toEqual({ alert, unknown: [] });
  });

  it.each(['docs/operations.md'])('and the metrics stand in %s, all of them and no others', async (page) => {
    const text = await readFile(page, 'utf8');
    const known = [...(await exposed())].filter((name) => name.startsWith('millrace_'));
    const told = [...named(text)].filter((name) => name.startsWith('millrace_'));
    expect(told.sort()).toEqual(known.sort());
    for (const { alert } of await rules()) expect(text).toContain(alert);
  });
});
