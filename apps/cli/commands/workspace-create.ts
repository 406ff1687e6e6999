import { createWorkspace } from '../../engine/workspaces/create-workspace.js';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { connected } from '../connection.js';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';
import { printJson, say, type ExitCode } from '../terminal.js';

/** Makes a workspace with the shipped calendars and pipelines. */
export const run: CommandRun = (invocation) =>
  connected<ExitCode>(async ({ storage }) => {
    const {
      terminal,
      arguments: [name = ''],
    } = invocation;
    const engine = joinEngine(storage);
    const wish = {
      name,
      timeZone: textOption(invocation, 'timeZone') ?? 'UTC',
      currency: textOption(invocation, 'currency') ?? 'USD',
      locale: terminal.locale,
    };
    const made = await createWorkspace({ storage, ...engine }, wish, CLI_ACTOR);
    await engine.runtime.stop();
    if (terminal.json) printJson(terminal, made);
    else
      terminal.out(
        say(
          terminal,
          { en: 'Made workspace {key} with {pipelines}.', 'zh-CN': '已创建工作区 {key}，包含 {pipelines}。' },
          { key: made.key, pipelines: made.pipelines.join(', ') },
        ),
      );
    return 0;
  });
