import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inLocale } from '#kernel';
import { shippedCalendars, timesFor } from '../calendars.js';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { readJsonFile } from '../input-files.js';
import { compiled, readPipeline, readRules } from '../pipeline-files.js';
import { problemJson, problemLine, reportProblems } from '../problems.js';
import { playScenario, type ScenarioResult } from '../scenario/play-scenario.js';
import { parseScenarios } from '../scenario/scenario.js';
import { printJson, say } from '../terminal.js';

/** Plays every scenario of the given pipeline folders. */
export const run: CommandRun = async (invocation) => {
  const { arguments: folders, terminal } = invocation;
  const calendars = await shippedCalendars(textOption(invocation, 'calendars'));
  const played: { readonly folder: string; readonly results: readonly ScenarioResult[] }[] = [];
  for (const folder of folders) {
    const rulesFile = join(folder, 'rules.json');
    const definition = await readPipeline(join(folder, 'pipeline.json'));
    if (!definition.ok) return reportProblems(definition.error, terminal);
    const rules = await readRules(existsSync(rulesFile) ? rulesFile : undefined);
    if (!rules.ok) return reportProblems(rules.error, terminal);
    const scenarios = parseScenarios(await readJsonFile(join(folder, 'scenarios.json')));
    if (!scenarios.ok) return reportProblems(scenarios.error, terminal);
    const pipeline = compiled(definition.value, rules.value);
    const times = timesFor(definition.value.timeZone ?? 'UTC', calendars);
    played.push({ folder, results: scenarios.value.map((scenario) => playScenario(scenario, pipeline, times)) });
  }
  if (terminal.json)
    printJson(
      terminal,
      played.map(({ folder, results }) => ({
        folder,
        scenarios: results.map((r) => ({
          name: inLocale(r.name, terminal.locale),
          steps: r.steps,
          ok: r.problems.length === 0,
          problems: r.problems.map((p) => problemJson(p, terminal)),
        })),
      })),
    );
  else for (const { folder, results } of played) show(folder, results, terminal);
  return played.some(({ results }) => results.some((r) => r.problems.length > 0)) ? 1 : 0;
};

function show(folder: string, results: readonly ScenarioResult[], terminal: Parameters<typeof say>[0] & Parameters<typeof problemLine>[1]): void {
  terminal.out(folder);
  for (const { name, problems } of results) {
    terminal.out(`  ${problems.length ? '✗' : '✓'} ${inLocale(name, terminal.locale)}`);
    for (const problem of problems) terminal.out(`      ${problemLine(problem, terminal)}`);
  }
  const good = results.filter((r) => r.problems.length === 0).length;
  terminal.out(
    say(terminal, { en: '  {good} of {all} scenarios as expected', 'zh-CN': '  {all} 个场景中有 {good} 个符合预期' }, { good, all: results.length }),
  );
}
