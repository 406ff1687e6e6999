import { inLocale } from '#kernel';
import { advanceMeasure } from '../bench/advance.js';
import { analysisMeasure } from '../bench/analysis.js';
import { backlogMeasure } from '../bench/backlog.js';
import { benchDatabase, type BenchDatabase } from '../bench/bench-database.js';
import type { BenchContext } from '../bench/context.js';
import { customersMeasure } from '../bench/customers.js';
import { durableMeasure } from '../bench/durable.js';
import { httpMeasure } from '../bench/http.js';
import { importMeasure } from '../bench/import-rate.js';
import { insightsMeasure } from '../bench/insights.js';
import { listsMeasure } from '../bench/lists.js';
import { loadMeasure } from '../bench/load.js';
import { verdictOf, type Figure, type Measure } from '../bench/measure.js';
import { rulesMeasure } from '../bench/rules.js';
import { serverMeasure } from '../bench/server.js';
import { soakMeasure } from '../bench/soak.js';
import { speedUpMeasure } from '../bench/speed-up.js';
import { sizeMeasure } from '../bench/size.js';
import { timersMeasure } from '../bench/timers.js';
import { workflowMeasure } from '../bench/workflow.js';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { environment } from '../environment.js';
import { printJson, say, WrongUse, type Terminal } from '../terminal.js';

const MEASURES: readonly Measure[] = [
  rulesMeasure,
  advanceMeasure,
  customersMeasure,
  analysisMeasure,
  durableMeasure,
  httpMeasure,
  workflowMeasure,
  timersMeasure,
  listsMeasure,
  insightsMeasure,
  importMeasure,
  serverMeasure,
  sizeMeasure,
];
/** Run by name only: they take the whole machine for a while. */
const BY_NAME: readonly Measure[] = [loadMeasure, backlogMeasure, speedUpMeasure, soakMeasure];

/** Measures and prints each figure beside its targets. Exit code 1 when a "must" is missed. */
export const run: CommandRun = async (invocation) => {
  const { terminal, options } = invocation;
  const named = [...invocation.arguments, ...(textOption(invocation, 'only')?.split(',') ?? [])];
  const chosen = named.length === 0 ? MEASURES : named.map(measureNamed);
  let database: Promise<BenchDatabase> | undefined;
  const context: BenchContext = {
    quick: options['full'] !== true,
    minutes: minutesOf(textOption(invocation, 'minutes')),
    database: () => (database ??= benchDatabase(environment().home, environment().databaseUrl)),
    note: (line) => terminal.json || terminal.err(`  ${line}`),
  };
  const figures: Figure[] = [];
  try {
    for (const measure of chosen) {
      if (!terminal.json) terminal.err(inLocale(measure.title, terminal.locale));
      figures.push(...(await measure.run(context)));
    }
  } finally {
    await (await database)?.drop();
  }
  const judged = figures.map((figure) => ({ ...figure, title: inLocale(figure.title, terminal.locale), verdict: verdictOf(figure) }));
  if (terminal.json) printJson(terminal, { node: process.version, quick: context.quick, figures: judged });
  else table(figures, terminal);
  return judged.some(({ verdict }) => verdict === 'missed') ? 1 : 0;
};

function minutesOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new WrongUse({ en: `--minutes is a whole number of minutes, not "${text}".`, 'zh-CN': `--minutes 应为整数分钟，而不是“${text}”。` });
}

function measureNamed(name: string): Measure {
  const all = [...MEASURES, ...BY_NAME];
  const measure = all.find((known) => known.name === name.trim());
  if (measure) return measure;
  const known = all.map((one) => one.name).join(', ');
  throw new WrongUse({ en: `There is no measure "${name}". Known are ${known}.`, 'zh-CN': `没有测量项“${name}”。可用的有 ${known}。` });
}

function table(figures: readonly Figure[], terminal: Terminal): void {
  const heads = [
    say(terminal, { en: 'what', 'zh-CN': '项目' }),
    say(terminal, { en: 'value', 'zh-CN': '结果' }),
    say(terminal, { en: 'must', 'zh-CN': '底线' }),
    say(terminal, { en: 'goal', 'zh-CN': '目标' }),
    '',
  ];
  const rows = figures.map((figure) => [
    inLocale(figure.title, terminal.locale),
    amount(figure.value, figure.unit),
    figure.target ? amount(figure.target.must, figure.unit) : '',
    figure.target ? amount(figure.target.goal, figure.unit) : '',
    { goal: '✓✓', must: '✓', missed: '✗', none: '' }[verdictOf(figure) ?? 'none'],
  ]);
  const widths = heads.map((_, i) => Math.max(...[heads, ...rows].map((row) => width(row[i] ?? ''))));
  for (const row of [heads, ...rows]) terminal.out(row.map((cell, i) => (i === 0 ? cell + pad(cell, widths[i]) : pad(cell, widths[i]) + cell)).join('  '));
}

const pad = (text: string, to = 0): string => ' '.repeat(Math.max(0, to - width(text)));
/** Chinese characters take two columns of a terminal. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);

function amount(value: number, unit: string): string {
  const digits = value >= 1000 ? Math.round(value).toLocaleString('en-US') : value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(3);
  return unit === '' ? digits : `${digits} ${unit}`;
}
