import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { type NotificationReader, Notifications } from '#crm';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';

/** What pipelines tell the one who asks. */
@Controller()
export class NotificationsController {
  constructor(private readonly notifications: Notifications) {}

  @Answers(operations.listNotifications)
  async list(
    @Asking() caller: Caller,
    @Input() { query }: InputOf<typeof operations.listNotifications>,
  ): Promise<AnswerOf<typeof operations.listNotifications>> {
    const { items, unread } = await this.notifications.list(readerOf(caller), query.limit);
    return { items: items.map(({ isRead: read, ...row }) => ({ ...row, read })), unread };
  }

  @Answers(operations.readNotifications)
  read(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.readNotifications>): Promise<void> {
    return this.notifications.markRead(readerOf(caller), body.ids);
  }
}

const readerOf = ({ principal, workspace }: Caller): NotificationReader => ({ workspace, id: principal.id, roles: principal.actor.roles ?? [] });
