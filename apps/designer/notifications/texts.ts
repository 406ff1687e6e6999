import { defineTexts } from '../i18n/texts.js';

export const notificationTexts = defineTexts('notifications', {
  title: ['Notifications', '通知'],
  bell: ['Notifications', '通知'],
  bellUnread_one: ['Notifications, {{count}} unread', '通知，{{count}} 条未读'],
  bellUnread_other: ['Notifications, {{count}} unread', '通知，{{count}} 条未读'],
  none: ['Nothing yet', '暂无通知'],
  noneHint: [
    'What a pipeline tells you, your role or the owner of a record shows here, and what is to be known of models that you may train.',
    '流程发给您、您的角色或记录负责人的消息，以及您可训练的模型的提醒会显示在这里。',
  ],
  unread: ['Unread', '未读'],
  readAll: ['Mark all as read', '全部标为已读'],
  many: ['{{count}}+', '{{count}}+'],
});
