import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFindings } from './accessible.js';
import { asOwner, givenDeal } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The other system: keeps what it receives. */
class Sink {
  readonly received: Received[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(204).end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}

/** As Standard Webhooks says, from the secret as a person copied it. */
const signatureOf = (secret: string, { headers, body }: Received): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update([headers['webhook-id'], headers['webhook-timestamp'], body].join('.'))
    .digest('base64')}`;

describe('telling another system', () => {
  const sink = new Sink();
  let stage: Stage;
  let page: Page;
  let host: string;
  let secret: string;

  beforeAll(async () => {
    host = await sink.start();
    stage = await Stage.start({ outboundHosts: [host] });
    page = await stage.page();
  }, STAGE_MS);
  afterAll(async () => {
    await sink.stop();
    await stage.stop();
  });

  const pickMoment = async (moment: string): Promise<void> => {
    await page.getByRole('combobox', { name: 'Moments' }).click();
    await page.getByRole('option', { name: moment, exact: true }).click();
    await page.keyboard.press('Escape');
  };
  const attached = async (): Promise<readonly { readonly key: string; readonly document: { readonly enabled?: boolean } }[]> =>
    (await asOwner(stage, '/api/v1/pipelines/b2b-sales/rules')).items.filter(({ key }: { readonly key: string }) => key.startsWith('tell-'));

  it('begins with a form: pipeline, moments, address; the new secret is shown once, with code that checks with it', async () => {
    await page.goto('/settings/webhooks');
    await page.getByRole('button', { name: 'New subscription' }).click();
    await page.getByRole('combobox', { name: 'Pipeline' }).click();
    await page.getByRole('option', { name: 'B2B sales' }).click();
    await pickMoment('Engaging');
    await pickMoment('It ends');
    const address = page.getByRole('textbox', { name: 'Address to tell' });
    await address.fill('http://hooks.example.com/in');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByText('Give an https address').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await attached()).toEqual([]);
    await address.fill(`http://${host}/in`);
    await page.getByRole('textbox', { name: 'Type of the message' }).fill('deal.changed');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    secret = await page.getByRole('textbox', { name: 'The new secret' }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    const code = await page
      .getByRole('figure', { name: /Check a message/ })
      .locator('code')
      .innerText();
    expect(code).toContain(secret);
    expect(await seriousFindings(page)).toEqual([]);
    expect((await attached()).map(({ key }) => key).sort()).toMatchObject([
      expect.stringMatching(/-engaging$/),
      expect.stringMatching(/-lost$/),
      expect.stringMatching(/-won$/),
    ]);
    expect((await asOwner(stage, '/api/v1/secrets')).items).toMatchObject([{ hosts: [host] }]);
  });

  it('sends a test that is signed like the real thing', async () => {
    await page.getByRole('button', { name: 'Send a test', exact: true }).click();
    await page.getByText(`${host} took the test (answer 204).`).waitFor();
    const [test] = sink.received.splice(0);
    expect(JSON.parse(test?.body ?? '')).toEqual({ type: 'deal.changed', data: { test: true }, record: null, run: null });
    expect(test?.headers['webhook-signature']).toBe(signatureOf(secret, test as Received));
    await page.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.reload();
    await page.getByRole('table', { name: 'Tell another system' }).getByText('Engaging').waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
  });

  it('tells the other system, signed, when a deal moves, and shows that it was delivered', async () => {
    const deal = await givenDeal(stage, 'Told deal', {}, [{ event: 'engage' }]);
    await page.getByRole('table', { name: 'Last messages' }).getByText('delivered').waitFor();
    expect(sink.received.length).toBe(1);
    const [message] = sink.received.splice(0);
    expect(message?.headers['webhook-signature']).toBe(signatureOf(secret, message as Received));
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      type: 'deal.changed',
      data: { moment: 'entered', state: 'engaging', fields: { name: 'Told deal' } },
      record: deal.id,
      run: deal.runId,
    });
    await page.getByRole('table', { name: 'Last messages' }).getByRole('link', { name: 'Open the run' }).first().click();
    await page.waitForURL(`**/runs/${deal.runId}`);
  });

  it('is turned off with its switch, and is an ordinary rule', async () => {
    await page.goto('/settings/webhooks');
    const row = page.getByRole('row').filter({ hasText: 'Engaging' });
    const saved = page.waitForResponse((response) => response.request().method() === 'PUT');
    await row.getByRole('switch').press('Space');
    expect((await saved).status()).toBe(200);
    await row.getByRole('link', { name: /^Rule/ }).click();
    await page.getByRole('switch', { name: 'Rule is on' }).waitFor();
    expect(await page.getByRole('switch', { name: 'Rule is on' }).isChecked()).toBe(false);
    await givenDeal(stage, 'Untold deal', {}, [{ event: 'engage' }]);
    await stage.api.engine.parts.runtime.drain();
    expect(sink.received).toEqual([]);
  });

  it('takes a secret that is there for the host', async () => {
    await page.goto('/settings/webhooks');
    await page.getByRole('button', { name: 'New subscription' }).click();
    await page.getByRole('combobox', { name: 'Pipeline' }).click();
    await page.getByRole('option', { name: 'B2B sales' }).click();
    await pickMoment('It starts');
    await page.getByRole('textbox', { name: 'Address to tell' }).fill(`http://${host}/starts`);
    await page.getByRole('combobox', { name: 'Signing secret' }).click();
    await page.getByRole('option', { name: /^to-/ }).click();
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('figure', { name: /Check a message/ }).waitFor();
    expect(await page.getByRole('textbox', { name: 'The new secret' }).count()).toBe(0);
    expect((await asOwner(stage, '/api/v1/secrets')).items.length).toBe(1);
    await givenDeal(stage, 'Started deal');
    await page.getByRole('table', { name: 'Last messages' }).getByText('delivered').nth(1).waitFor();
    const [message] = sink.received.splice(0);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ data: { moment: 'started', fields: { name: 'Started deal' } } });
    expect(message?.headers['webhook-signature']).toBe(signatureOf(secret, message as Received));
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
