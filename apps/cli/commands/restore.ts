import { constants, copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openStorage, restore, startDatabase } from '#storage';
import type { CommandRun } from '../command.js';
import { environment } from '../environment.js';
import { printJson, say } from '../terminal.js';
import { KEY_FILE } from './backup.js';

/** Fills an empty database from a backup, all of it or nothing. */
export const run: CommandRun = async ({ arguments: [folder = ''], terminal }) => {
  const { home, databaseUrl } = environment();
  const server = databaseUrl === undefined ? await startDatabase({ home, as: 'guest' }) : { url: databaseUrl, stop: async () => undefined };
  const storage = await openStorage(server.url);
  try {
    const progress = terminal.progress({ en: 'Restoring', 'zh-CN': '恢复' }, 1);
    const manifest = await restore(storage, { folder: resolve(folder), onTable: (done, of) => progress.at(done / of) });
    progress.end();
    // A key that is there already stays: it may open other things.
    const hasKeys = await copyFile(join(resolve(folder), KEY_FILE), join(home, KEY_FILE), constants.COPYFILE_EXCL).then(
      () => true,
      () => false,
    );
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    if (terminal.json) printJson(terminal, { takenAt: manifest.takenAt, rows, keys: hasKeys });
    else terminal.out(say(terminal, { en: '{rows} rows as of {at} are restored.', 'zh-CN': '已恢复截至 {at} 的 {rows} 行。' }, { rows, at: manifest.takenAt }));
    return 0;
  } finally {
    await storage.close();
    await server.stop();
  }
};
