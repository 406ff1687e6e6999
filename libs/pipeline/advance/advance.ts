import { canonicalJson, UserError } from '#kernel';
import { MoveLimitError } from '../compile/chart.js';
import type { Compiled } from '../compile/compile.js';
import type { CompiledPipeline } from '../compile/compiled.js';
import { LiveLedger } from './ledger.js';
import type { Move } from './move.js';
import { splitPersonal } from './personal.js';
import type { Advanced, JournalEntry, Refusal, RunEvent, RunState, Snapshot, World } from './run.js';
import { Turn } from './turn.js';

/**
 * The heart: what one event makes of one run. Pure: time, actor, record and calendars come in as values, effects go
 * out as data. A refused event leaves no trace here.
 * @throws UserError when a cap is crossed or an action's input cannot be done; nothing has happened then.
 */
export function advance(pipeline: CompiledPipeline, run: RunState, event: RunEvent, world: World): Advanced {
  const compiled = pipeline as Compiled;
  if (run.snapshot?.status === 'done' && event.kind === 'sent') return { kind: 'refused', reasons: [ended(run.snapshot)] };
  const ledger = new LiveLedger(run.id, run.seq + 1);
  const turn = new Turn({ compiled, ledger, run, event, world, replay: false });
  const refused = attempt(turn);
  if (refused) return { kind: 'refused', reasons: refused };
  if (turn.isLate) return { kind: 'late' };
  const snapshot = turn.snapshot();
  const entry: JournalEntry = {
    run: run.id,
    seq: run.seq + 1,
    version: compiled.version,
    rulesRevision: compiled.rulesRevision,
    event,
    actor: world.actor,
    occurredAt: world.now,
    history: world.history,
    from: run.snapshot?.configuration ?? [],
    to: snapshot.configuration,
    taken: turn.move.taken,
    decisions: ledger.decisions,
    actions: ledger.actions,
    effects: ledger.summaries(),
    personal: [],
  };
  return {
    kind: 'applied',
    run: { id: run.id, seq: run.seq + 1, snapshot },
    entry: splitPersonal(compiled, entry),
    changes: ledger.changes,
    effects: ledger.effects,
    fields: turn.move.set,
  };
}

/** Runs the turn; answers why it was refused, or null. */
function attempt(turn: Turn): readonly Refusal[] | null {
  try {
    turn.play();
    return turn.isRefused ? turn.move.notTaken() : null;
  } catch (error) {
    // The chart wraps what its guards throw; the move knows what it refused.
    if (turn.move.refusals.length) return turn.move.refusals;
    throw asUserError(turn.move, error);
  }
}

function asUserError(move: Move, error: unknown): unknown {
  if (move.failure !== undefined) return move.failure;
  if (!(error instanceof MoveLimitError)) return error;
  return new UserError('too-large', {
    code: 'run.moves',
    at: '',
    text: {
      en: `One event led to more than 100 automatic moves; the last ones were ${lastOf(move)}.`,
      'zh-CN': `一个事件引发了超过 100 次自动流转；最后几次是 ${lastOf(move)}。`,
    },
  });
}
const lastOf = (move: Move): string => move.taken.slice(-3).join(', ');

const ended = (snapshot: Snapshot): Refusal => ({
  code: 'run.ended',
  at: null,
  text: {
    en: `This run has ended${snapshot.outcome ? ` (${snapshot.outcome})` : ''}.`,
    'zh-CN': `此流程已结束${snapshot.outcome ? `（${snapshot.outcome}）` : ''}。`,
  },
});

/** The same snapshot, byte for byte as canonical JSON. */
export const sameSnapshot = (a: Snapshot | null, b: Snapshot | null): boolean => canonicalJson(a) === canonicalJson(b);
