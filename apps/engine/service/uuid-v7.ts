import { randomFillSync } from 'node:crypto';
import type { Ids } from '#runtime';

/** UUIDs of version 7 (RFC 9562): time first, so that newer rows stand together; within a millisecond a counter keeps the order. */
export class UuidV7 implements Ids {
  private lastMs = 0;
  private counter = 0;
  private readonly random = Buffer.alloc(10);

  constructor(private readonly epochMs: () => number) {}

  next(): string {
    const nowMs = this.epochMs();
    randomFillSync(this.random);
    if (nowMs > this.lastMs) {
      this.lastMs = nowMs;
      this.counter = this.random.readUInt16BE(0) & 0x7ff;
    } else if (++this.counter > 0xfff) {
      this.lastMs += 1;
      this.counter = 0;
    }
    const time = this.lastMs.toString(16).padStart(12, '0');
    const rest = this.random.toString('hex', 2);
    const variant = ((this.random[9] ?? 0) & 0x3f) | 0x80;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.counter.toString(16).padStart(3, '0')}-${variant.toString(16)}${rest.slice(0, 2)}-${rest.slice(2, 14)}`;
  }
}
