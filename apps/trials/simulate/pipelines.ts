import { dueTimes } from '#calendar';
import { addMs, epochMs, instantAt, type Instant, type JsonObject } from '#kernel';
import { compile, parseAttachedRule, parsePipeline } from '#pipeline';
import type { NextOccurrence } from '#runtime';
import { MemoryPipelines } from '#runtime/memory';
import { stepCatalogue } from '#steps/definitions';

/*
 *  open: calling --(http)--> resting --5 s--> ready --win--> won --> starts `side`
 *           \--error--> stuck --retry--> calling
 *  `call` counts; `once` sends two messages at most once; `tell` signals `side`; the rule `tick` counts each 20 s
 */
const MAIN: JsonObject = {
  format: 'millrace/1',
  key: 'main',
  object: 'deal',
  title: { en: 'Main' },
  vars: { calls: { type: 'number', default: 0 }, ticks: { type: 'number', default: 0 } },
  initial: 'open',
  states: {
    open: {
      stage: true,
      initial: 'calling',
      states: {
        calling: {
          invoke: {
            id: 'call',
            step: 'http.request',
            with: { url: 'https://x.example/', body: { poison: { var: 'record.name' } } },
            retry: { attempts: 4, backoff: 'PT1S', timeout: 'PT1M' },
            onDone: 'resting',
          },
        },
        resting: { after: [{ in: 'PT5S', target: 'ready' }], on: { hurry: 'ready' } },
        ready: { on: { rest: 'resting', win: 'won' } },
      },
      on: {
        call: { actions: [{ do: 'vars.set', with: { calls: { '+': [{ var: 'vars.calls' }, 1] } } }] },
        once: {
          actions: ['first', 'second'].map((event) => ({ do: 'webhook.send', delivery: 'at-most-once', with: { url: 'https://x.example/', event } })),
        },
        tell: { actions: [{ do: 'run.signal', with: { pipeline: 'side', event: 'told' } }] },
      },
    },
    won: { type: 'final', stage: true, outcome: 'won', entry: [{ do: 'run.start', with: { pipeline: 'side' } }] },
  },
};

const SIDE: JsonObject = {
  format: 'millrace/1',
  key: 'side',
  object: 'deal',
  title: { en: 'Side' },
  vars: { told: { type: 'number', default: 0 } },
  initial: 'x',
  states: {
    x: {
      stage: true,
      after: [{ in: 'PT8S', target: 'y' }],
      on: { told: { actions: [{ do: 'vars.set', with: { told: { '+': [{ var: 'vars.told' }, 1] } } }] } },
    },
    y: { type: 'final', stage: true },
  },
};

const TICK: JsonObject = {
  key: 'tick',
  pipeline: 'main',
  title: { en: 'Tick' },
  on: { every: 'FREQ=DAILY', timeZone: 'UTC' },
  do: [{ do: 'vars.set', with: { ticks: { '+': [{ var: 'vars.ticks' }, 1] } } }],
};

export const EVERY_MS = 20_000;

/** The rule comes due every twenty seconds, whatever it says: simulated days would be long. */
export const everyTwentySeconds: NextOccurrence = (_every, _zone, after): Instant => {
  const next = instantAt(Math.floor(epochMs(after) / EVERY_MS) * EVERY_MS);
  return addMs(next, EVERY_MS);
};

let made: MemoryPipelines | undefined;

/** The published pipelines; the same for every simulation of a process. */
export function pipelines(): MemoryPipelines {
  if (made) return made;
  const fields = { name: { type: 'text', title: { en: 'Name', 'zh-CN': '名称' } } } as const;
  const all = new MemoryPipelines(dueTimes('UTC', new Map()));
  for (const document of [MAIN, SIDE]) {
    const definition = parsePipeline(document);
    const rule = parseAttachedRule(TICK);
    if (!definition.ok || !rule.ok) throw new Error(JSON.stringify([definition, rule]));
    const rules = rule.value.pipeline === definition.value.key ? [rule.value] : [];
    all.publish(compile(definition.value, rules, { version: 1, rulesRevision: 1, steps: stepCatalogue(), fieldsOf: () => fields }));
  }
  return (made = all);
}
