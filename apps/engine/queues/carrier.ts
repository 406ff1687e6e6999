import type { DynamicModule } from '@nestjs/common';
import type { NoticeListener } from '#queue';
import type { Wakeups } from '#runtime';
import type { RequestHandler } from 'express';

/** Where the queues are shown. */
export const BOARD_PATH = '/admin/queues';

/** What brings wake-ups in this process: within it, or between all processes. */
export interface Carrier extends Wakeups {
  readonly name: 'in-process' | 'bullmq';
  /** Whether it reaches the others just now; the sweeper does its work meanwhile. */
  readonly connected: boolean;
  /** What an operator should know at start. */
  readonly warnings: readonly string[];
  /** What it needs of Nest; null = nothing. */
  readonly module: DynamicModule | null;
  /** Pages that show its queues; null = it has none. */
  readonly board: RequestHandler | null;
  /** Hears of what changed, for the live stream. Returns how to stop. */
  onNotice(listener: NoticeListener): () => void;
  close(): Promise<void>;
}
