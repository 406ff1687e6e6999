import type { StepLimit } from '#queue';
import { stepCatalogue } from '#steps/definitions';

const MOST = { concurrency: 10_000, rate: 100_000, priority: 10 } as const;
const NAMES = { concurrency: 'concurrency', rate: 'perSecond', priority: 'priority' } as const satisfies Record<keyof typeof MOST, keyof StepLimit>;

/**
 * Reads `http.request: concurrency=8 rate=20 priority=2; email.send: rate=5`: pieces at the same time, pieces begun a
 * second, and who goes first (0 first, 10 last). Answers a sentence when it is not that.
 */
export function readStepLimits(text: string): Readonly<Record<string, StepLimit>> | string {
  const limits: Record<string, StepLimit> = {};
  for (const part of text.split(';').map((one) => one.trim())) {
    if (part === '') continue;
    const [kind = '', rest = ''] = part.split(/:(.*)/s).map((one) => one.trim());
    const mode = stepCatalogue().get(kind)?.mode;
    if (mode !== 'external' && mode !== 'computed') return `"${kind}" is no step that a worker does`;
    if (Object.hasOwn(limits, kind)) return `"${kind}" is named twice`;
    const limit = readLimit(rest);
    if (typeof limit === 'string') return `${kind}: ${limit}`;
    limits[kind] = limit;
  }
  return limits;
}

function readLimit(text: string): StepLimit | string {
  const limit: { -readonly [K in keyof StepLimit]: StepLimit[K] } = {};
  for (const pair of text.split(/\s+/).filter((one) => one !== '')) {
    const [name = '', value = ''] = pair.split('=');
    if (!Object.hasOwn(MOST, name)) return `"${name}" is none of concurrency, rate, priority`;
    const known = name as keyof typeof MOST;
    const least = known === 'priority' ? 0 : 1;
    if (!/^\d{1,6}$/.test(value) || Number(value) < least || Number(value) > MOST[known])
      return `${name} must be a whole number from ${least} to ${MOST[known]}`;
    limit[NAMES[known]] = Number(value);
  }
  return limit;
}
