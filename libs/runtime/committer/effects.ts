import { type Json, addMs, epochMs, laterOf } from '#kernel';
import type { Effect, RunEvent, StepError } from '#pipeline';
import type { Answer, CommandBody, StepOutcome } from '../commands.js';
import type { StoredEffect, StoredRun } from '../ports.js';
import { applyEvent } from './apply.js';
import { audit } from './records.js';
import { type Scene, applied, moment, runOf, systemActor, wrong } from './scene.js';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

/** A timer found this much after its time counts as late (its policy then says fire or skip). */
export const LATE_AFTER_MS = 60_000;

/** Outcomes that need a person, whatever the chart would do with an error. */
const NEEDS_A_PERSON: readonly string[] = ['effect.poison', 'step.outcome-unknown', 'chain.too-deep'];

/** Fires a timer once: never early, and not at all when its wait is over. */
export function timerDue(scene: Scene, body: Body<'timer.due'>): Answer {
  const stored = scene.state.effect(body.timer);
  const effect = stored?.effect;
  if (!stored || effect?.kind !== 'timer' || (stored.status !== 'waiting' && stored.status !== 'claimed') || stored.due > scene.now) return { kind: 'late' };
  const run = runOf(scene, stored.runId);
  const late = !stored.history && epochMs(scene.now) - epochMs(effect.due) > LATE_AFTER_MS;
  const at = laterOf(stored.history ? effect.due : scene.now, run.updatedAt);
  const event: RunEvent = { kind: 'timer', timer: stored.id, late };
  const after = run.endedAt === null ? applyEvent(scene, run, event, { at, actor: systemActor('timer', stored.id), history: stored.history, depth: 0 }) : null;
  scene.state.updateEffect(stored.id, { status: after ? 'done' : 'late' });
  return after ? applied(scene, { run: run.id }) : { kind: 'late' };
}

/** Takes what became of a piece of work, from the worker that still holds it. */
export function takeOutcome(scene: Scene, body: Body<'effect.outcome'>): Answer {
  const stored = scene.state.effect(body.effect);
  if (!stored || stored.epoch !== body.epoch) return { kind: 'late' };
  if (stored.status !== 'claimed') {
    if (stored.status === 'cancelled') scene.state.updateEffect(stored.id, { status: 'late', error: { outcome: outcomeJson(body.outcome) } });
    return { kind: 'late' };
  }
  const { outcome } = body;
  if (outcome.kind === 'done') return finish(scene, stored, { ok: true, output: outcome.output }, body.epoch);
  if (outcome.retryable && stored.attempt < attemptsOf(stored.effect)) return retryLater(scene, stored, outcome, body.epoch);
  if (!NEEDS_A_PERSON.includes(outcome.error.code) && stored.effect.kind === 'step' && stored.effect.handlesError)
    return finish(scene, stored, { ok: false, error: outcome.error }, body.epoch);
  openIncident(scene, stored, outcome.error, body.epoch);
  return applied(scene, { run: stored.runId });
}

/** How often a piece of work may be tried. */
export const attemptsOf = (effect: Effect): number => (effect.kind === 'step' ? effect.retry.attempts : 5);

const outcomeJson = (outcome: StepOutcome): Json =>
  outcome.kind === 'done' ? { output: outcome.output } : { code: outcome.error.code, message: outcome.error.message };

type Result = Extract<RunEvent, { kind: 'result' }>['outcome'];

/** An invoke's result goes to its run; any other work is simply closed. */
function finish(scene: Scene, stored: StoredEffect, result: Result, epoch: number): Answer {
  const status = result.ok ? 'done' : 'failed';
  const error: Json = result.ok ? null : { ...result.error };
  if (stored.effect.kind !== 'step' || stored.effect.invoke === null) {
    scene.state.updateEffect(stored.id, { status, epoch, error });
    return applied(scene, { run: stored.runId });
  }
  const run = runOf(scene, stored.runId);
  const at = laterOf(moment(scene), run.updatedAt);
  const event: RunEvent = { kind: 'result', effect: stored.id, outcome: result };
  const after = run.endedAt === null ? applyEvent(scene, run, event, { at, actor: systemActor('step', stored.id), history: false, depth: 0 }) : null;
  scene.state.updateEffect(stored.id, {
    status: after ? status : 'late',
    epoch,
    error: after ? error : { outcome: result.ok ? { output: result.output } : { ...result.error } },
  });
  return after ? applied(scene, { run: run.id }) : { kind: 'late' };
}

