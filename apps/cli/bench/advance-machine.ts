import { createMachine } from 'xstate';
import type { Json } from '#kernel';

/*
 * The machine of the `advance` measure, twice: as a pipeline document and as XState would be given it. Twelve states
 * below the root, nested and parallel, five conditions over the record.
 *
 *   open (parallel) ── work: fresh → busy(asking ⇄ doing) → checked
 *                   └─ clock: ticking → late
 *   shut
 */

const big: Json = { '>': [{ var: 'record.value' }, 100] };
const small: Json = { '<=': [{ var: 'record.value' }, 100] };
const owned: Json = { '!!': [{ var: 'record.owner' }] };
const calm: Json = { and: [{ '==': [{ var: 'record.mood' }, 'calm'] }, { '<': [{ var: 'record.calls' }, 9] }] };
const loud: Json = { or: [{ '==': [{ var: 'record.mood' }, 'loud'] }, { '>=': [{ var: 'record.calls' }, 9] }] };

export const BENCH_RECORD = { value: 250, owner: 'someone', mood: 'calm', calls: 2 };
/** A way through the machine that ends where it began. */
export const BENCH_EVENTS = ['take', 'do', 'ask', 'do', 'late', 'check', 'shut', 'reopen'] as const;

export const BENCH_DOCUMENT: Json = {
  format: 'millrace/1',
  key: 'bench',
  object: 'deal',
  title: { en: 'Bench' },
  fields: {
    value: { type: 'number', title: { en: 'Value' } },
    owner: { type: 'text', title: { en: 'Owner' } },
    mood: { type: 'text', title: { en: 'Mood' } },
    calls: { type: 'number', title: { en: 'Calls' } },
  },
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      on: { shut: { target: 'shut', when: owned } },
      states: {
        work: {
          initial: 'fresh',
          states: {
            fresh: {
              on: {
                take: [
                  { target: 'quick', when: small },
                  { target: 'busy', when: big },
                ],
              },
            },
            quick: { on: { check: 'checked' } },
            busy: {
              initial: 'asking',
              on: { check: { target: 'checked', when: calm } },
              states: { asking: { on: { do: 'doing' } }, doing: { on: { ask: { target: 'asking', when: calm } } } },
            },
            checked: {},
          },
        },
        clock: { initial: 'ticking', states: { ticking: { on: { late: [{ target: 'alarm', when: loud }, { target: 'late' }] } }, late: {}, alarm: {} } },
      },
    },
    shut: { on: { reopen: 'open' } },
  },
};

const GUARDS = {
  small: ({ context }: Given) => context.value <= 100,
  big: ({ context }: Given) => context.value > 100,
  owned: ({ context }: Given) => Boolean(context.owner),
  calm: ({ context }: Given) => context.mood === 'calm' && context.calls < 9,
  loud: ({ context }: Given) => context.mood === 'loud' || context.calls >= 9,
};
interface Given {
  readonly context: typeof BENCH_RECORD;
}

/** The same machine with plain functions as guards: XState at its fastest. */
export const benchMachine = () =>
  createMachine(
    {
      context: BENCH_RECORD,
      initial: 'open',
      states: {
        open: {
          type: 'parallel',
          on: { shut: { target: 'shut', guard: 'owned' } },
          states: {
            work: {
              initial: 'fresh',
              states: {
                fresh: {
                  on: {
                    take: [
                      { target: 'quick', guard: 'small' },
                      { target: 'busy', guard: 'big' },
                    ],
                  },
                },
                quick: { on: { check: 'checked' } },
                busy: {
                  initial: 'asking',
                  on: { check: { target: 'checked', guard: 'calm' } },
                  states: { asking: { on: { do: 'doing' } }, doing: { on: { ask: { target: 'asking', guard: 'calm' } } } },
                },
                checked: {},
              },
            },
            clock: { initial: 'ticking', states: { ticking: { on: { late: [{ target: 'alarm', guard: 'loud' }, { target: 'late' }] } }, late: {}, alarm: {} } },
          },
        },
        shut: { on: { reopen: 'open' } },
      },
    },
    { guards: GUARDS as never },
  );
