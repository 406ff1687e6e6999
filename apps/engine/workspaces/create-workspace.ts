import { randomUUID } from 'node:crypto';
import { isTimeZone } from '#calendar';
import { isCurrency, type Calendars } from '#crm';
import { UserError, type Text, type WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import { installShipped, type AttachedRules, type LibraryStore, type PipelineLibrary } from '#runtime';
import type { Storage } from '#storage';
import { shippedCalendars, shippedPipelines } from './shipped-files.js';

export interface WorkspaceParts {
  readonly storage: Storage;
  readonly calendars: Calendars;
  readonly library: { readonly store: LibraryStore; readonly library: PipelineLibrary; readonly rules: AttachedRules };
}

export interface NewWorkspace {
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: 'en' | 'zh-CN';
}

const MAX_NAME = 80;

/**
 * Makes a workspace with the shipped calendars and pipelines, published. Its key is made from the name. Throws
 * UserError `workspace.name`, `workspace.time-zone`, `workspace.currency`, and `workspace.exists` when the key is taken.
 */
export async function createWorkspace(
  parts: WorkspaceParts,
  wish: NewWorkspace,
  actor: Actor,
): Promise<{ readonly id: WorkspaceId; readonly key: string; readonly pipelines: readonly string[] }> {
  const key = keyOf(wish);
  const id = randomUUID() as WorkspaceId;
  const [row] = await parts.storage.sql<{ id: string }>(
    `insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, $2, $3, $4, $5, $6, clock_timestamp()) on conflict (key) do nothing returning id`,
    [id, key, wish.name.trim(), wish.timeZone, wish.currency, wish.locale],
  );
  if (!row) throw refusal('conflict', 'workspace.exists', '/name', { en: `There is already a workspace "${key}".`, 'zh-CN': `工作区“${key}”已存在。` });
  return { id, key, pipelines: await installTemplates(parts, id, actor) };
}

/** Adds what the workspace lacks of the shipped calendars and pipelines; answers the pipelines added. */
export async function installTemplates(parts: WorkspaceParts, workspace: WorkspaceId, actor: Actor): Promise<readonly string[]> {
  const present = await parts.calendars.keys(workspace);
  for (const { key, title, document } of await shippedCalendars()) {
    if (!present.has(key)) await parts.calendars.save(workspace, key, { title: { ...title }, document }, null);
  }
  return installShipped(parts.library, { workspace, actor, origin: null }, await shippedPipelines());
}

function keyOf({ name, timeZone, currency }: NewWorkspace): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > MAX_NAME)
    throw refusal('invalid', 'workspace.name', '/name', {
      en: `A workspace has a name of 1 to ${MAX_NAME} characters.`,
      'zh-CN': `工作区名称须为 1 至 ${MAX_NAME} 个字符。`,
    });
  if (!isTimeZone(timeZone))
    throw refusal('invalid', 'workspace.time-zone', '/timeZone', {
      en: `"${timeZone}" is no time zone; one is Asia/Shanghai.`,
      'zh-CN': `“${timeZone}”不是时区，例如 Asia/Shanghai。`,
    });
  if (!isCurrency(currency))
    throw refusal('invalid', 'workspace.currency', '/currency', {
      en: `"${currency}" is no currency; one is EUR.`,
      'zh-CN': `“${currency}”不是货币代码，例如 CNY。`,
    });
  const plain = trimmed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? `workspace-${randomUUID().slice(0, 8)}` : plain;
}

const refusal = (kind: 'invalid' | 'conflict', code: string, at: string, text: Text): UserError => new UserError(kind, { code, at, text });
