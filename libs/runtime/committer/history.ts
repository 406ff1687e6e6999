import { type EffectId, type Instant, type RunId, laterOf } from '#kernel';
import { CAPS, overCap } from '../caps.js';
import type { StoredRun } from '../ports.js';
import { applyEvent } from './apply.js';
import { type Scene, momentIn, runOf, systemActor } from './scene.js';

/**
 * Before a backdated event: fires the run's timers that were due up to it, each at its own time, in order of time. A
 * timer may set or stop others; a run that ends stops it.
 */
export function catchUp(scene: Scene, runId: RunId): StoredRun {
  const { occurredAt, history } = scene.command;
  if (occurredAt === null) return runOf(scene, runId);
  const until = momentIn(scene, runOf(scene, runId));
  for (let fired = 0; fired < CAPS.fanOut; fired += 1) {
    const run = runOf(scene, runId);
    const next = run.endedAt === null ? nextTimer(run, until) : null;
    if (!next) return run;
    const at = laterOf(next.due, run.updatedAt);
    const after = applyEvent(scene, run, { kind: 'timer', timer: next.id, late: false }, { at, actor: systemActor('timer', next.id), history, depth: 0 });
    scene.state.updateEffect(next.id, { status: after ? 'done' : 'late' });
    if (!after) return run;
  }
  throw overCap(
    'history.timers',
    { en: `More than ${CAPS.fanOut} timers lie before this event.`, 'zh-CN': `此事件之前有超过 ${CAPS.fanOut} 个计时器。` },
    CAPS.fanOut + 1,
    CAPS.fanOut,
  );
}

function nextTimer(run: StoredRun, until: Instant): { readonly id: EffectId; readonly due: Instant } | null {
  let best: { readonly id: EffectId; readonly due: Instant } | null = null;
  for (const wait of run.snapshot.waits) {
    if (wait.kind !== 'timer' || wait.due === null || wait.due > until) continue;
    if (!best || wait.due < best.due || (wait.due === best.due && wait.id < best.id)) best = { id: wait.id, due: wait.due };
  }
  return best;
}
