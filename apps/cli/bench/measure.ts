import type { Text } from '#kernel';
import type { BenchContext } from './context.js';

/** One figure of the bench with what performance.md asks of it. */
export interface Figure {
  readonly name: string;
  readonly title: Text;
  readonly value: number;
  readonly unit: string;
  /** `null` where there is no target: the figure is there to compare with. */
  readonly target: Target | null;
}

export interface Target {
  readonly must: number;
  readonly goal: number;
  /** Whether more or less is better. */
  readonly better: 'more' | 'less';
}

export type Verdict = 'goal' | 'must' | 'missed' | null;

export function verdictOf({ value, target }: Figure): Verdict {
  if (!target) return null;
  const reaches = (limit: number): boolean => (target.better === 'more' ? value >= limit : value <= limit);
  return reaches(target.goal) ? 'goal' : reaches(target.must) ? 'must' : 'missed';
}

/** One file of this folder: figures that are measured together, because they are ratios of each other. */
export interface Measure {
  readonly name: string;
  readonly title: Text;
  run(context: BenchContext): Promise<readonly Figure[]>;
}

/** The median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs `work` again and again for about `ms` after a warm-up and answers how often a second. */
export function perSecond(work: () => void, ms: number): number {
  const until = (length: number): { rounds: number; tookMs: number } => {
    const start = performance.now();
    let rounds = 0;
    let tookMs = 0;
    for (; tookMs < length; tookMs = performance.now() - start) {
      for (let i = 0; i < 100; i += 1) work();
      rounds += 100;
    }
    return { rounds, tookMs };
  };
  until(ms / 3);
  const { rounds, tookMs } = until(ms);
  return (rounds / tookMs) * 1000;
}
