import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseAttachedRule, type PipelineDocument } from '#pipeline';
import { hostOf, isAddress, isFor, newSigningSecret, rulesOf, secretName, subscriptionsIn, type Moment } from './subscription.js';
import { verifyExample } from './verify-example.js';

/** open (stage) -> deep { late (stage, id later) } -> won (stage, end), dropped (end) */
const document = {
  format: 'millrace/1',
  key: 'sales',
  object: 'deal',
  title: { en: 'Sales' },
  initial: 'open',
  states: {
    open: { stage: true, title: { en: 'Open', 'zh-CN': '进行中' } },
    deep: { initial: 'later', states: { late: { id: 'later', stage: true } } },
    won: { stage: true, type: 'final', outcome: 'won' },
    dropped: { type: 'final', outcome: 'lost' },
  },
} as const satisfies PipelineDocument;
const url = 'https://hooks.example.com/in';
const make = (moments: readonly Moment[], fields: readonly string[] = [], taken: readonly string[] = []) =>
  rulesOf(document, { moments, url, secret: 'to-hooks', type: 'deal.moved', fields }, { nameField: 'name', taken });

describe('a subscription', () => {
  it.each<[string, readonly Moment[], readonly string[]]>([
    ['a stage', ['stage:later'], ['later']],
    ['any move', ['any'], ['open', 'later', 'won']],
    ['any move and a stage, told once', ['any', 'stage:open'], ['open', 'later', 'won']],
    ['the end', ['ended'], ['won', 'dropped']],
    ['any move and the end, told once', ['any', 'ended'], ['open', 'later', 'won', 'dropped']],
    ['the start and its stage, told apart', ['started', 'stage:open'], ['open', 'open']],
    ['nothing', [], []],
  ])('to %s is a rule for each moment', (_, moments, entered) => {
    const rules = make(moments);
    expect(rules.map(({ on }) => on)).toEqual(entered.map((enter) => ({ enter })));
    expect(rules.map((rule) => parseAttachedRule(rule).ok)).toEqual(entered.map(() => true));
    expect(new Set(rules.map(({ key }) => key)).size).toBe(rules.length);
  });

  it('says what happened, and sends the name and the chosen fields', () => {
    expect(make(['stage:open'], ['close_value'])).toEqual([
      {
        key: 'tell-hooks-example-com-open',
        pipeline: 'sales',
        title: { en: 'Tell hooks.example.com: “Open”', 'zh-CN': '通知 hooks.example.com：“进行中”' },
        on: { enter: 'open' },
        do: [
          {
            do: 'webhook.send',
            with: {
              url,
              secret: 'to-hooks',
              type: 'deal.moved',
              data: {
                moment: 'entered',
                state: 'open',
                at: { var: 'now' },
                fields: { name: { var: 'record.name' }, close_value: { var: 'record.close_value' } },
              },
            },
          },
        ],
      },
    ]);
  });

  it('to the start holds for the start alone, and takes no key of another rule', () => {
    expect(make(['started'], [], ['tell-hooks-example-com-started'])).toMatchObject([
      { key: 'tell-hooks-example-com-started-2', when: { '==': [{ var: 'event.name' }, 'started'] } },
    ]);
  });

  it('is found among all rules, with what it sends', () => {
    const [told] = make(['stage:open']);
    const other = { key: 'other', pipeline: 'sales', title: { en: 'Other' }, on: { enter: 'won' }, do: [{ do: 'tag.add', with: { tag: 'x' } }] };
    expect(subscriptionsIn('sales', 3, [other, ...(told ? [told] : [])])).toEqual([
      { pipeline: 'sales', revision: 3, rule: told, url, type: 'deal.moved', secret: 'to-hooks' },
    ]);
  });
});

describe('the address of another system', () => {
  it.each([
    ['https://hooks.example.com/in', true],
    ['http://127.0.0.1:4000/in', true],
    ['http://localhost/in', true],
    ['http://hooks.example.com/in', false],
    ['https://user:word@hooks.example.com/', false],
    ['ftp://hooks.example.com', false],
    ['hooks.example.com', false],
    ['', false],
  ])('%j may be told: %s', (address, may) => expect(isAddress(address)).toBe(may));

  it.each([
    [['hooks.example.com'], 'https://hooks.example.com/in', true],
    [['hooks.example.com:443'], 'https://hooks.example.com/in', true],
    [['hooks.example.com'], 'https://hooks.example.com:8443/in', true],
    [['hooks.example.com:443'], 'https://hooks.example.com:8443/in', false],
    [['example.com'], 'https://hooks.example.com/in', false],
    [['hooks.example.com'], 'not an address', false],
  ])('a secret for %j fits %s: %s', (hosts, address, fits) => expect(isFor(hosts, address)).toBe(fits));

  it('names a secret that is not there yet', () => {
    expect(hostOf('https://hooks.example.com:8443/in')).toBe('hooks.example.com:8443');
    expect(secretName('https://hooks.example.com/in', ['to-hooks-example-com'])).toBe('to-hooks-example-com-2');
  });
});

describe('a new signing secret', () => {
  const secret = newSigningSecret();

  it('is 32 random bytes in the form of Standard Webhooks', () => {
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64').length).toBe(32);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSigningSecret()).not.toBe(secret);
  });

  it('comes with code that takes a genuine message and no other', async () => {
    const code = verifyExample(secret).replace(/: Record<string, string \| undefined>|: string|: boolean/g, '');
    const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      readonly isGenuine: (headers: Readonly<Record<string, string>>, body: string) => boolean;
    };
    const [id, body] = ['msg_1', '{"type":"deal.moved"}'];
    const signed = (time: number) => ({
      'webhook-id': id,
      'webhook-timestamp': String(time),
      'webhook-signature': `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(`${id}.${time}.${body}`)
        .digest('base64')}`,
    });
    const now = Math.floor(Date.now() / 1000);
    expect(isGenuine(signed(now), body)).toBe(true);
    expect(isGenuine(signed(now), `${body} `)).toBe(false);
    expect(isGenuine(signed(now - 400), body)).toBe(false);
    expect(isGenuine({}, body)).toBe(false);
  });
});
