import { describe, expect, it } from '@jest/globals';
import { bodyOf, givenOf, placesIn, type Webhook, without, withChanged, withLine } from './mapping.js';

const WEBHOOK: Webhook = {
  id: '01920000-0000-7000-8000-000000000001',
  title: 'Shop',
  pipeline: 'b2b-sales',
  match: { at: '/data/deal', field: 'external' },
  event: { at: '/type', names: { 'order.paid': 'win' } },
  fields: { close_value: '/data/amount' },
  create: true,
  enabled: true,
  createdAt: '2026-01-01T00:00:00.000Z',
};

describe('the mapping of an endpoint', () => {
  it('comes back as it was given', () => {
    const { id: _, enabled: __, createdAt: ___, ...body } = WEBHOOK;
    expect(bodyOf(givenOf(WEBHOOK))).toEqual(body);
  });

  it('has one event or those that the payload names', () => {
    expect(bodyOf({ ...givenOf(WEBHOOK), how: 'fixed', event: 'note' }).event).toEqual({ name: 'note' });
  });

  it('leaves out lines that are not filled', () => {
    const { fields } = givenOf(WEBHOOK);
    expect(bodyOf({ ...givenOf(WEBHOOK), fields: withLine(fields) }).fields).toEqual(WEBHOOK.fields);
    const [line] = withLine([]);
    expect(withChanged(withLine(fields), 1, { name: 'name' })[1]).toEqual({ id: 1, name: 'name', value: '' });
    expect(without(fields, line?.id ?? -1)).toEqual([]);
  });
});

it.each([
  ['{"type":"x","data":{"deal":1,"list":[true,{"a/b":null}]}}', ['/type', '/data/deal', '/data/list/0', '/data/list/1/a~1b']],
  ['{}', []],
  ['no JSON', []],
  ['3', []],
])('places in %s', (text, places) => expect(placesIn(text)).toEqual(places));
