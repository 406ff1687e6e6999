import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Random } from '../simulate/random.js';
import { Checker, FORBIDDEN, type Counts } from './checker.js';
import { Clients, prepare } from './clients.js';
import { Cluster } from './cluster.js';
import { Ledger } from './ledger.js';
import { type Done, type Round, ROUNDS, type Sizes, type Trial } from './rounds.js';
import { Sink } from './sink.js';

const CI: Sizes = { members: 3, randomKills: 30, postgresRestarts: 10, backendKills: 5, commitCuts: 20, flushes: 20, redisKills: 2, freezes: 2, timers: 2_000 };
const LONG: Sizes = {
  members: 6,
  randomKills: 965,
  postgresRestarts: 30,
  backendKills: 30,
  commitCuts: 200,
  flushes: 100,
  redisKills: 10,
  freezes: 10,
  timers: 50_000,
};
const CLIENTS = 8;
const CAUGHT_UP_WITHIN_MS = 180_000;
const RUNS = 40;

interface Line extends Done {
  readonly round: string;
  readonly counts: Counts;
  readonly recoverSeconds: number;
}

/**
 * `npm run faults -- [--ci] [--kills N] [--minutes M] [--seed S] [--only TEXT] [--json FILE]`; exit code 1 when a promise was broken.
 * SIGHUP ends the random kills early; all that was done is checked and told.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ci: { type: 'boolean' },
      kills: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const sizes = values.ci ? CI : { ...LONG, ...(values.kills === undefined ? {} : { randomKills: Math.max(0, Number(values.kills) - 37) }) };
  const rounds = ROUNDS.filter(({ name }) => values.only === undefined || name.includes(values.only));
  if (rounds.length === 0) throw new Error(`no round has a name with "${values.only}" in it: ${ROUNDS.map(({ name }) => name).join('; ')}`);
  const untilMs = performance.now() + Number(values.minutes ?? 0) * 60_000;
  const random = new Random(Number(values.seed));
  let isOver = false;
  process.on('SIGHUP', () => (isOver = true));
  const cluster = await Cluster.start();
  const sink = await Sink.start();
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= cluster.stop().then(() => sink.stop()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(130)));
  try {
    const keep = async (lines: readonly Line[]): Promise<void> => {
      if (values.json) await writeFile(values.json, JSON.stringify({ sizes, lines }, null, 2));
    };
    return report(await tried(cluster, sink, { sizes, rounds, random: () => random.next(), untilMs, isOver: () => isOver, keep }));
  } finally {
    await stop();
  }
}

interface Wish {
  readonly sizes: Sizes;
  readonly rounds: readonly Round[];
  readonly random: () => number;
  /** The random kills go on until then. */
  readonly untilMs: number;
  readonly isOver: () => boolean;
  /** Told after every round of all so far. */
  readonly keep: (lines: readonly Line[]) => Promise<void>;
}

async function tried(cluster: Cluster, sink: Sink, { sizes, rounds, random, untilMs, isOver, keep }: Wish): Promise<readonly Line[]> {
  const ground = await prepare(cluster.storage, sink.url, RUNS);
  const ledger = new Ledger(join(cluster.folder, 'ledger.txt'));
  const checker = new Checker(cluster.storage, ground, ledger, sink);
  await cluster.startMembers(sink, sizes.members);
  const clients = new Clients(() => cluster.members, ground, ledger, random);
  const say = (line: string): void => console.error(`  ${line}`);
  const trial: Trial = { cluster, clients, ground, sizes, random, say, isOver, untilCaughtUp: () => caughtUp(checker) };
  const lines: Line[] = [];
  for (const round of rounds) {
    console.error(round.name);
    if (round.underLoad) clients.start(CLIENTS);
    let done = await round.run(trial);
    while (round.name === 'kill -9 at random' && performance.now() < untilMs && !isOver()) done = added(done, await round.run(trial));
    const recoverSeconds = await trial.untilCaughtUp();
    await clients.stop();
    await settled(checker);
    lines.push({ ...done, round: round.name, counts: await checker.counts(), recoverSeconds });
    await keep(lines);
    say(`${done.note ?? ''} recovered in ${recoverSeconds.toFixed(1)} s`);
  }
  ledger.close();
  for (const finding of checker.findings) console.error(finding);
  return lines;
}

const added = (one: Done, other: Done): Done => ({ ...one, kills: (one.kills ?? 0) + (other.kills ?? 0) });

/** From now until all that is due or held now is done or in new hands, and nothing has been due for longer than a sweep: in seconds. */
async function caughtUp(checker: Checker): Promise<number> {
  const startedAt = performance.now();
  const isLate = (): boolean => performance.now() - startedAt > CAUGHT_UP_WITHIN_MS; // counted as work beyond its lease
  let pieces: readonly string[] | null = null;
  while (pieces === null && !isLate()) pieces = await checker.inHand().catch(() => pause(50).then(() => null));
  for (;;) {
    const left = await Promise.all([checker.stillSo(pieces ?? []), checker.overdue(1)]).catch(() => [1]);
    if (isLate() || left.every((n) => n === 0)) break;
    await pause(50);
  }
  return (performance.now() - startedAt) / 1000;
}

/** Everything that was begun has ended, tries to come included. */
async function settled(checker: Checker): Promise<void> {
  const startedAt = performance.now();
  while ((await checker.openWork().catch(() => 1)) > 0 && performance.now() - startedAt < CAUGHT_UP_WITHIN_MS) await pause(100);
}

function report(lines: readonly Line[]): number {
  const last = lines.at(-1)?.counts;
  const sum = (name: 'kills' | 'restarts' | 'flushes'): number => lines.reduce((total, line) => total + (line[name] ?? 0), 0);
  const heads = ['round', 'kills', 'accepted', 'applied', 'twice', 'lost', 'gaps', 'folds', 'timers', 'repeats', 'forbidden', 'beyond lease', 'recovered'];
  console.log(`| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|`);
  for (const { round, kills, counts: c, recoverSeconds } of lines) {
    const cells = [c.accepted, c.applied, c.appliedTwice, c.lost, c.seqGaps, c.foldMismatches, c.timersWrong, c.repeats, c.repeatsForbidden, c.beyondLease];
    console.log(`| ${[round, kills ?? '', ...cells, `${recoverSeconds.toFixed(1)} s`].join(' | ')} |`);
  }
  for (const { round, note } of lines) if (note) console.log(`- ${round}: ${note}`);
  const broken = FORBIDDEN.filter((name) => (last?.[name] ?? 0) > 0);
  console.log(
    `${sum('kills')} kills, ${sum('restarts')} PostgreSQL restarts, ${sum('flushes')} FLUSHALL: ${broken.length === 0 ? 'every promise was kept' : `BROKEN: ${broken.join(', ')}`}`,
  );
  return broken.length === 0 ? 0 : 1;
}

process.exitCode = await main();
