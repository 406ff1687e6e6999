import { epochMs, type Instant, instantAt, type Text, type WorkspaceId } from '#kernel';
import type { ModelContext } from '../context.js';
import type { FeatureSpec } from '../features/catalogue.js';
import type { Model } from '../model.js';
import type { ModelReads } from '../ports.js';
import { both } from '../words.js';
import type { TrainTask } from './tasks.js';

/** What gathering needs and tells. */
export interface Gathering {
  readonly workspace: WorkspaceId;
  readonly model: Model;
  readonly context: ModelContext;
  readonly features: readonly FeatureSpec[];
  readonly reads: ModelReads;
  readonly now: Instant;
  /** Hears the rows read so far; throws to stop. */
  readonly onRows: (rows: number) => Promise<void>;
}

/** A task with what the report tells of its rows. */
export interface Gathered {
  readonly task: TrainTask;
  readonly rows: number;
  readonly window: { readonly from: Instant; readonly to: Instant } | null;
  readonly classes: readonly { readonly label: string; readonly n: number }[];
  readonly notes: readonly Text[];
  readonly transfer: readonly ArrayBuffer[];
}

/** Rows of one training at most: the newest. */
export const MOST_ROWS = 200_000;
export const PAGE = 500;
export const SEED = 20_260_101;

/** From the earliest to the latest moment; null for none. */
export class Window {
  private from = Infinity;
  private to = -Infinity;
  add(ms: number): void {
    this.from = Math.min(this.from, ms);
    this.to = Math.max(this.to, ms);
  }
  get value(): Gathered['window'] {
    return this.from <= this.to ? { from: instantAt(this.from), to: instantAt(this.to) } : null;
  }
}

export const asOf = ({ now }: Gathering): number => epochMs(now);

/** Moments before this are not learned from. */
export const sinceMs = (given: Gathering): number => (given.model.windowDays === null ? -Infinity : asOf(given) - given.model.windowDays * 86_400_000);

export const olderNote = (older: number, days: number): Text =>
  both(`${older} were left out: older than ${days} days.`, `排除了 ${older} 条：早于 ${days} 天。`);

export const cutNote = (most: number): Text => both(`Only the newest ${most} were read.`, `只读取了最新的 ${most} 条。`);

/**
 * Marks a fifth for the check: the newest, so that nothing is checked on what came before it was learned from. Where that fifth would not hold 20 rows of
 * each class, every fifth row in order of time instead.
 */
export function holdOut(times: ArrayLike<number>, y: ArrayLike<number> | null): { readonly mask: Uint8Array; readonly note: Text } {
  const order = Array.from({ length: times.length }, (_, i) => i).sort((a, b) => (times[a] as number) - (times[b] as number));
  const mask = new Uint8Array(times.length);
  for (const i of order.slice(Math.floor(order.length * 0.8))) mask[i] = 1;
  if (y === null || hasBoth(mask, y))
    return { mask, note: both('Checked on the newest fifth of the rows, which it did not learn from.', '用最新的五分之一数据检验，训练时未使用。') };
  mask.fill(0);
  order.forEach((i, place) => (mask[i] = place % 5 === 4 ? 1 : 0));
  return {
    mask,
    note: both(
      'Checked on every fifth row, which it did not learn from: the newest fifth has too few of one class.',
      '每五行取一行用于检验，训练时未使用：最新的五分之一中某一类太少。',
    ),
  };
}

function hasBoth(mask: Uint8Array, y: ArrayLike<number>): boolean {
  const counts = [0, 0];
  mask.forEach((held, i) => held === 1 && (counts[y[i] === 1 ? 1 : 0] = (counts[y[i] === 1 ? 1 : 0] ?? 0) + 1));
  return Math.min(...counts) >= 20;
}
