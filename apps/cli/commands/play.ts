import type { Json } from '#kernel';
import { inLocale, isJsonObject, ok, UserError, type Problem, type Result } from '#kernel';
import type { Definition } from '#pipeline';
import { shippedCalendars, timesFor } from '../calendars.js';
import type { CommandRun, Invocation } from '../command.js';
import { textOption } from '../command.js';
import { EVENTS_MAX_BYTES, readJsonFile } from '../input-files.js';
import { compiled, readPipeline, readRules } from '../pipeline-files.js';
import { parsePlaySteps } from '../play/play-input.js';
import { momentOf, PlaySession, type PlayedStep } from '../play/session.js';
import { reportProblems } from '../problems.js';
import { printJson, say, type Terminal } from '../terminal.js';
import { readMachineDefinition, reportLost } from '../xstate-files.js';

/** Plays a list of events and prints each step. Exit code 1 when an event was refused. */
export const run: CommandRun = async (invocation) => {
  const { terminal } = invocation;
  const definition = await definitionOf(invocation);
  if (!definition.ok) return reportProblems(definition.error, terminal);
  const rules = await readRules(textOption(invocation, 'rules'));
  if (!rules.ok) return reportProblems(rules.error, terminal);
  const steps = parsePlaySteps(await readJsonFile(textOption(invocation, 'events') ?? '', EVENTS_MAX_BYTES));
  if (!steps.ok) return reportProblems(steps.error, terminal);
  const calendars = await shippedCalendars(textOption(invocation, 'calendars'));
  const session = new PlaySession({
    pipeline: compiled(definition.value, rules.value),
    record: await recordOf(textOption(invocation, 'record')),
    start: momentOf(textOption(invocation, 'start') ?? ''),
    times: timesFor(definition.value.timeZone ?? 'UTC', calendars),
    roles: textOption(invocation, 'roles')
      ?.split(',')
      .map((role) => role.trim()) ?? ['*'],
  });
  const played: PlayedStep[] = [];
  const show = (step: PlayedStep): void => {
    played.push(step);
    if (!terminal.json) showStep(step, terminal);
  };
  show(session.start());
  for (const step of steps.value) session.play(step).forEach(show);
  if (terminal.json)
    printJson(terminal, {
      pipeline: definition.value.key,
      steps: played.map((step) => stepJson(step, terminal)),
      record: session.record,
      vars: session.vars,
      tags: session.tags,
    });
  return played.some((step) => step.refused.length > 0) ? 1 : 0;
};

async function definitionOf({ arguments: [file = ''], options, terminal }: Invocation): Promise<Result<Definition, readonly Problem[]>> {
  if (!options['xstate']) return readPipeline(file);
  const read = await readMachineDefinition(file);
  if (!read.ok) return read;
  reportLost(read.value.lost, terminal);
  return ok(read.value.definition);
}

async function recordOf(path: string | undefined): Promise<{ readonly [key: string]: Json }> {
  if (path === undefined) return {};
  const record = await readJsonFile(path);
  if (isJsonObject(record)) return record;
  throw new UserError('invalid', { code: 'record.form', at: '', text: { en: `${path} must hold an object of fields.`, 'zh-CN': `${path} 应为字段对象。` } });
}

function stepJson(step: PlayedStep, terminal: Terminal): unknown {
  return {
    ...step,
    refused: step.refused.map((reason) => ({ ...reason, text: inLocale(reason.text, terminal.locale) })),
  };
}

function showStep(step: PlayedStep, terminal: Terminal): void {
  terminal.out(`${step.at}  ${step.event}`);
  terminal.out(`  ${say(terminal, { en: 'active', 'zh-CN': '活动状态' })}: ${step.active.join(', ')}`);
  for (const effect of step.effects) {
    const { do: kind, ...rest } = effect;
    terminal.out(`  ${say(terminal, { en: 'effect', 'zh-CN': '效果' })}: ${kind} ${JSON.stringify(rest)}`);
  }
  for (const reason of step.refused)
    terminal.out(`  ${say(terminal, { en: 'refused', 'zh-CN': '拒绝' })}: ${inLocale(reason.text, terminal.locale)} [${reason.code}]`);
  if (step.late) terminal.out(`  ${say(terminal, { en: 'late: nothing waited for this any more', 'zh-CN': '迟到：已无等待' })}`);
  if (step.status === 'done') terminal.out(`  ${say(terminal, { en: 'ended: {outcome}', 'zh-CN': '结束：{outcome}' }, { outcome: step.outcome ?? '-' })}`);
}
