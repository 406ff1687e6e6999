/** A change of the real source that breaks a promise. */
export interface Bug {
  readonly name: string;
  readonly sentence: string;
  readonly edits: readonly { readonly file: string; readonly find: string; readonly replace: string }[];
}

const bug = (name: string, sentence: string, file: string, find: string, replace: string): Bug => ({ name, sentence, edits: [{ file, find, replace }] });

const BATCHES = 'libs/runtime/committer/batches.ts';
const EFFECTS = 'libs/runtime/committer/effects.ts';
const APPLY = 'libs/runtime/committer/apply.ts';
const DECIDE = 'libs/runtime/committer/decide.ts';
const ROWS = 'libs/runtime/memory/memory-rows.ts';
const TABLES = 'libs/runtime/memory/memory-tables.ts';

/**
 * Mistakes that are easily made in a durable loop, each a mutation of today's sources while they are loaded: the product
 * itself has no switch for any of them.
 */
export const BUGS: readonly Bug[] = [
  bug(
    'acknowledge-before-commit',
    'The caller is answered once it is decided, not once it is committed.',
    BATCHES,
    'await this.store.batch(request, attempt);',
    `await new Promise((answered, failed) => {
          const decide = attempt.decide.bind(attempt);
          attempt.decide = (loaded) => { const writes = decide(loaded); answered(undefined); return writes; };
          this.store.batch(request, attempt).catch(failed);
        });`,
  ),
  bug(
    'acknowledge-lost-commit',
    'A commit whose outcome is unknown counts as done.',
    BATCHES,
    'if (!(error instanceof TransientError) || tries >= this.pace.patience.tries) throw error;',
    'if (attempt.verdicts.length > 0) return attempt.verdicts;\n        if (!(error instanceof TransientError) || tries >= this.pace.patience.tries) throw error;',
  ),
  bug(
    'retry-on-unknown-commit',
    'A batch without keys is tried again though it may have been committed.',
    BATCHES,
    'return guarded ? null : {',
    'return true ? null : {',
  ),
  bug('no-fence', 'An outcome is taken from whoever brings it, also after its lease was lost.', EFFECTS, '!stored || stored.epoch !== body.epoch', '!stored'),
  bug('key-checked-after-the-step', 'A repeated command is applied first and recognised afterwards.', DECIDE, 'if (repeated) return repeated;', ''),
  bug(
    'key-not-kept',
    'The first answer is not kept under its key.',
    DECIDE,
    'bench.state.putKey({ source: command.source, key: command.key, bodyHash: bodyHash(command, bench.hashes), answer });',
    '',
  ),
  bug(
    'refusal-not-kept',
    'A refusal is not kept under its key: the same key is judged again.',
    DECIDE,
    'return remember(bench, command, keepRefusal(bench, command, error));',
    'return keepRefusal(bench, command, error);',
  ),
  bug(
    'timer-not-deleted',
    'Leaving a state does not cancel its timer.',
    APPLY,
    "scene.state.updateEffect(effect.id, { status: 'cancelled' });",
    '(scene.state.effect(effect.id), undefined);',
  ),
  {
    name: 'timer-by-a-fast-clock',
    sentence: 'Timers fire by a clock that is three seconds ahead of the database.',
    edits: [
      { file: EFFECTS, find: '|| stored.due > scene.now) return', replace: ') return' },
      { file: ROWS, find: 'if (row && readyAt(row) <= now) rows.push(row);', replace: 'if (row && readyAt(row) <= addMs(now, 3000)) rows.push(row);' },
    ],
  },
  bug('timer-fires-again', 'A timer that has fired is left open.', EFFECTS, "scene.state.updateEffect(stored.id, { status: after ? 'done' : 'late' });", ''),
  bug(
    'lease-by-local-clock',
    'A worker trusts its own clock about its leases and asks nobody.',
    'libs/runtime/worker/leases.ts',
    'if (this.#held.size === 0) return;',
    'return;',
  ),
  bug(
    'sweeper-skips-claimed',
    'Work whose worker died stays claimed for ever.',
    ROWS,
    "stored.status === 'claimed' && leaseUntil !== null ? leaseUntil : stored.due",
    "stored.status === 'claimed' ? ('9999-01-01T00:00:00.000Z' as Instant) : stored.due",
  ),
  bug(
    'dropped-outbox-row',
    'The last of several effects of a transition is not written.',
    APPLY,
    'for (const effect of advanced.effects) writeEffect(',
    'for (const effect of advanced.effects.length > 1 ? advanced.effects.slice(0, -1) : advanced.effects) writeEffect(',
  ),
  {
    name: 'snapshot-without-seq',
    sentence: 'Rows are not locked and the sequence number is not compared: the last writer wins.',
    edits: [
      {
        file: 'apps/trials/simulate/sim-store.ts',
        find: 'if (locks.some((name) => this.isLocked(name))) this.#waiting.push({ task, locks, go });\n      else go();',
        replace: 'go();',
      },
      { file: TABLES, find: '(this.runs.get(run.id)?.seq ?? 0) !== expectedSeq', replace: 'false' },
    ],
  },
  bug(
    'attempts-not-counted',
    'The attempt is not counted when it begins: poison is tried for ever.',
    ROWS,
    'attempt: row.stored.attempt + 1,',
    'attempt: row.stored.attempt,',
  ),
  bug(
    'relay-without-key',
    'A start or signal between runs is sent without the key of its effect.',
    'libs/runtime/worker/relay.ts',
    "await this.door.submit(command(claimed.id, { kind: 'run.signal'",
    "await this.door.submit(command(`${claimed.id}+${claimed.attempt}`, { kind: 'run.signal'",
  ),
  bug(
    'schedule-without-key',
    'A rule that comes due is sent to its runs without a key.',
    'libs/runtime/schedules/fan-out.ts',
    'key: `${schedule.pipeline}/${schedule.rule}/${schedule.due}/${runId}`',
    'key: null',
  ),
  bug(
    'result-leaves-work-open',
    'A result is given to the run, but the work stays open and is done again.',
    EFFECTS,
    "status: after ? status : 'late',",
    "status: 'waiting',",
  ),
  bug(
    'lane-never-ends',
    'A lane that met a refusal stops without a word: it stays busy and its callers wait for ever.',
    'libs/runtime/committer/lanes.ts',
    'items.forEach((item, n) => item.settle(',
    "if (verdicts.some((verdict) => verdict.ok && verdict.value.kind === 'refused')) return;\n      items.forEach((item, n) => item.settle(",
  ),
  bug(
    'at-most-once-tried-again',
    'An at-most-once step that was cut off is simply tried again.',
    'libs/runtime/worker/step-desk.ts',
    "if (wasCutOff(claimed)) return unknown('an earlier attempt was cut off');",
    '',
  ),
];
