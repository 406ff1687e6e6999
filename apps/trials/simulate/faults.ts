import type { Random } from './random.js';

/** What can go wrong, and when: at a step of the scheduler. `engine` counts from 0. */
export type Fault = { readonly at: number } & (
  | { readonly kind: 'crash'; readonly engine: number; readonly downMs: number; readonly committed: boolean }
  | { readonly kind: 'cut'; readonly engine: number; readonly committed: boolean }
  | { readonly kind: 'pause'; readonly engine: number; readonly ms: number }
  | { readonly kind: 'skew'; readonly engine: number; readonly offsetMs: number; readonly rate: number }
  | { readonly kind: 'drop'; readonly count: number }
  | { readonly kind: 'double'; readonly count: number }
  | { readonly kind: 'delay'; readonly count: number; readonly ms: number }
  | { readonly kind: 'flush' }
  | { readonly kind: 'away'; readonly ms: number }
);

/** What happens in one simulation; with its seed it is everything there is to know. */
export interface Plan {
  readonly seed: number;
  readonly engines: number;
  readonly carrier: 'in-process' | 'shared';
  readonly clients: number;
  readonly commands: number;
  readonly poison: boolean;
  readonly faults: readonly Fault[];
}

/** Steps within which faults strike; after them the world is left alone. */
const STRUCK_STEPS = 900;

export function planOf(seed: number, random: Random): Plan {
  const engines = random.whole(2, 3);
  const carrier = random.pick(['in-process', 'shared'] as const);
  const faults = Array.from({ length: random.whole(2, 10) }, () => faultOf(random, engines, carrier));
  return {
    seed,
    engines,
    carrier,
    clients: random.whole(2, 3),
    commands: random.whole(4, 8),
    poison: random.chance(0.2),
    faults: faults.sort((a, b) => a.at - b.at),
  };
}

function faultOf(random: Random, engines: number, carrier: Plan['carrier']): Fault {
  const at = random.whole(5, STRUCK_STEPS);
  const engine = random.whole(0, engines - 1);
  const count = random.whole(1, 5);
  const onEngines: readonly Fault[] = [
    { at, kind: 'crash', engine, downMs: random.whole(100, 15_000), committed: random.chance(0.5) },
    { at, kind: 'crash', engine, downMs: random.whole(100, 3_000), committed: random.chance(0.5) },
    { at, kind: 'cut', engine, committed: random.chance(0.5) },
    { at, kind: 'cut', engine, committed: random.chance(0.5) },
    { at, kind: 'pause', engine, ms: random.whole(500, 25_000) },
    { at, kind: 'skew', engine, offsetMs: random.whole(-60_000, 60_000), rate: random.pick([0.5, 0.9, 1.1, 2]) },
  ];
  const onWakeups: readonly Fault[] = [
    { at, kind: 'drop', count },
    { at, kind: 'double', count },
    { at, kind: 'delay', count, ms: random.whole(100, 5_000) },
    { at, kind: 'flush' },
    { at, kind: 'away', ms: random.whole(1_000, 15_000) },
  ];
  return random.pick(carrier === 'shared' && random.chance(0.35) ? onWakeups : onEngines);
}

/** A fault in words. */
export function inWords(fault: Fault): string {
  const where = `step ${fault.at}:`;
  switch (fault.kind) {
    case 'crash':
      return `${where} engine ${fault.engine} crashes (a commit on its way ${fault.committed ? 'arrives' : 'is lost'}), back after ${fault.downMs} ms`;
    case 'cut':
      return `${where} engine ${fault.engine} never hears of its next commit, which ${fault.committed ? 'happened' : 'did not happen'}`;
    case 'pause':
      return `${where} engine ${fault.engine} stands still for ${fault.ms} ms`;
    case 'skew':
      return `${where} engine ${fault.engine}'s clock jumps by ${fault.offsetMs} ms and runs at ${fault.rate}`;
    case 'drop':
      return `${where} the next ${fault.count} wake-ups are lost`;
    case 'double':
      return `${where} the next ${fault.count} wake-ups come twice`;
    case 'delay':
      return `${where} the next ${fault.count} wake-ups come ${fault.ms} ms late`;
    case 'flush':
      return `${where} all wake-ups that wait are lost`;
    case 'away':
      return `${where} the carrier is away for ${fault.ms} ms`;
  }
}
