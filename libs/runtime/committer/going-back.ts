import type { EffectId, Instant } from '#kernel';
import type { EffectSummary, RunEvent } from '#pipeline';
import type { StoredEffect, StoredRun } from '../ports.js';
import type { Scene } from './scene.js';

/** Undo and reopen. */
export const isBack = (event: RunEvent): boolean => event.kind === 'undone' || event.kind === 'reopened';

/**
 * The work that the run's last event asked for, before that event is taken back: what nobody began is cancelled, what is
 * on its way or done is listed in the journal row. Needs the run's effects and tasks loaded.
 */
export function withdraw(scene: Scene, run: { readonly id: string; readonly seq: number }): readonly EffectSummary[] {
  const mine = (id: string): boolean => id.startsWith(`${run.id}.${run.seq}.`);
  for (const task of scene.state.loaded.tasks.values()) {
    const now = scene.state.tasks.get(task.id) ?? task;
    if (mine(task.id) && now.status === 'open') scene.state.tasks.set(task.id, { ...now, status: 'done', answer: 'withdrawn', closedAt: scene.now });
  }
  return [...scene.state.loaded.effects.keys()].filter(mine).flatMap((id): readonly EffectSummary[] => {
    const stored = scene.state.effect(id);
    if (!stored || stored.status === 'cancelled' || stored.effect.kind === 'timer') return [];
    if (stored.status !== 'waiting' && stored.status !== 'incident') return [{ kind: stored.effect.kind, id, ...stepName(stored) }];
    scene.state.updateEffect(id, { status: 'cancelled' });
    return [{ kind: 'cancel', id }];
  });
}

const stepName = (stored: StoredEffect): { readonly step?: string } => (stored.effect.kind === 'step' ? { step: stored.effect.step } : {});

/** Lets what an earlier state waited for come again. Work that is done already is not repeated by itself: it becomes an incident. */
export function resumeWork(scene: Scene, run: StoredRun, id: EffectId): void {
  const task = scene.state.tasks.get(id);
  if (task) return scene.state.tasks.set(id, { ...task, status: 'open', answer: null, closedAt: null });
  const stored = scene.state.effect(id);
  if (!stored || hasOutput(run, id)) return;
  if (stored.effect.kind === 'step' && stored.status !== 'cancelled') return askToRepeat(scene, run, stored, stored.effect);
  const due = stored.effect.kind === 'timer' ? stored.effect.due : scene.now;
  scene.state.updateEffect(id, { status: 'waiting', due, attempt: 0 });
}

const hasOutput = (run: StoredRun, id: EffectId): boolean => run.snapshot.waits.some((wait) => wait.kind === 'invoke' && Object.hasOwn(wait.outputs, id));

function askToRepeat(scene: Scene, run: StoredRun, stored: StoredEffect, effect: Extract<StoredEffect['effect'], { kind: 'step' }>): void {
  const id = `${stored.id}.${stored.epoch}.${run.seq}`;
  scene.state.updateEffect(stored.id, { status: 'incident' });
  scene.state.incidents.set(id, {
    id,
    runId: run.id,
    recordId: run.recordId,
    effect: stored.id,
    step: effect.step,
    input: effect.input,
    reason: 'step.done-before: the run went back to a state that waits for this; repeat the work or skip it',
    status: 'open',
    openedAt: scene.now,
  });
}

/** Closes an open task, loaded or not. */
export function closeTask(scene: Scene, id: string, at: Instant): void {
  const task = scene.state.tasks.get(id);
  if (!task) scene.state.rows.taskCloses.push({ id, closedAt: at });
  else if (task.status === 'open') scene.state.tasks.set(id, { ...task, status: 'done', closedAt: at });
}
