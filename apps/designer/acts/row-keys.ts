import type { PermissionName } from '../app/permissions.generated.js';

/** What a single key asks of a row. */
export type RowWish = 'move' | 'owner' | 'date' | 'priority';

const KEYS: Readonly<Record<string, RowWish>> = { m: 'move', s: 'move', a: 'owner', d: 'date', p: 'priority' };
const NEEDS: Readonly<Record<RowWish, PermissionName>> = { move: 'run.send', owner: 'record.write', date: 'task.write', priority: 'record.write' };

/** What the key means to somebody who may do this much; null where it means nothing. */
export function rowWish(key: string, may: (permission: PermissionName) => boolean, hasPriority: boolean): RowWish | null {
  const letter = key.toLowerCase();
  const wish = Object.hasOwn(KEYS, letter) ? KEYS[letter] : undefined;
  if (wish === undefined || !may(NEEDS[wish]) || (wish === 'priority' && !hasPriority)) return null;
  return wish;
}
