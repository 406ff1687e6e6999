import type { StepHandler } from '#runtime';
import { members, requiredText } from '../input.js';
import { wholeOr } from '../insights/input.js';
import { lackJson } from '../insights/words.js';
import type { Conformance, ConformanceFound } from '../insights/ports.js';

const NO_RUNS = { code: 'analysis.empty', text: { en: 'The pipeline had no runs in this time.', 'zh-CN': '该流程在此期间没有运行。' } };

export const mineConformance =
  (conformance: Conformance): StepHandler =>
  async ({ workspace, input }) => {
    const given = members(input);
    const found = await conformance.of(workspace, requiredText(given, 'pipeline', 80), wholeOr(given, 'days', 90, 3650));
    if (!found || found.cases === 0)
      return { kind: 'done', output: { cases: 0, fitting: 0, fitness: null, deviations: [], reasons: [], lacking: lackJson(NO_RUNS) } };
    const deviations = found.deviations.slice(0, 10).map((one) => ({ ...one }));
    return {
      kind: 'done',
      output: { cases: found.cases, fitting: found.fitting, fitness: found.fitness, deviations, reasons: deviations.slice(0, 3).map(inWords), lacking: null },
    };
  };

function inWords({ kind, from, to, count }: ConformanceFound['deviations'][number]): { readonly en: string; readonly 'zh-CN': string } {
  switch (kind) {
    case 'start':
      return { en: `${count} began in ${to}, where the chart does not begin.`, 'zh-CN': `${count} 次从 ${to} 开始，而流程图并不从此开始。` };
    case 'unfinished':
      return { en: `${count} stopped in ${from}, which is no end.`, 'zh-CN': `${count} 次停在 ${from}，而它不是终点。` };
    case 'unknown-state':
      return { en: `${count} were in ${to}, which the chart does not have.`, 'zh-CN': `${count} 次处于流程图中没有的 ${to}。` };
    default:
      return { en: `${count} went from ${from} to ${to}, which the chart does not allow.`, 'zh-CN': `${count} 次从 ${from} 到 ${to}，流程图不允许。` };
  }
}
