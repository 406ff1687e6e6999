import type { WorkspaceId } from '#kernel';
import { openStorage, startDatabase, type Storage } from '#storage';
import type { Invocation } from './command.js';
import { textOption } from './command.js';
import { environment } from './environment.js';
import { WrongUse } from './terminal.js';

/** An open database; `close` stops the embedded server again if nobody else uses it. */
export interface Connection {
  readonly storage: Storage;
  /** Where the data is, in words. */
  readonly where: string;
  /** Names of migrations applied just now. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

/**
 * Joins the database of DATABASE_URL or of the home's embedded server, which is started when it is not running. Migrates
 * it, unless it is only to be looked at.
 */
export async function connect({ migrates = true }: { readonly migrates?: boolean } = {}): Promise<Connection> {
  const { home, databaseUrl } = environment();
  const server =
    databaseUrl === undefined ? await startDatabase({ home, as: 'guest' }) : { url: databaseUrl, where: hostOf(databaseUrl), stop: async () => undefined };
  try {
    const storage = await openStorage(server.url);
    const close = async (): Promise<void> => {
      await storage.close();
      await server.stop();
    };
    try {
      return { storage, where: server.where, migrated: migrates ? await storage.migrate() : [], close };
    } catch (error) {
      await storage.close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Host and database of an address, without user and password. */
export function hostOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

/** Opens the database for the length of `work`. */
export async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect();
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

export interface WorkspaceRow {
  readonly id: WorkspaceId;
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly createdAt: string;
}

export const allWorkspaces = (storage: Storage): Promise<readonly WorkspaceRow[]> =>
  storage.sql<WorkspaceRow>(`select id, key, name, time_zone as "timeZone", currency, created_at as "createdAt" from workspaces order by created_at, key`);

/** The workspace named by `--workspace` (key, name or id), or the only one. Throws WrongUse when that is not one. */
export async function chosenWorkspace({ storage }: Connection, invocation: Invocation): Promise<WorkspaceRow> {
  const all = await allWorkspaces(storage);
  const wish = textOption(invocation, 'workspace');
  const fitting = wish === undefined ? all : all.filter(({ id, key, name }) => [id, key, name].includes(wish));
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  const keys = all.map(({ key }) => key).join(', ');
  if (all.length === 0)
    throw new WrongUse({
      en: 'There is no workspace yet: run "millrace up", or "millrace workspace create".',
      'zh-CN': '还没有工作区：请运行 “millrace up” 或 “millrace workspace create”。',
    });
  if (wish === undefined)
    throw new WrongUse({
      en: `There are several workspaces; choose one with --workspace: ${keys}.`,
      'zh-CN': `有多个工作区，请用 --workspace 指定：${keys}。`,
    });
  throw new WrongUse({ en: `There is no workspace "${wish}". Known are ${keys}.`, 'zh-CN': `没有工作区“${wish}”。现有：${keys}。` });
}
