import {
  directlyFollows,
  eventLogOf,
  reworkOf,
  tokenReplay,
  variantsOf,
  type Conformance,
  type DirectlyFollows,
  type EventLog,
  type PetriNet,
} from '#analytics';
import { isJsonObject, type Json } from '#kernel';
import { textOption } from '../command.js';
import { readJsonFile } from '../input-files.js';
import { cellsOf, momentsIn, refused } from './csv-table.js';
import { neededOption, tableOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Block } from './report.js';

/** How a process really went: variants, who follows whom and how long that took, rework; and whether it fits a net. */
export const run = analysis(async (invocation) => {
  const csv = await tableOption(invocation);
  const [cases, activities] = [cellsOf(csv, neededOption(invocation, 'case')), cellsOf(csv, neededOption(invocation, 'activity'))];
  const at = momentsIn(csv, neededOption(invocation, 'time'));
  const log = valueOf(eventLogOf(at.map((atMs, i) => ({ case: cases[i] as string, activity: activities[i] as string, atMs }))));
  const file = textOption(invocation, 'net');
  const fitness = file === undefined ? null : valueOf(tokenReplay(log, netIn(await readJsonFile(file))));
  const [graph, variants, rework] = [directlyFollows(log), variantsOf(log), reworkOf(log)];
  const counts = { cases: graph.cases, events: graph.events, activities: graph.nodes.length, variants: variants.length, edges: graph.edges.length };
  return {
    data: { counts, activities: graph.nodes, edges: graph.edges, variants, rework, ...(fitness ? { conformance: fitness } : {}) },
    blocks: [
      line(
        '{cases} cases, {events} events, {activities} activities, {variants} variants, {edges} directly-follows edges',
        '{cases} 个案例，{events} 个事件，{activities} 种活动，{variants} 种变体，{edges} 条直接后继边',
        counts,
      ),
      ...mapBlocks(graph, log, topOption(invocation)),
      ...(fitness ? fitBlocks(fitness, topOption(invocation)) : []),
    ],
  };
});

const HOUR_MS = 3_600_000;

function mapBlocks({ nodes, edges }: DirectlyFollows, log: EventLog, top: number): Block[] {
  return [
    table(
      ['Variants', '变体'],
      ['cases|案例', 'share|占比', 'median hours|中位时长（小时）', 'activities|活动'],
      variantsOf(log)
        .slice(0, top)
        .map((one) => [one.cases, one.share, one.lasts.medianMs / HOUR_MS, one.activities.join(' > ')]),
    ),
    table(
      ['Activities', '活动'],
      ['activity|活动', 'events|事件', 'cases|案例', 'starts|起始', 'ends|结束'],
      nodes.slice(0, top).map((one) => [one.activity, one.events, one.cases, one.starts, one.ends]),
    ),
    table(
      ['Directly follows; waiting in hours', '直接后继；等待时间（小时）'],
      ['from|从', 'to|到', 'times|次数', 'mean|平均', 'median|中位', 'p90'],
      edges
        .slice(0, top)
        .map(({ from, to, count, waiting }) => [from, to, count, waiting.meanMs / HOUR_MS, waiting.medianMs / HOUR_MS, waiting.p90Ms / HOUR_MS]),
    ),
    table(
      ['Rework', '返工'],
      ['activity|活动', 'cases|案例', 'share|占比', 'repeats|重复'],
      reworkOf(log)
        .slice(0, top)
        .map((one) => [one.activity, one.cases, one.share, one.repeats]),
    ),
  ];
}

function fitBlocks({ cases, averageFitness, logFitness, fittingShare }: Conformance, top: number): Block[] {
  return [
    line(
      'Token replay: average fitness {average}, log fitness {log}, {share} % of the cases fit',
      '令牌重放：平均拟合度 {average}，日志拟合度 {log}，{share}% 的案例完全符合',
      {
        average: averageFitness.toFixed(7),
        log: logFitness.toFixed(7),
        share: (fittingShare * 100).toFixed(4),
      },
    ),
    table(
      ['Cases that do not fit', '不符合的案例'],
      ['case|案例', 'fitness|拟合度', 'missing|缺失', 'remaining|剩余', 'deviations|偏差'],
      cases
        .filter(({ fits }) => !fits)
        .slice(0, top)
        .map((one) => [one.case, one.fitness, one.missing, one.remaining, one.deviations.join(', ')]),
    ),
  ];
}

const isTexts = (value: Json | undefined): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isTransition = (one: Json): boolean =>
  isJsonObject(one) && (one['activity'] === null || typeof one['activity'] === 'string') && isTexts(one['from']) && isTexts(one['to']);

/** `{ start, end, transitions: [{ activity: "..." or null, from: [places], to: [places] }] }`. */
function netIn(value: Json): PetriNet {
  if (isJsonObject(value)) {
    const { start, end, transitions } = value;
    if (typeof start === 'string' && typeof end === 'string' && Array.isArray(transitions) && transitions.every(isTransition))
      return value as unknown as PetriNet;
  }
  throw refused(
    'analysis.option',
    'A net is { start, end, transitions: [{ activity, from: [places], to: [places] }] }; a silent transition has the activity null.',
    '网的格式为 { start, end, transitions: [{ activity, from: [库所], to: [库所] }] }；静默变迁的 activity 为 null。',
  );
}
