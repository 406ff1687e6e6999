import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestEngine } from '../testing/test-engine.js';

let api: TestEngine;
beforeAll(async () => {
  api = await TestEngine.start();
});
afterAll(() => api.stop());

/** Rejects when the server is gone. */
const asked = (agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(`${api.url}/readyz`, { agent }, (answer) => answer.on('end', resolve).resume());
    sent.on('error', reject);
    sent.end();
  });

/** One connection that is never idle; ends with the server. */
async function client(onAnswer: () => unknown): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (;;) {
      await asked(agent);
      onAnswer();
    }
  } catch {
    agent.destroy();
  }
}

it('stops though clients ask again and again on open connections', async () => {
  const clients: Promise<void>[] = [];
  await new Promise<void>((warm) => {
    let answers = 0;
    for (let n = 0; n < 8; n += 1) clients.push(client(() => (answers += 1) === 100 && warm()));
  });
  const began = performance.now();
  await api.engine.stop();
  expect(performance.now() - began).toBeLessThan(5_000);
  await Promise.all(clients);
});
