import { epochMs, instantAt, type Instant } from '#kernel';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A seeded stream of numbers (xoshiro128**, Blackman & Vigna 2018): the same seed gives the same sample on every machine. */
export class Random {
  private readonly state: Uint32Array;

  constructor(seed: number) {
    let word = seed >>> 0;
    // SplitMix32 spreads the seed over the state.
    this.state = Uint32Array.from({ length: 4 }, () => {
      word = (word + 0x9e3779b9) >>> 0;
      let z = word;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return (z ^ (z >>> 16)) >>> 0;
    });
  }

  private word(): number {
    const s = this.state;
    const [a = 0, b = 0, c = 0, d = 0] = s;
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    s[2] = c ^ a;
    s[3] = d ^ b;
    s[1] = b ^ (s[2] ?? 0);
    s[0] = a ^ (s[3] ?? 0);
    s[2] = (s[2] ?? 0) ^ (b << 9);
    s[3] = rotl(s[3] ?? 0, 11);
    return result;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.word() / 0x1_0000_0000;
  }
  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }
  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }
  /** One of the values, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return (choices.at(-1) as readonly [T, number])[0];
  }
  /** Positive, mostly near the median, sometimes much longer: how long people take. */
  spread(median: number, sigma = 0.6): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(sigma * normal);
  }
  /** A version-7 UUID of this moment. */
  uuid(at: Instant): string {
    const time = epochMs(at).toString(16).padStart(12, '0');
    const hex = [this.word(), this.word(), this.word()].map((word) => word.toString(16).padStart(8, '0')).join('');
    const variant = (8 + (this.word() & 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
  }
  /** A moment about `days` after `from`, in the working hours of a working day (UTC). */
  workMoment(from: Instant, days: number): Instant {
    const raw = epochMs(from) + days * DAY_MS;
    let day = Math.floor(raw / DAY_MS) * DAY_MS;
    while (isWeekend(day)) day += DAY_MS;
    const at = day + this.whole(8 * 60, 17 * 60) * 60_000 + this.whole(0, 59_999);
    return instantAt(at > epochMs(from) ? at : epochMs(from) + this.whole(5, 180) * 60_000);
  }
  /** A few hours later, day or night; never more than four days. */
  hoursAfter(from: Instant, medianHours: number): Instant {
    return instantAt(epochMs(from) + Math.min(96 * HOUR_MS, Math.max(60_000, this.spread(medianHours) * HOUR_MS)));
  }
}

const rotl = (x: number, k: number): number => ((x << k) | (x >>> (32 - k))) >>> 0;
/** 1 January 1970 was a Thursday. */
const isWeekend = (dayMs: number): boolean => [2, 3].includes(((Math.floor(dayMs / DAY_MS) % 7) + 7) % 7);
