import type { EffectId } from '#kernel';
import type { BatchWrites, EffectWrite, StoredEffect } from '#runtime';

type Insert = Extract<EffectWrite, { kind: 'insert' }>;
type Update = Extract<EffectWrite, { kind: 'update' }>;

/** The effect writes of a batch with at most one a row, as set-based statements need it. */
export interface EffectWrites {
  readonly inserts: readonly (Insert & { readonly error: unknown })[];
  readonly updates: readonly Update[];
  /** Effects that were cancelled at some point: their open incidents are resolved. */
  readonly cancelled: readonly EffectId[];
}

/** Folds writes that follow each other on one effect (commands of one run in one batch) into what they come to. */
export function foldEffectWrites(writes: BatchWrites['effects']): EffectWrites {
  const inserts = new Map<EffectId, Insert & { readonly error: unknown }>();
  const updates = new Map<EffectId, Update>();
  const cancelled = new Set<EffectId>();
  for (const write of writes) {
    if (write.kind === 'insert') {
      inserts.set(write.effect.id, { ...write, error: null });
      continue;
    }
    if (write.status === 'cancelled') cancelled.add(write.id);
    const made = inserts.get(write.id);
    if (made) inserts.set(write.id, updated(made, write));
    else updates.set(write.id, merged(updates.get(write.id), write));
  }
  return { inserts: [...inserts.values()], updates: [...updates.values()], cancelled: [...cancelled] };
}

function updated(made: Insert & { readonly error: unknown }, write: Update): Insert & { readonly error: unknown } {
  const { effect: stored } = made;
  if (write.epoch !== null && write.epoch !== stored.epoch) return made;
  const effect = write.input !== undefined && stored.effect.kind === 'step' ? { ...stored.effect, input: write.input } : stored.effect;
  const next: StoredEffect = { ...stored, effect, status: write.status, due: write.due ?? stored.due, attempt: write.attempt ?? stored.attempt };
  return { ...made, effect: next, error: write.error ?? made.error };
}

function merged(first: Update | undefined, next: Update): Update {
  if (!first) return next;
  const attempt = next.attempt ?? first.attempt;
  const input = next.input === undefined ? first.input : next.input;
  return {
    ...next,
    due: next.due ?? first.due,
    epoch: first.epoch ?? next.epoch,
    error: next.error ?? first.error,
    ...(attempt === undefined ? {} : { attempt }),
    ...(input === undefined ? {} : { input }),
  };
}
