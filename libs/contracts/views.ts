import { z } from 'zod';
import { operation } from './operation.js';
import { byId, instant, key, list, title, uuid } from './shapes.js';

const group = 'Saved views';
const columns = z
  .array(z.strictObject({ path: z.string().min(1).max(150), width: z.number().int().min(40).max(2000).optional() }))
  .max(60)
  .meta({ description: 'fields shown, in order; widths in pixels' });
const shown = {
  name: title,
  filter: z.string().max(8000).optional(),
  q: z.string().max(500).optional(),
  sort: z.string().max(200).optional(),
  columns: columns.optional(),
};
const view = z
  .object({
    id: uuid,
    object: z.string(),
    pipeline: z.string().nullable(),
    name: z.string(),
    filter: z.string(),
    q: z.string(),
    sort: z.string(),
    columns,
    /** Seen by everybody in the workspace; otherwise by its maker alone. */
    shared: z.boolean(),
    mine: z.boolean(),
    updatedAt: instant,
  })
  .meta({ id: 'View', description: 'A named filter with its order and columns.' });
const viewExample = {
  id: '01920000-0000-7000-8000-00000000000c',
  object: 'deal',
  pipeline: 'b2b-sales',
  name: 'Big and open',
  filter: 'close_value>10000;open=true',
  q: '',
  sort: '-close_value',
  columns: [
    { path: 'name', width: 280 },
    { path: 'close_value', width: 120 },
  ],
  shared: false,
  mine: true,
  updatedAt: '2026-01-31T09:00:00.000Z',
};

export const listViews = operation({
  id: 'views.list',
  method: 'GET',
  path: '/api/v1/views',
  group,
  summary: 'Your own views and those shared with everybody',
  permission: 'record.read',
  query: z.strictObject({ object: key.optional(), pipeline: key.optional() }),
  answer: list(view),
});
export const createView = operation({
  id: 'views.create',
  method: 'POST',
  path: '/api/v1/views',
  group,
  summary: 'Save a view',
  description: '`shared` needs the permission view.share.',
  permission: 'record.read',
  body: z.strictObject({ object: key, pipeline: key.nullable().optional(), ...shown, shared: z.boolean().optional() }),
  answer: view,
  status: 201,
  bodyExample: { object: 'deal', pipeline: 'b2b-sales', name: 'Big and open', filter: 'close_value>10000;open=true', sort: '-close_value' },
  answerExample: viewExample,
  refusals: [404, 409],
});
export const changeView = operation({
  id: 'views.change',
  method: 'PATCH',
  path: '/api/v1/views/{id}',
  group,
  summary: 'Change a view',
  description: 'Your own; a shared one with the permission view.share.',
  permission: 'record.read',
  params: byId,
  body: z.strictObject({ ...shown, name: title.optional(), shared: z.boolean().optional() }),
  answer: view,
  bodyExample: { name: 'Big', filter: 'close_value>20000' },
  answerExample: viewExample,
  refusals: [404],
});
export const removeView = operation({
  id: 'views.remove',
  method: 'DELETE',
  path: '/api/v1/views/{id}',
  group,
  summary: 'Remove a view',
  permission: 'record.read',
  params: byId,
  status: 204,
  refusals: [404],
});
