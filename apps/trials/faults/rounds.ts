import { setTimeout as pause } from 'node:timers/promises';
import { sendAll, startRuns, type Clients, type Ground } from './clients.js';
import type { Cluster, Member } from './cluster.js';
import { POINTS, type Point } from './points.js';

/** How much of everything a trial does. */
export interface Sizes {
  /** Engine processes; every third is a worker. */
  readonly members: number;
  readonly randomKills: number;
  readonly postgresRestarts: number;
  readonly backendKills: number;
  readonly commitCuts: number;
  readonly flushes: number;
  readonly redisKills: number;
  readonly freezes: number;
  readonly timers: number;
}

/** What a round did. */
export interface Done {
  readonly kills?: number;
  readonly restarts?: number;
  readonly flushes?: number;
  readonly note?: string;
}

export interface Trial {
  readonly cluster: Cluster;
  readonly clients: Clients;
  readonly ground: Ground;
  readonly sizes: Sizes;
  readonly random: () => number;
  readonly say: (line: string) => void;
  /** Whether somebody said that it is enough. */
  isOver(): boolean;
  /** Resolves when everything due was taken; answers after how many seconds. */
  untilCaughtUp(): Promise<number>;
}

export interface Round {
  readonly name: string;
  /** False: it sends nothing itself, and nobody else does. */
  readonly underLoad: boolean;
  run(trial: Trial): Promise<Done>;
}

const pick = <T>(trial: Trial, from: readonly T[]): T => from[Math.floor(trial.random() * from.length)] as T;
/** Of a machine that others use too: a process may take half a minute to start there. It ends a hang; it judges nothing. */
const REACHED_WITHIN_MS = 180_000;
const POISONED_WITHIN_MS = 600_000;
/** Longer than the lease of the trials. */
const FROZEN_MS = 5_000;

/** Dies at every named point once. */
const atPoints: Round = {
  name: 'kill -9 at each named point',
  underLoad: true,
  run: async (trial) => {
    const [missed, reached]: [Point[], Point[]] = [[], []];
    for (const point of POINTS) {
      if (await killAt(trial, point)) reached.push(point);
      else missed.push(point);
    }
    const sent = await killAtCommit(trial);
    if (missed.length > 0 || !sent) throw new Error(`never reached: ${[...missed, ...(sent ? [] : ['commit sent'])].join(', ')}`);
    return { kills: reached.length + 1, note: `${reached.length + 1} points: ${[...reached, 'commit sent'].join(', ')}` };
  },
};

async function killAt(trial: Trial, point: Point): Promise<boolean> {
  const { members } = trial.cluster;
  const one = await anyUp(trial);
  const starts = (): number => members.reduce((sum, member) => sum + member.starts, 0);
  const before = starts();
  const isLifecycle = point.startsWith('process');
  const armed = isLifecycle ? [one] : members;
  if (point === 'process wired' || point === 'process ready') armed[0]?.armNextStart(point);
  else for (const member of armed) member.arm(point);
  if (isLifecycle) armed[0]?.kill(point === 'process stopping' ? 'SIGTERM' : 'SIGKILL');
  const deaths = point === 'process wired' || point === 'process ready' ? 2 : 1;
  const reached = await until(
    () => starts() >= before + deaths,
    REACHED_WITHIN_MS,
    () => (point.startsWith('schedule') ? comeDue(trial) : undefined),
  );
  for (const member of armed) member.arm(null);
  return reached;
}

/** Lets the daily rule come due now. */
const comeDue = async ({ cluster, ground }: Trial): Promise<void> => {
  await cluster.storage
    .sql(`update schedules set due = now() - interval '1 second' where workspace_id = $1 and (lease_until is null or lease_until < now())`, [ground.workspace])
    .catch(() => undefined);
};

async function killAtCommit(trial: Trial): Promise<boolean> {
  const member = pick(trial, trial.cluster.members);
  await untilUp(member);
  const before = member.starts;
  member.proxy.atCommit(() => member.kill());
  return until(() => member.starts > before, REACHED_WITHIN_MS);
}

const atRandom: Round = {
  name: 'kill -9 at random',
  underLoad: true,
  run: async (trial) => {
    let kills = 0;
    while (kills < trial.sizes.randomKills && !trial.isOver()) {
      await pause(150 + trial.random() * 700);
      (await anyUp(trial)).kill();
      kills += 1;
      if (kills % 100 === 0) trial.say(`${kills} kills`);
    }
    return { kills };
  },
};

