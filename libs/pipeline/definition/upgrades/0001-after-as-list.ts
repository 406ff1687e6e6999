import { isJsonObject } from '#kernel';
import type { Json, JsonObject } from '#kernel';
import type { Upgrade } from './upgrade.js';

/**
 * `millrace/0` wrote delays as XState does, an object keyed by duration: `"after": { "P14D": "lost" }`.
 * `millrace/1` has a list, so that a delay can be working time of a calendar and two may be equally long:
 * `"after": [{ "in": "P14D", "target": "lost" }]`.
 */
export const afterAsList: Upgrade = {
  from: 'millrace/0',
  to: 'millrace/1',
  apply: (document) => ({ ...upgradeState(document), format: 'millrace/1' }),
};

function upgradeState(state: JsonObject): JsonObject {
  const { after, states } = state;
  return {
    ...state,
    ...(isJsonObject(after) ? { after: Object.entries(after).flatMap(([delay, transitions]) => listOf(delay, transitions)) } : {}),
    ...(isJsonObject(states)
      ? { states: Object.fromEntries(Object.entries(states).map(([key, child]) => [key, isJsonObject(child) ? upgradeState(child) : child])) }
      : {}),
  };
}

/** A target alone, one transition, or a list: each with its delay. */
function listOf(delay: string, transitions: Json): readonly JsonObject[] {
  const list: readonly Json[] = Array.isArray(transitions) ? transitions : [transitions as Json];
  return list.map((transition): JsonObject => (isJsonObject(transition) ? { in: delay, ...transition } : { in: delay, target: transition }));
}
