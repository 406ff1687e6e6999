import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ground } from './ground.js';

/** What a stretch of load came to. Times count from the moment at which a request should have left. */
export interface LoadResult {
  readonly sent: number;
  readonly accepted: readonly string[];
  /** 429 and 503. */
  readonly refused: number;
  readonly refusedWithoutRetryAfter: number;
  readonly failed: number;
  /** Milliseconds of the accepted ones, in order of size. */
  readonly times: readonly number[];
  readonly seconds: number;
}

export const quantile = ({ times }: LoadResult, q: number): number => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;

/** More than requests may wait in the engine: it is the engine that has to say no, not a queue in here. */
const SOCKETS = 15_000;
/** Connections that stand before the load begins, as those of a proxy do: Node accepts one a turn of its loop, about a hundred a second when saturated. */
const STANDING_SECONDS = 1.5;
const OPENED_AT_ONCE = 100;
const TICK_MS = 5;

/** One request to be sent; `key` is under which it counts as accepted. */
export interface Shot {
  readonly key: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The n-th request, made when it leaves; null = there are no more. */
export type Shots = (n: number) => Shot | null;

/** Sends events of a ground's runs in turn at a rate, whatever becomes of them: arrivals do not wait for answers, as people do not. */
export const openLoop = (url: string, ground: Ground, perSecond: number, ms: number): Promise<LoadResult> => openLoopOf(url, eventsOf(ground), perSecond, ms);

export async function openLoopOf(url: string, shots: Shots, perSecond: number, ms: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: SOCKETS });
  const tally = new Tally();
  const open: Promise<void>[] = [];
  try {
    await openConnections(agent, url, Math.ceil(perSecond * STANDING_SECONDS));
    const startMs = performance.now();
    for (let n = 0; ;) {
      const now = performance.now() - startMs;
      if (now >= ms) break;
      for (; n < (now / 1000) * perSecond; n += 1) {
        const shot = shots(n);
        if (shot) open.push(tally.follow(send(agent, url, shot), startMs + (n / perSecond) * 1000));
      }
      await pause(TICK_MS);
    }
    await Promise.all(open);
    return tally.result((performance.now() - startMs) / 1000);
  } finally {
    agent.destroy();
  }
}

/** Opens connections and leaves them to the agent. */
async function openConnections(agent: Agent, url: string, count: number): Promise<void> {
  const held: (() => void)[] = [];
  for (let n = 0; n < count; n += OPENED_AT_ONCE) {
    await Promise.all(
      Array.from(
        { length: Math.min(OPENED_AT_ONCE, count - n) },
        () =>
          new Promise<void>((opened, failed) => {
            const asked = request(`${url}/healthz`, { agent }, (answer) => {
              // Answered, and not yet given back: the next one needs a connection of its own.
              held.push(() => answer.resume());
              opened();
            });
            asked.on('error', failed);
            asked.end();
          }),
      ),
    );
  }
  for (const giveBack of held) giveBack();
}

export interface Answer {
  readonly key: string;
  readonly status: number;
  readonly retryAfter: boolean;
}

class Tally {
  private readonly accepted: string[] = [];
  private readonly times: number[] = [];
  private sent = 0;
  private refused = 0;
  private refusedWithoutRetryAfter = 0;
  private failed = 0;

  async follow(answer: Promise<Answer>, dueMs: number): Promise<void> {
    this.sent += 1;
    const { key, status, retryAfter } = await answer;
    if (status >= 200 && status < 300) {
      this.accepted.push(key);
      this.times.push(performance.now() - dueMs);
    } else if (status === 429 || status === 503) {
      this.refused += 1;
      if (!retryAfter) this.refusedWithoutRetryAfter += 1;
    } else this.failed += 1;
  }

  result(seconds: number): LoadResult {
    const { accepted, sent, refused, refusedWithoutRetryAfter, failed } = this;
    return { accepted, sent, refused, refusedWithoutRetryAfter, failed, seconds, times: this.times.sort((a, b) => a - b) };
  }
}

const BODY = JSON.stringify({ event: 'swing' });

export const eventsOf =
  ({ runs, key: apiKey }: Ground): Shots =>
  (n) => {
    const key = randomUUID();
    return {
      key,
      path: `/api/v1/runs/${runs[n % runs.length]}/events`,
      headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': key },
      body: BODY,
    };
  };

/** Never rejects: a broken connection is status 0. */
export function send(agent: Agent, url: string, { key, path, headers, body }: Shot): Promise<Answer> {
  const all = { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const sent = request(`${url}${path}`, { agent, method: 'POST', headers: all }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ key, status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] !== undefined }));
      answer.on('error', () => resolve({ key, status: 0, retryAfter: false }));
    });
    sent.on('error', () => resolve({ key, status: 0, retryAfter: false }));
    sent.end(body);
  });
}
