import type { Json } from '#kernel';
import type { AttachedRuleDocument } from '#pipeline';

/** What the trial's clients work with; `sink` is the address of the world outside. */
export const trialPipeline = (sink: string): Json => ({
  format: 'millrace/1',
  key: 'trial',
  object: 'deal',
  title: { en: 'Trial', 'zh-CN': '试验' },
  vars: { calls: { type: 'number', default: 0 }, ticks: { type: 'number', default: 0 }, told: { type: 'number', default: 0 } },
  initial: 'working',
  states: {
    working: {
      stage: true,
      on: {
        call: { actions: [{ do: 'vars.set', with: { calls: { '+': [{ var: 'vars.calls' }, 1] } } }] },
        post: { actions: [{ do: 'http.request', with: { url: `${sink}/post`, method: 'POST' }, retry: { attempts: 8, backoff: 'PT0.2S' } }] },
        once: { actions: [{ do: 'http.request', delivery: 'at-most-once', with: { url: `${sink}/once`, method: 'POST' } }] },
        nap: 'napping',
        ask: 'asking',
        tell: { actions: [{ do: 'run.signal', with: { pipeline: 'trial', event: 'told' } }] },
        told: { actions: [{ do: 'vars.set', with: { told: { '+': [{ var: 'vars.told' }, 1] } } }] },
        spawn: { actions: [{ do: 'run.start', with: { pipeline: 'trial-side', create: { object: 'deal', fields: { name: 'Made by a run' } } } }] },
        poison: 'poisoned',
        wait: 'waiting',
      },
    },
    napping: {
      stage: true,
      after: [{ in: 'PT1S', target: 'working' }],
      on: { call: { actions: [{ do: 'vars.set', with: { calls: { '+': [{ var: 'vars.calls' }, 1] } } }] } },
    },
    asking: {
      stage: true,
      invoke: { id: 'ask', step: 'http.request', with: { url: `${sink}/ask` }, retry: { attempts: 8, backoff: 'PT0.2S' }, onDone: 'working' },
    },
    poisoned: { stage: true, invoke: { id: 'poison', step: 'http.request', with: { url: `${sink}/poison` }, retry: { attempts: 3 }, onDone: 'working' } },
    waiting: { stage: true, after: [{ in: 'P30D', target: 'done' }] },
    done: { type: 'final', stage: true, outcome: 'won' },
  },
});

export const SIDE: Json = {
  format: 'millrace/1',
  key: 'trial-side',
  object: 'deal',
  title: { en: 'Side', 'zh-CN': '支线' },
  initial: 'open',
  states: { open: { stage: true } },
};

export const TICK = {
  key: 'tick',
  pipeline: 'trial',
  title: { en: 'Tick', 'zh-CN': '滴答' },
  on: { every: 'FREQ=DAILY', timeZone: 'UTC' },
  do: [{ do: 'vars.set', with: { ticks: { '+': [{ var: 'vars.ticks' }, 1] } } }],
} as unknown as AttachedRuleDocument;
