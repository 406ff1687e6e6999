import { TransientError } from '#kernel';
import { type BatchSeen, type ClaimedEffect, type Observer, type WorkEnd, workKindOf } from '#runtime';
import type { Logger } from 'pino';
import { codeOf } from './log.js';

/** A batch that takes longer is worth a line. */
const SLOW_MS = 1_000;
/** SQLSTATE of races that were lost: the database answered. */
const RACE = /^(40|55P03|23505|MR409)/;

type Command = BatchSeen['commands'][number];
type Verdict = BatchSeen['verdicts'][number];

/**
 * Writes what the loop tells, with ids and without values: debug has every command and every attempt, warn what an
 * operator should look at, info what changes rarely.
 */
export function logObserver(log: Logger): Observer {
  const outage = new Outage(log);
  return {
    batchEnded: (batch) => {
      if (log.isLevelEnabled('debug')) batch.commands.forEach((command, n) => log.debug(answered(batch, command, n), 'command'));
      if (batch.tookMs > SLOW_MS)
        log.warn({ event: 'batch.slow', workspace: batch.workspace, commands: batch.commands.length, ms: round(batch.tookMs) }, 'slow');
      logFailures(log, batch);
      const error = givenUp(batch);
      if (error === undefined) outage.ends();
      else if (!RACE.test(codeOf(error) ?? '')) outage.begins(error);
    },
    batchRetried: ({ workspace, commands, tries, error }) =>
      log.debug({ event: 'batch.retried', workspace, commands, tries, code: codeOf(error) }, 'batch again'),
    incidentOpened: (workspace, { id, runId, recordId, effect, step, reason }) =>
      log.info({ event: 'incident.opened', workspace, run: runId, record: recordId, effect, step, incident: id, code: reason.split(':', 1)[0] }, 'incident'),
    claimed: () => undefined,
    workEnded: (piece, end) => logEnd(log, piece, end),
    leaseLost: (piece) => log.info({ event: 'lease.lost', ...idsOf(piece) }, 'lease lost'),
    swept: (sweep) => ('due' in sweep ? outage.ends() : outage.begins(sweep.error)),
    announced: () => undefined,
    fannedOut: ({ workspace, pipeline, rule, due }, runs) => log.info({ event: 'schedule.fired', workspace, pipeline, rule, due, runs }, 'schedule'),
  };
}

/** The database away, told once at the beginning and once at the end. */
class Outage {
  private sinceMs: number | null = null;
  constructor(private readonly log: Logger) {}

  begins(error: unknown): void {
    if (this.sinceMs !== null) return;
    this.sinceMs = performance.now();
    this.log.warn({ event: 'database.away', code: codeOf(error), err: error }, 'the database does not answer; tried again until it does');
  }
  ends(): void {
    if (this.sinceMs === null) return;
    this.log.warn({ event: 'database.back', ms: round(performance.now() - this.sinceMs) }, 'the database answers again');
    this.sinceMs = null;
  }
}

/** Why a whole batch was given up for now; undefined = it was not. */
function givenUp({ verdicts }: BatchSeen): unknown {
  const [first] = verdicts;
  return first && !first.ok && first.error instanceof TransientError ? first.error : undefined;
}

/** Neither the caller's nor the database's fault: a defect, in full. */
function logFailures(log: Logger, batch: BatchSeen): void {
  batch.verdicts.forEach((verdict, n) => {
    const command = batch.commands[n];
    if (!command || verdict.ok || codeOf(verdict.error) !== undefined || verdict.error instanceof TransientError) return;
    log.error({ event: 'command.defect', workspace: command.workspace, ...about(command, verdict), err: verdict.error }, 'a command failed by a defect');
  });
}

const answered = (batch: BatchSeen, command: Command, n: number) => {
  const verdict = batch.verdicts[n];
  return {
    event: 'command.answered',
    workspace: batch.workspace,
    ...(verdict === undefined ? {} : about(command, verdict)),
    ms: round(batch.waitedMs[n] ?? 0),
  };
};

function about({ body, source }: Command, verdict: Verdict) {
  const given = body as { readonly runId?: string; readonly recordId?: string; readonly timer?: string; readonly effect?: string; readonly epoch?: number };
  const run = verdict.ok && verdict.value.kind === 'applied' ? verdict.value.run : null;
  return {
    command: body.kind,
    source,
    run: given.runId ?? run?.id,
    record: given.recordId ?? run?.recordId,
    effect: given.effect ?? given.timer,
    epoch: given.epoch,
    ...(run === null ? {} : { seq: run.seq, pipeline: run.pipeline }),
    ...said(verdict),
  };
}

function said(verdict: Verdict) {
  if (!verdict.ok) return { verdict: 'failed', code: codeOf(verdict.error) ?? 'defect' };
  const answer = verdict.value;
  if (answer.kind === 'late') return { verdict: 'late' };
  return { verdict: answer.kind, repeated: answer.repeated, ...(answer.kind === 'refused' ? { codes: answer.reasons.map(({ code }) => code) } : {}) };
}

function logEnd(log: Logger, piece: ClaimedEffect, { kind: outcome, code, tookMs }: WorkEnd): void {
  const line = { event: `work.${outcome}`, ...idsOf(piece), code: code ?? undefined, lagMs: round(piece.lateByMs), ms: round(tookMs) };
  if (outcome === 'failed') log.warn(line, 'work failed for good');
  else if (outcome === 'unknown') log.warn(line, 'an outcome could not be handed in; the work is done again when its lease is over');
  else log.debug(line, 'work');
}

const idsOf = ({ workspace, id, runId, recordId, effect, attempt, epoch }: ClaimedEffect) => ({
  workspace,
  run: runId,
  record: recordId,
  effect: id,
  kind: workKindOf(effect),
  attempt,
  epoch,
});

const round = (ms: number): number => Math.round(ms * 10) / 10;
