import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another system, which answers 404 until it is mended. */
export interface FlakyServer {
  readonly host: string;
  mend(): void;
  stop(): Promise<void>;
}

export async function flakyServer(): Promise<FlakyServer> {
  let status = 404;
  const server = createServer((_, response) => void response.writeHead(status, { 'content-type': 'text/plain' }).end('said'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    mend: () => void (status = 200),
    stop: () => new Promise((done) => void server.close(() => done())),
  };
}

/** A pipeline that calls the other system: waiting --call--> calling --answered--> called. */
export const callingPipeline = (host: string) => ({
  format: 'millrace/1',
  key: 'calls',
  object: 'deal',
  title: { en: 'Calls', 'zh-CN': '调用' },
  initial: 'waiting',
  states: {
    waiting: { stage: true, title: { en: 'Waiting' }, on: { call: { target: 'calling', title: { en: 'Call' } } } },
    calling: { stage: true, title: { en: 'Calling' }, invoke: [{ id: 'call', step: 'http.request', with: { url: `http://${host}/` }, onDone: 'called' }] },
    called: { type: 'final', stage: true, outcome: 'won', title: { en: 'Called' } },
  },
});
