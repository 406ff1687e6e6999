import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RunId } from '#kernel';
import { openStorage, startDatabase, type Storage } from '#storage';
import { startScript, type ChildServer } from '../../cli/bench/child-server.js';
import { Checker, FORBIDDEN, type Counts } from '../faults/checker.js';
import { Clients, prepare, type Door } from '../faults/clients.js';
import { Ledger } from '../faults/ledger.js';
import { Sink } from '../faults/sink.js';
import { Random } from '../simulate/random.js';
import { buildOf, type OldBuild } from './old-build.js';

/** The last version of the first schema. */
const BEFORE = '649a007';
const NOW = resolve('apps/cli/millrace.mjs');
const CLIENTS = 6;
const RUNS = 40;
const CAUGHT_UP_WITHIN_MS = 120_000;

interface Ground {
  readonly storage: Storage;
  readonly doors: Map<ChildServer, Door>;
  readonly start: (version: 'old' | 'new') => Promise<ChildServer>;
  readonly stop: (child: ChildServer, signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

interface Stage {
  readonly name: string;
  readonly counts: Counts;
  readonly pending: number;
}

/**
 * `npm run upgrade -- [--from COMMIT] [--seconds N] [--seed S]`: engines of an earlier commit and of today on one database
 * under load, there and back again; held against the clients' ledger. Exit code 1 when a promise was broken.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: 'string', default: BEFORE }, seconds: { type: 'string', default: '15' }, seed: { type: 'string', default: '1' } },
  });
  const random = new Random(Number(values.seed));
  const old = await buildOf(values.from);
  const home = await mkdtemp(join(tmpdir(), 'millrace-upgrade-'));
  const database = await startDatabase({ home, as: 'guest', port: 0 });
  const sink = await Sink.start();
  const storage = await openStorage(database.url);
  const doors = new Map<ChildServer, Door>();
  try {
    const settings = { MILLRACE_HOME: home, MILLRACE_LOG: 'error', DATABASE_URL: database.url, MILLRACE_RATE: '1000000' };
    const ground = groundOf(storage, doors, old, { ...settings, MILLRACE_OUTBOUND_HOSTS: new URL(sink.url).hostname });
    const ledger = new Ledger(join(home, 'ledger.txt'));
    const stages = await tried(ground, { sink, ledger, random: () => random.next(), ms: Number(values.seconds) * 1_000 });
    ledger.close();
    return report(old.commit, stages);
  } finally {
    await Promise.all([...doors.keys()].map((child) => child.stop()));
    await storage.close();
    await database.stop();
    await sink.stop();
    await old.remove();
    await rm(home, { recursive: true, force: true });
  }
}

const groundOf = (storage: Storage, doors: Map<ChildServer, Door>, old: OldBuild, settings: Readonly<Record<string, string>>): Ground => ({
  storage,
  doors,
  start: async (version) => {
    const child = await startScript(version === 'old' ? old.script : NOW, ['--no-sample'], settings);
    doors.set(child, { role: 'all', isUp: true, url: child.url });
    return child;
  },
  stop: async (child, signal) => {
    doors.delete(child);
    await child.stop(signal);
  },
});

interface Wish {
  readonly sink: Sink;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly ms: number;
}

async function tried({ storage, doors, start, stop }: Ground, { sink, ledger, random, ms }: Wish): Promise<readonly Stage[]> {
  const [first, second] = [await start('old'), await start('old')];
  const empty = await prepare(storage, sink.url, 0);
  const ground = { ...empty, runs: await startedBy(first, empty.key) };
  const checker = new Checker(storage, ground, ledger, sink);
  const clients = new Clients(() => [...doors.values()], ground, ledger, random);
  const stages: Stage[] = [];
  const stage = async (name: string, change: () => Promise<unknown>): Promise<void> => {
    console.error(name);
    clients.start(CLIENTS);
    await change();
    await pause(ms);
    await clients.stop();
    await caughtUp(checker);
    stages.push({ name, counts: await checker.counts(), pending: (await storage.pendingMigrations()).length });
  };
  await stage('two old engines', async () => undefined);
  let third = second;
  await stage('a new engine comes and changes the schema; an old one stays', async () => {
    third = await start('new');
    await stop(first, 'SIGKILL');
  });
  await stage('new engines only', async () => {
    await start('new');
    await stop(second);
  });
  await stage('back: an old engine on the new schema, beside a new one', async () => {
    await start('old');
    await stop(third);
  });
  for (const finding of checker.findings) console.error(finding);
  return stages;
}

/** Runs that an engine made at its own door: today's statements do not fit the schema of the version before. */
async function startedBy({ url }: ChildServer, key: string): Promise<readonly RunId[]> {
  const runs: RunId[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    const answer = await fetch(`${url}/api/v1/records/deal`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { name: 'Trial' }, pipeline: 'trial' }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    runs.push(((await answer.json()) as { readonly runId: RunId }).runId);
  }
  return runs;
}

/** Nothing has been due for longer than two sweeps; leases of a killed engine run for up to 30 s. */
async function caughtUp(checker: Checker): Promise<void> {
  for (let waited = 0; waited < CAUGHT_UP_WITHIN_MS; waited += 200) {
    if ((await checker.openWork()) === 0) return;
    await pause(200);
  }
}

function report(commit: string, stages: readonly Stage[]): number {
  console.log(
    `| engines of ${commit} and of today | migrations open | accepted | ${FORBIDDEN.join(' | ')} | repeats |\n|---|---|---|${'---|'.repeat(FORBIDDEN.length + 1)}`,
  );
  for (const { name, counts, pending } of stages) {
    console.log(`| ${[name, pending, counts.accepted, ...FORBIDDEN.map((what) => counts[what]), counts.repeats].join(' | ')} |`);
  }
  const last = stages.at(-1)?.counts;
  const broken = FORBIDDEN.filter((what) => (last?.[what] ?? 1) > 0);
  console.log(broken.length === 0 ? 'every promise was kept' : `BROKEN: ${broken.join(', ')}`);
  return broken.length === 0 ? 0 : 1;
}

process.exitCode = await main();
