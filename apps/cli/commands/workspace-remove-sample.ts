import { removeSample } from '../../engine/sample/remove-sample.js';
import type { CommandRun } from '../command.js';
import { chosenWorkspace, connected } from '../connection.js';
import { CLI_ACTOR } from '../joined-engine.js';
import { printJson, say, type ExitCode } from '../terminal.js';

/** Deletes exactly the rows of the sample; a second call finds nothing. */
export const run: CommandRun = (invocation) =>
  connected<ExitCode>(async (connection) => {
    const { terminal } = invocation;
    const workspace = await chosenWorkspace(connection, invocation);
    const removed = await removeSample(connection.storage, workspace.id, CLI_ACTOR);
    if (terminal.json) printJson(terminal, { workspace: workspace.key, removed });
    else
      terminal.out(
        say(
          terminal,
          {
            en: 'Removed {records} records, {runs} runs and {journal} history rows of the sample from {key}.',
            'zh-CN': '已从 {key} 删除示例的 {records} 条记录、{runs} 个运行、{journal} 条历史。',
          },
          { key: workspace.key, records: removed['records'] ?? 0, runs: removed['runs'] ?? 0, journal: removed['journal'] ?? 0 },
        ),
      );
    return 0;
  });
