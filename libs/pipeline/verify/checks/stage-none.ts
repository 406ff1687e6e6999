import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';
import { activeStages } from '../stages.js';

/** Places where a run can rest without standing in any column of the board. */
export const stageNone: Check = {
  code: 'stage.none',
  severity: 'warning',
  meaning: {
    en: 'The pipeline has stages, but a run can rest where none is active and is then missing from the board.',
    'zh-CN': '流程有阶段，但运行可能停留在没有活动阶段之处，从而不在看板上显示。',
  },
  example: 'A state "waiting" that is no stage, between two stages.',
  *find(context: VerifyContext): Generator<Finding> {
    const { exploration, chart } = context;
    if (!context.states.some((s) => s.stage)) return;
    const told = new Set<number>();
    exploration.configurations.forEach((configuration, n) => {
      if (exploration.passing[n] || activeStages(chart, configuration).length) return;
      const resting = configuration.active.find((a) => chart.at(a).children.length === 0);
      if (resting !== undefined) told.add(resting);
    });
    for (const n of [...told].sort((a, b) => a - b)) {
      const { en, zh } = named(chart.at(n).state);
      yield {
        at: chart.at(n).state.at,
        text: { en: `While ${en} is active no stage is, so the record is missing from the board.`, 'zh-CN': `${zh}活动时没有活动阶段，记录不会出现在看板上。` },
      };
    }
  },
};
