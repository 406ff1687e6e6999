import { planOf, type Plan } from './faults.js';
import { Random } from './random.js';
import { type Outcome, World } from './world.js';

/** Plays a plan; the same plan always ends the same way. */
export const play = (plan: Plan): Promise<Outcome> => new World(plan).run();

export const planOfSeed = (seed: number): Plan => planOf(seed, new Random(seed));

/**
 * Makes a failing plan shorter while it still breaks a promise: leaves out faults in ever smaller groups, then commands
 * and clients.
 */
export async function shrink(plan: Plan): Promise<Plan> {
  const fails = async (candidate: Plan): Promise<boolean> => (await play(candidate)).broken !== null;
  let best = plan;
  for (let size = Math.ceil(best.faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.faults.length;) {
      const faults = best.faults.filter((_, n) => n < from || n >= from + size);
      if (await fails({ ...best, faults })) best = { ...best, faults };
      else from += size;
    }
  }
  for (const name of ['commands', 'clients', 'engines'] as const) {
    while (best[name] > 1 && (await fails({ ...best, [name]: best[name] - 1, ...within(best, name) })))
      best = { ...best, [name]: best[name] - 1, ...within(best, name) };
  }
  return best;
}

/** Faults of an engine that is left out go with it. */
const within = (plan: Plan, name: keyof Plan): Partial<Plan> =>
  name === 'engines' ? { faults: plan.faults.filter((fault) => !('engine' in fault) || fault.engine < plan.engines - 1) } : {};