function retryLater(scene: Scene, stored: StoredEffect, outcome: Extract<StepOutcome, { kind: 'failed' }>, epoch: number): Answer {
  const backoffMs = stored.effect.kind === 'step' ? stored.effect.retry.backoffMs : 1000;
  scene.state.updateEffect(stored.id, { status: 'waiting', due: addMs(scene.now, outcome.retryAfterMs ?? backoffMs), epoch, error: { ...outcome.error } });
  return applied(scene, { run: stored.runId });
}

function openIncident(scene: Scene, stored: StoredEffect, error: StepError, epoch: number): void {
  const run = runOf(scene, stored.runId);
  const step = stored.effect.kind === 'step' ? stored.effect : null;
  if (run.endedAt !== null && step?.invoke) return scene.state.updateEffect(stored.id, { status: 'late', epoch, error: { ...error } });
  const id = `${stored.id}.${stored.epoch}`;
  scene.state.updateEffect(stored.id, { status: 'incident', epoch, error: { ...error } });
  scene.state.incidents.set(id, {
    id,
    runId: stored.runId,
    recordId: stored.recordId,
    effect: stored.id,
    step: step?.step ?? stored.effect.kind,
    input: step?.input ?? null,
    reason: `${error.code}: ${error.message}`,
    status: 'open',
    openedAt: moment(scene),
  });
}

/** A person decides about stopped work: again as it was, again with another input, or not at all. */
export function resolveIncident(scene: Scene, body: Body<'incident.resolve'>): Answer {
  const incident = scene.state.incidents.get(body.incidentId);
  if (!incident || incident.runId !== body.runId) throw wrong('not-found', 'incident.unknown', 'There is no such incident.', '没有此异常。');
  if (incident.status !== 'open') throw wrong('conflict', 'incident.resolved', 'The incident is resolved already.', '该异常已处理。');
  const at = moment(scene);
  const stored = incident.effect === null ? undefined : scene.state.effect(incident.effect);
  scene.state.incidents.set(incident.id, { ...incident, status: 'resolved' });
  audit(scene, `incident.${body.action}`, incident.id, at);
  if (stored?.status === 'incident') decideWork(scene, stored, body);
  else if (body.action === 'edit')
    throw wrong(
      'conflict',
      'incident.no-work',
      'No work waits behind this incident, so there is no input to edit.',
      '此异常没有待执行的工作，因此没有可编辑的输入。',
    );
  return applied(scene, { run: body.runId, id: incident.id });
}

function decideWork(scene: Scene, stored: StoredEffect, body: Body<'incident.resolve'>): void {
  if (body.action === 'skip') return skip(scene, stored);
  if (body.action === 'edit' && stored.effect.kind !== 'step')
    throw wrong('invalid', 'incident.no-input', 'Only a step has an input to edit.', '只有步骤才有可编辑的输入。', '/input');
  scene.state.updateEffect(stored.id, { status: 'waiting', due: scene.now, attempt: 0, ...(body.action === 'edit' && { input: body.input }) });
}

function skip(scene: Scene, stored: StoredEffect): void {
  const run: StoredRun = runOf(scene, stored.runId);
  scene.state.updateEffect(stored.id, { status: 'cancelled' });
  if (run.endedAt !== null) return;
  applyEvent(
    scene,
    run,
    { kind: 'skipped', effect: stored.id },
    { at: laterOf(moment(scene), run.updatedAt), actor: scene.command.actor, history: false, depth: 0 },
  );
}
