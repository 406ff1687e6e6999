import type { RunId, Text, WorkspaceId } from '#kernel';
import { rounded } from './rows.js';
import type { Lack } from './tasks/book.js';

/** What was sent in a state, and how those runs ended. */
export interface Habit {
  readonly event: string;
  readonly title: Text;
  /** Runs that have ended in which it was sent in this state. */
  readonly cases: number;
  readonly won: number;
}

export interface HabitReads {
  /** Events that people sent in the states where the run is now, from other runs of its pipeline that have ended; null when there is no such run. */
  habits(workspace: WorkspaceId, run: RunId): Promise<{ readonly habits: readonly Habit[]; readonly ended: number; readonly won: number } | null>;
}

export interface NextAction {
  readonly event: string;
  readonly title: Text;
  /** Share that was won after it, drawn towards the share of all. */
  readonly share: number;
  readonly cases: number;
  readonly text: Text;
}

/** Ended runs below which nothing is said, and the weight of the share of all against what was seen after one event. */
const LEAST_ENDED = 20;
const PRIOR = 5;

/** What to do next with a run: what was most often followed by success where it is. It shows what went together, not what causes what. */
export class NextActions {
  constructor(private readonly reads: HabitReads) {}

  async of(workspace: WorkspaceId, run: RunId, most: number): Promise<{ readonly actions: readonly NextAction[]; readonly lacking: Lack | null }> {
    const known = await this.reads.habits(workspace, run);
    if (!known || known.ended < LEAST_ENDED) return { actions: [], lacking: tooFewEnded(known?.ended ?? 0) };
    const base = known.won / known.ended;
    const actions = known.habits
      .map((habit) => ({ ...habit, share: (habit.won + PRIOR * base) / (habit.cases + PRIOR) }))
      .sort((a, b) => b.share - a.share || b.cases - a.cases || (a.event < b.event ? -1 : 1))
      .slice(0, most);
    return {
      actions: actions.map(({ event, title, share, cases }) => ({ event, title, share: rounded(share), cases, text: inWords(title, { share, cases, base }) })),
      lacking: null,
    };
  }
}

function inWords(title: Text, { share, cases, base }: { readonly share: number; readonly cases: number; readonly base: number }): Text {
  const [percent, usual] = [Math.round(share * 100), Math.round(base * 100)];
  return {
    en: `After "${title.en}" in this state ${percent} % ended well (${cases} cases); of all ${usual} %.`,
    'zh-CN': `在此状态执行“${title['zh-CN'] ?? title.en}”后 ${percent}% 成功（${cases} 例）；总体为 ${usual}%。`,
  };
}

const tooFewEnded = (got: number): Lack => ({
  code: 'analysis.too-few',
  text: { en: `At least ${LEAST_ENDED} ended runs are needed; there are ${got}.`, 'zh-CN': `至少需要 ${LEAST_ENDED} 个已结束的运行；现有 ${got} 个。` },
});
