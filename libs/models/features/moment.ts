import type { Decision } from '../model.js';
import { stageTrail } from './row.js';
import type { Story } from './story.js';

/**
 * The moment at which a run that has ended is learned from; null where there is none (it never came to the stage). Always before the event that
 * ended it. `any-move`: one of its stage entries, chosen by its id, so that a run gives one row and rows stay independent.
 */
export function decisionMs(story: Story, decision: Decision, stages: ReadonlyMap<string, string>): number | null {
  const { run } = story;
  if (!run) return story.createdMs;
  if (decision.at === 'start') return run.startedMs;
  const trail = stageTrail(story, stages).filter(({ enteredMs }) => run.endedMs === null || enteredMs < run.endedMs);
  if (decision.at === 'stage') return trail.find(({ stage }) => stage === decision.stage)?.enteredMs ?? null;
  return trail[hashOf(run.id) % Math.max(1, trail.length)]?.enteredMs ?? run.startedMs;
}

/** FNV-1a over the id: spreads evenly and is the same everywhere. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
