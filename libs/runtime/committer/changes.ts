import type { EffectId, Instant } from '#kernel';
import type { Actor, Change } from '#pipeline';
import type { StoredRun } from '../ports.js';
import { closeTask } from './going-back.js';
import type { Scene } from './scene.js';

interface Making {
  readonly scene: Scene;
  readonly run: StoredRun;
  readonly at: Instant;
  readonly actor: Actor;
  readonly history: boolean;
  readonly origin: string | null;
}

type Writers = { readonly [K in Change['kind']]: ((making: Making, change: Extract<Change, { kind: K }>) => void) | null };

/** What each change of a transition writes; null = it is written elsewhere. */
const writers: Writers = {
  'task.create': ({ scene, run, at, origin }, { task }) => {
    const { id, title, due, assignee } = task;
    const approval = task.approval && { ...task.approval, invokeEffect: waitsFor(run, id) ? id : null };
    const row = { id, recordId: run.recordId, runId: run.id, title, due, assignee: { ...assignee }, approval, origin };
    scene.state.tasks.set(id, { ...row, status: 'open', answer: null, createdAt: at, closedAt: null });
  },
  'task.close': ({ scene, at }, { id }) => closeTask(scene, id, at),
  'note.add': ({ scene, run, at, actor, origin }, { id, text }) =>
    scene.state.rows.notes.push({ id, recordId: run.recordId, runId: run.id, text, actor, at, origin }),
  notify: ({ scene, run, at, history }, { id, to, text }) => {
    if (!history) scene.state.rows.notifications.push({ id, recordId: run.recordId, to: { ...to }, text, at });
  },
  'incident.open': ({ scene, run, at }, { id, reason }) =>
    scene.state.incidents.set(id, { id, runId: run.id, recordId: run.recordId, effect: null, step: null, input: null, reason, status: 'open', openedAt: at }),
  // In the record's fields, its tags, the snapshot, and effects of their own.
  'record.set': null,
  'tag.add': null,
  'tag.remove': null,
  'vars.set': null,
  'run.start': null,
  'run.signal': null,
};

/** Writes one change that an event made beside its run and record. */
export function writeChange(scene: Scene, run: StoredRun, change: Change, occasion: Pick<Making, 'at' | 'actor' | 'history'>): void {
  const write = writers[change.kind] as ((making: Making, change: Change) => void) | null;
  write?.({ scene, run, ...occasion, origin: scene.command.origin ?? run.origin }, change);
}

const waitsFor = (run: StoredRun, effect: EffectId): boolean => run.snapshot.waits.some((wait) => wait.kind === 'invoke' && wait.effects.includes(effect));
