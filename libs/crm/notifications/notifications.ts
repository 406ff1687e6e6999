import type { NotificationReader, NotificationRow, NotificationStore } from '../ports.js';

const USUAL = 50;

/** What pipelines tell people: the newest first, with what each reader has read. */
export class Notifications {
  constructor(private readonly store: NotificationStore) {}

  /** `unread` counts what is listed, so that it costs no more than the list. */
  async list(reader: NotificationReader, limit: number | undefined): Promise<{ readonly items: readonly NotificationRow[]; readonly unread: number }> {
    const items = await this.store.newest(reader, limit ?? USUAL);
    return { items, unread: items.filter(({ isRead }) => !isRead).length };
  }

  /** For this reader alone. Idempotent; ids that are none of theirs are passed over. */
  markRead(reader: NotificationReader, ids: readonly string[]): Promise<void> {
    return this.store.markRead(reader, ids);
  }
}
