import { z } from 'zod';
import { operation } from './operation.js';
import { count, instant, text, uuid } from './shapes.js';

const group = 'Notifications';
const id = z.string().min(1).max(200);
const notification = z
  .object({
    id,
    text: z.string(),
    /** The same in both languages, where the product itself says it. */
    words: text.nullable(),
    at: instant,
    /** The record it is about. */
    record: z.object({ id: uuid, object: z.string(), name: z.string().nullable() }).nullable(),
    /** The model it is about. */
    model: z.object({ key: z.string(), title: text }).nullable(),
    read: z.boolean(),
  })
  .meta({
    id: 'Notification',
    description:
      'A message in your inbox: of a pipeline, to you, to the owner that you were, or to a role that you have; or about a model, to those who may train it.',
  });
const example = {
  id: '01920000-0000-7000-8000-00000000000d',
  text: 'Acme has paid.',
  words: null,
  at: '2026-01-31T09:00:00.000Z',
  record: { id: '01920000-0000-7000-8000-000000000001', object: 'deal', name: 'Acme' },
  model: null,
  read: false,
};

export const listNotifications = operation({
  id: 'notifications.list',
  method: 'GET',
  path: '/api/v1/notifications',
  group,
  summary: 'Your newest notifications, and how many of them you have not read',
  permission: 'notification.own',
  query: z.strictObject({ limit: count(1, 100).optional().meta({ description: 'at most so many, default 50' }) }),
  answer: z.object({ items: z.array(notification), unread: z.number().int() }),
  answerExample: { items: [example], unread: 1 },
});
export const readNotifications = operation({
  id: 'notifications.read',
  method: 'POST',
  path: '/api/v1/notifications/read',
  group,
  summary: 'Mark notifications as read',
  description: 'For you alone. Ids that are none of yours change nothing.',
  permission: 'notification.own',
  body: z.strictObject({ ids: z.array(id).min(1).max(100) }),
  status: 204,
  bodyExample: { ids: [example.id] },
});