const postgres: Round = {
  name: 'PostgreSQL stopped at once, backends killed',
  underLoad: true,
  run: async (trial) => {
    for (let n = 0; n < trial.sizes.postgresRestarts; n += 1) {
      await pause(500 + trial.random() * 500);
      await trial.cluster.restartPostgres();
    }
    for (let n = 0; n < trial.sizes.backendKills; n += 1) {
      await pause(200 + trial.random() * 300);
      await trial.cluster.storage
        .sql(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'millrace%' and pid <> pg_backend_pid() order by random() limit 4`,
        )
        .catch(() => undefined);
    }
    return { restarts: trial.sizes.postgresRestarts, note: `${trial.sizes.backendKills} times four backends` };
  },
};

const commits: Round = {
  name: 'connection cut between COMMIT and its answer',
  underLoad: true,
  run: async (trial) => {
    let cuts = 0;
    for (let n = 0; n < trial.sizes.commitCuts; n += 1) {
      const member = pick(trial, trial.cluster.members);
      member.proxy.atCommit((cut) => {
        cuts += 1;
        cut();
      });
      await until(() => !member.proxy.isArmed, 5_000);
    }
    return { note: `${cuts} cuts` };
  },
};

const redis: Round = {
  name: 'Redis flushed, killed, away',
  underLoad: true,
  run: async (trial) => {
    const { redis: server } = trial.cluster;
    if (!server) return { note: 'skipped: no redis-server is installed here' };
    for (let n = 0; n < trial.sizes.flushes; n += 1) {
      await server.flush();
      await pause(100 + trial.random() * 200);
    }
    for (let n = 0; n < trial.sizes.redisKills; n += 1) {
      await server.stop('SIGKILL');
      await pause(1_500);
      await server.start();
      await pause(500);
    }
    return { flushes: trial.sizes.flushes, note: `${trial.sizes.redisKills} times killed and away` };
  },
};

const frozen: Round = {
  name: 'stopped beyond its lease, then continued',
  underLoad: true,
  run: async (trial) => {
    for (let n = 0; n < trial.sizes.freezes; n += 1) {
      const member = pick(trial, trial.cluster.members);
      await untilUp(member);
      member.kill('SIGSTOP');
      await pause(FROZEN_MS);
      member.kill('SIGCONT');
      await pause(500);
    }
    return { note: `${trial.sizes.freezes} times ${FROZEN_MS / 1000} s, lease 3 s` };
  },
};

/** One run whose step kills whoever performs it: after its attempts a person is asked, and everybody else goes on. */
const poison: Round = {
  name: 'poison',
  underLoad: true,
  run: async (trial) => {
    const { cluster, ground, clients } = trial;
    const run = ground.runs.at(-1);
    if (!run) throw new Error('no run');
    const before = cluster.members.reduce((sum, { starts }) => sum + starts, 0);
    await sendWhenWorking(trial, run, 'poison');
    const incidents = (): Promise<number> =>
      countOf(trial, `select count(*)::int as n from incidents where workspace_id = $1 and run_id = '${run}' and status = 'open'`);
    for (let waited = 0; (await incidents()) === 0; waited += 200) {
      if (waited > POISONED_WITHIN_MS) throw new Error('the poisoned run never got an incident');
      await pause(200);
    }
    const kills = cluster.members.reduce((sum, { starts }) => sum + starts, 0) - before;
    const answered = clients.answered;
    if (!(await until(() => clients.answered > answered, REACHED_WITHIN_MS))) throw new Error('nobody else went on');
    return { kills, note: 'one incident, everything else went on' };
  },
};

async function sendWhenWorking(trial: Trial, run: Trial['ground']['runs'][number], event: string): Promise<void> {
  for (;;) {
    await trial.clients.send(run, event);
    const there = await countOf(trial, `select count(*)::int as n from runs where workspace_id = $1 and id = '${run}' and not 'working' = any (configuration)`);
    const stage = await countOf(trial, `select count(*)::int as n from runs where workspace_id = $1 and id = '${run}' and 'poisoned' = any (configuration)`);
    if (there > 0 && stage > 0) return;
    await pause(200);
  }
}

/** Nobody was there for a day: every timer fires once, none before its time. */
const outage: Round = {
  name: 'a day’s outage with timers due',
  underLoad: false,
  run: async (trial) => {
    const { cluster, ground, sizes } = trial;
    const fresh = await startRuns(cluster.storage, ground.workspace, sizes.timers);
    await Promise.all(cluster.members.map((member) => member.leave()));
    await sendAll(cluster.storage, ground.workspace, fresh, 'wait');
    // A day without us cannot be waited for: the timers' due times are moved back instead, as if it had passed.
    await cluster.storage.sql(
      `update effects set due = now() - interval '1 day', ready_at = now() - interval '1 day',
         effect = jsonb_set(effect, '{due}', to_jsonb(to_char(now() at time zone 'UTC' - interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
       where workspace_id = $1 and effect->>'kind' = 'timer' and status = 'waiting'`,
      [ground.workspace],
    );
    const startedAt = performance.now();
    await Promise.all(cluster.members.map((member) => member.comeBack()));
    const waiting = (): Promise<number> =>
      countOf(trial, `select count(*)::int as n from effects where workspace_id = $1 and effect->>'kind' = 'timer' and status in ('waiting', 'claimed')`);
    while ((await waiting()) > 0) await pause(200);
    return { note: `${sizes.timers} timers fired ${((performance.now() - startedAt) / 1000).toFixed(1)} s after the start of ${sizes.members} processes` };
  },
};

const countOf = async ({ cluster, ground }: Trial, sql: string): Promise<number> =>
  cluster.storage.sql<{ n: number }>(sql, [ground.workspace]).then(
    ([row]) => row?.n ?? 0,
    () => 0,
  );

const untilUp = async (member: Member): Promise<void> => void (await until(() => member.isUp, REACHED_WITHIN_MS));

/** One of those that are at work just now. */
async function anyUp(trial: Trial): Promise<Member> {
  const up = (): readonly Member[] => trial.cluster.members.filter(({ isUp }) => isUp);
  await until(() => up().length > 0, REACHED_WITHIN_MS);
  return pick(trial, up());
}

async function until(holds: () => boolean, withinMs = 30_000, meanwhile?: () => Promise<void> | undefined): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 20) {
    if (holds()) return true;
    if (waited % 1_000 === 980) await meanwhile?.();
    await pause(20);
  }
  return holds();
}

/** The longest comes last: it can be ended early. */
export const ROUNDS: readonly Round[] = [atPoints, postgres, commits, redis, frozen, poison, outage, atRandom];
