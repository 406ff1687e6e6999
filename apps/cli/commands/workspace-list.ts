import type { CommandRun } from '../command.js';
import { allWorkspaces, connected } from '../connection.js';
import { printJson, say, type ExitCode } from '../terminal.js';

/** Lists the workspaces with what is in them. */
export const run: CommandRun = ({ terminal }) =>
  connected<ExitCode>(async ({ storage }) => {
    const counts = await storage.sql<{ id: string; records: number; openRuns: number; sample: boolean }>(
      `select w.id, (select count(*)::int from records r where r.workspace_id = w.id and r.deleted_at is null) as records,
         (select count(*)::int from runs x where x.workspace_id = w.id and x.status = 'active') as "openRuns",
         exists (select 1 from records r where r.workspace_id = w.id and r.origin = 'sample') as sample from workspaces w`,
    );
    const rows = (await allWorkspaces(storage)).map((workspace) => ({ ...workspace, ...counts.find(({ id }) => id === workspace.id) }));
    if (terminal.json) printJson(terminal, rows);
    else if (rows.length === 0) terminal.out(say(terminal, { en: 'There is no workspace yet.', 'zh-CN': '还没有工作区。' }));
    else {
      for (const { key, name, records = 0, openRuns = 0, sample } of rows) {
        const text = sample
          ? { en: '{key}  {name}: {records} records, {runs} open runs, with sample', 'zh-CN': '{key}  {name}：{records} 条记录，{runs} 个进行中的运行，含示例' }
          : { en: '{key}  {name}: {records} records, {runs} open runs', 'zh-CN': '{key}  {name}：{records} 条记录，{runs} 个进行中的运行' };
        terminal.out(say(terminal, text, { key, name, records, runs: openRuns }));
      }
    }
    return 0;
  });
