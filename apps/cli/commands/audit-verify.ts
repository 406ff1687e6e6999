import { PgAuditStore } from '#storage';
import type { CommandRun } from '../command.js';
import { chosenWorkspace, connected } from '../connection.js';
import { printJson, say } from '../terminal.js';

/** Recomputes the chain of a workspace and names the first row that was changed, removed or reordered. */
export const run: CommandRun = (invocation) =>
  connected(async (connection) => {
    const { terminal } = invocation;
    const workspace = await chosenWorkspace(connection, invocation);
    const { rows, firstBad } = await new PgAuditStore(connection.storage.sql).verify(workspace.id);
    if (terminal.json) printJson(terminal, { workspace: workspace.key, rows, ok: firstBad === null, firstBad });
    else if (firstBad === null)
      terminal.out(
        say(terminal, { en: '{key}: {rows} audit rows, the chain holds.', 'zh-CN': '{key}：{rows} 条审计记录，哈希链完整。' }, { key: workspace.key, rows }),
      );
    else {
      const how = {
        changed: { en: 'was changed', 'zh-CN': '被修改' },
        removed: { en: 'was removed', 'zh-CN': '被删除' },
        reordered: { en: 'was reordered', 'zh-CN': '被调换' },
      }[firstBad.why];
      terminal.out(
        say(
          terminal,
          { en: '{key}: row {seq} {how}.', 'zh-CN': '{key}：第 {seq} 行{how}。' },
          { key: workspace.key, seq: firstBad.seq, how: say(terminal, how) },
        ),
      );
    }
    return firstBad === null ? 0 : 1;
  });
