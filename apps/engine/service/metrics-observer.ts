import { type BatchSeen, type Observer, workKindOf } from '#runtime';
import { Counter, Histogram, type Registry } from 'prom-client';

/** From a quick answer to a slow step, in seconds. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
/** From at once to after an outage, in seconds. */
const LAG_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600, 3600];

/** Counts what the loop tells. */
export function metricsObserver(registry: Registry): Observer {
  const batches = batchMetrics(registry);
  const work = workMetrics(registry);
  const { wakeups, sweeps, schedules } = sweepMetrics(registry);
  return {
    batchEnded: (batch) => countBatch(batches, batch),
    batchRetried: () => batches.retries.inc(),
    incidentOpened: (_, { step }) => work.incidents.inc({ step: step ?? 'none' }),
    claimed: (pieces) => {
      for (const { effect, lateByMs } of pieces) work.lag.observe({ kind: workKindOf(effect) }, lateByMs / 1000);
    },
    workEnded: ({ effect }, { kind: outcome, tookMs }) => {
      const kind = workKindOf(effect);
      work.ended.inc({ kind, outcome });
      work.took.observe({ kind }, tookMs / 1000);
    },
    leaseLost: () => work.lost.inc(),
    swept: (sweep) => {
      sweeps.inc({ result: 'due' in sweep ? 'ok' : 'failed' });
      if ('due' in sweep) wakeups.inc({ source: 'sweep' }, sweep.due);
    },
    announced: (pieces) => wakeups.inc({ source: 'commit' }, pieces),
    fannedOut: () => schedules.inc(),
  };
}

function countBatch({ size, took, commands, waited }: ReturnType<typeof batchMetrics>, batch: BatchSeen): void {
  size.observe(batch.commands.length);
  took.observe(batch.tookMs / 1000);
  for (const verdict of batch.verdicts) commands.inc({ verdict: verdict.ok ? verdict.value.kind : 'failed' });
  for (const ms of batch.waitedMs) waited.observe(ms / 1000);
}

function batchMetrics(registry: Registry) {
  const registers = [registry];
  return {
    commands: new Counter({ name: 'millrace_commands_total', help: 'Commands by how they were answered', labelNames: ['verdict'], registers }),
    waited: new Histogram({ name: 'millrace_command_seconds', help: 'From submitting a command to its answer after COMMIT', buckets: SECONDS, registers }),
    size: new Histogram({ name: 'millrace_batch_commands', help: 'Commands of one transaction', buckets: [1, 2, 5, 10, 20, 50, 100], registers }),
    took: new Histogram({ name: 'millrace_batch_seconds', help: 'One transaction with its retries', buckets: SECONDS, registers }),
    retries: new Counter({ name: 'millrace_batch_retries_total', help: 'Tries of a batch after a lost race or with the database away', registers }),
  };
}

function workMetrics(registry: Registry) {
  const registers = [registry];
  const byKind = { labelNames: ['kind'], registers } as const;
  return {
    lag: new Histogram({ name: 'millrace_work_lag_seconds', help: 'From due to claimed, by kind of work', buckets: LAG_SECONDS, ...byKind }),
    took: new Histogram({ name: 'millrace_work_seconds', help: 'From claimed to its outcome committed, by kind of work', buckets: SECONDS, ...byKind }),
    ended: new Counter({ name: 'millrace_work_ended_total', help: 'Attempts by how they ended', labelNames: ['kind', 'outcome'], registers }),
    lost: new Counter({ name: 'millrace_leases_lost_total', help: 'Leases that another worker took over while this one worked', registers }),
    incidents: new Counter({
      name: 'millrace_incidents_opened_total',
      help: 'Work that stopped until a person acts, by step',
      labelNames: ['step'],
      registers,
    }),
  };
}

function sweepMetrics(registry: Registry) {
  const registers = [registry];
  return {
    sweeps: new Counter({ name: 'millrace_sweeps_total', help: 'Looks for due work; failed: the database was away', labelNames: ['result'], registers }),
    wakeups: new Counter({ name: 'millrace_wakeups_total', help: 'Pieces of due work that were told of, by who told', labelNames: ['source'], registers }),
    schedules: new Counter({ name: 'millrace_schedules_fired_total', help: 'Recurring rules that came due and reached all their runs', registers }),
  };
}
