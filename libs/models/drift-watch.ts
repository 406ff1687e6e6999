import { type Role, ROLES, roleHolds } from '#contracts';
import { type Text, UserError, type WorkspaceId } from '#kernel';
import type { DriftFigure, ModelKind } from './model.js';
import type { DriftView } from './drifts.js';
import type { Models } from './models.js';
import type { WatchStore } from './ports.js';
import { mostMoved } from './drift-verdict.js';
import { both } from './words.js';

export interface DriftWatchParts {
  readonly models: Pick<Models, 'drift' | 'get'>;
  readonly store: WatchStore;
  readonly ids: { next(): string };
  /** Hears of what stopped a look and is nobody's input. */
  readonly onDefect: (error: unknown) => void;
}

/** Kinds that may learn a chance or an estimate from features; of others no drift is told. */
const WATCHED: readonly ModelKind[] = ['lead-score', 'churn', 'binary', 'regression'];
/** Whoever may train is told: they can do something about it. */
const TOLD: readonly Role[] = ROLES.filter((role) => roleHolds(role, 'model.train'));
/** Of fewer records the index is above its threshold too often by chance: on ten equal parts it is about 9 / n where nothing moved. */
const LEAST_TOLD = 100;
/** A look that failed, or whose engine was lost, is taken again after this. */
const LEASE_MS = 3_600_000;
/** Looks of one round; the next hour takes the rest. */
const MOST_LOOKS = 500;

/** Looks at each active version once a day, keeps what it found, and tells those who may train when one has drifted. */
export class DriftWatch {
  constructor(private readonly parts: DriftWatchParts) {}

  /** Looks at what is due, once over all engines; answers how many that were. */
  async housekeep(): Promise<number> {
    for (let done = 0; done < MOST_LOOKS; done += 1) {
      const due = await this.parts.store.claim(WATCHED, LEASE_MS);
      if (due === null) return done;
      await this.look(due.workspace, due.model);
    }
    return MOST_LOOKS;
  }

  private async look(workspace: WorkspaceId, key: string): Promise<void> {
    const { models, store, ids, onDefect } = this.parts;
    try {
      const found = figureOf(await models.drift(workspace, key));
      const isTold = found.state === 'drifted' && found.n >= LEAST_TOLD;
      const notice = isTold ? { text: noticeOf((await models.get(workspace, key)).model.title, found), roles: TOLD, newId: () => ids.next() } : null;
      await store.keep(workspace, key, found, notice);
    } catch (error) {
      // Removed meanwhile, or its object or pipeline is gone: the page of the model says so to whoever asks.
      if (!(error instanceof UserError)) onDefect(error);
    }
  }
}

const figureOf = ({ version, asOf, n, state, score, features }: DriftView): DriftFigure => {
  const most = mostMoved(features);
  return { version, asOf, n, state, psi: score?.psi ?? most?.psi ?? null, feature: most?.label ?? null };
};

function noticeOf(title: Text, { feature }: DriftFigure): Text {
  const zh = title['zh-CN'] ?? title.en;
  return feature === null
    ? both(`The model “${title.en}” has drifted from its training: train it again.`, `模型“${zh}”已偏离训练数据：请重新训练。`)
    : both(
        `The model “${title.en}” has drifted from its training, most of all by “${feature.en}”: train it again.`,
        `模型“${zh}”已偏离训练数据，变化最大的是“${feature['zh-CN'] ?? feature.en}”：请重新训练。`,
      );
}
