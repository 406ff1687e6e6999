import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { millrace } from '../testing/recorded-terminal.js';
import { describeData, readData } from '../../../test/real-data.js';

interface Walk {
  readonly machine: string;
  readonly config: unknown;
  readonly initial: unknown;
  readonly steps: readonly { readonly event: string; readonly value: unknown; readonly status: string }[];
}

const DATA = ['conformance', 'xstate', 'structure-walks.json'] as const;
const { walks } = readData<{ readonly walks: readonly Walk[] }>({ walks: [] }, ...DATA);
let reached = 0;

/** Machines that people wrote, through import-xstate and play as a user would do it. */
describeData('XState structure walks', DATA, () => {
  it.each(walks.map((walk) => [walk.machine, walk] as const))('%s', async (_name, walk) => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-walk-'));
    await writeFile(join(folder, 'machine.json'), JSON.stringify(walk.config));
    await writeFile(join(folder, 'events.json'), JSON.stringify(walk.steps.map(({ event }) => ({ type: event }))));
    const { json, err } = await millrace(['play', join(folder, 'machine.json'), '--xstate', '--events', join(folder, 'events.json'), '--json']);
    expect(JSON.parse(err || '[]')).toEqual([]);
    const { steps } = json<{ steps: { value: unknown; status: string }[] }>();
    expect(steps.map(({ value }) => value)).toEqual([walk.initial, ...walk.steps.map(({ value }) => value)]);
    expect(steps.slice(1).map(({ status }) => status)).toEqual(walk.steps.map(({ status }) => status));
    reached += walk.steps.length;
  });

  afterAll(() => {
    console.log(`structure walks: ${reached} of ${walks.reduce((sum, { steps }) => sum + steps.length, 0)} steps of ${walks.length} machines`);
  });
});
