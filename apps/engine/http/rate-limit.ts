import { refusal } from './refusals.js';

export interface Rate {
  readonly perSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const MAX_BUCKETS = 50_000;

/** Token buckets by name, in this process. `nowMs` is monotonic. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly nowMs: () => number) {}

  /** Throws UserError `rate.limited` (too-many) with the time until the next token. */
  take(name: string, { perSecond, burst }: Rate): void {
    const nowMs = this.nowMs();
    const bucket = this.buckets.get(name) ?? { tokens: burst, atMs: nowMs };
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = nowMs;
    if (!this.buckets.has(name)) this.remember(name, bucket);
    if (bucket.tokens < 1)
      throw refusal('too-many', 'rate.limited', 'Too many requests: slow down.', '请求过于频繁,请放慢速度。', '', ((1 - bucket.tokens) / perSecond) * 1000);
    bucket.tokens -= 1;
  }

  private remember(name: string, bucket: Bucket): void {
    if (this.buckets.size >= MAX_BUCKETS) this.buckets.clear();
    this.buckets.set(name, bucket);
  }
}
