import type { OutboundResponse } from '#outbound';
import type { StepOutcome } from '#runtime';

/** Statuses below 500 that say "later", not "no": RFC 9110 408, RFC 8470 425, RFC 6585 429. */
const LATER = new Set([408, 425, 429]);
const MAX_PAUSE_MS = 24 * 3_600_000;

/** What a status other than success means for the step: 5xx, 408, 425 and 429 may be tried again, after `Retry-After` if it is given; `null` below 400. */
export function failureOf(answer: OutboundResponse, nowMs: number): StepOutcome | null {
  if (answer.status < 400) return null;
  const retryable = answer.status >= 500 || LATER.has(answer.status);
  const host = new URL(answer.url).host;
  return {
    kind: 'failed',
    error: { code: `http.${answer.status}`, message: `${host} answered ${answer.status}` },
    retryable,
    retryAfterMs: retryable ? pauseOf(answer.headers['retry-after'], nowMs) : null,
  };
}

/** `Retry-After` as seconds or an HTTP date, in milliseconds from now; at most a day. `null` when absent or unreadable. */
export function pauseOf(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_PAUSE_MS) : null;
}
