import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import type { FeedPage, FeedRow } from '#storage';
import type { Response } from 'express';
import type { LiveFeed } from './live-feed.js';
import { LiveStream } from './live-stream.js';

const ROW = {
  cursor: '1',
  runId: 'r',
  recordId: 'd',
  seq: 1,
  event: { kind: 'sent', name: 'x'.repeat(200) },
  from: [],
  to: [],
  recordedAt: '2026-01-05T09:00:00.000Z',
} as unknown as FeedRow;
const W = 'w' as WorkspaceId;

/** A reader's end that takes what is written only when it is asked to. */
const readerOf = (): PassThrough & Response =>
  Object.assign(new PassThrough(), { status: () => reader, set: () => reader, flushHeaders: () => undefined }) as never;
let reader: PassThrough & Response;

/** A feed that always has news. */
function busyFeed(onRead: () => void): { readonly feed: LiveFeed; reads(): number } {
  let reads = 0;
  const read = async (): Promise<FeedPage> => {
    reads += 1;
    onRead();
    await turn();
    return { rows: Array.from({ length: 100 }, () => ROW), cursor: '1', reset: false };
  };
  return { feed: { read, end: async () => '0', news: async () => turn() } as unknown as LiveFeed, reads: () => reads };
}

describe('a live stream with much to tell', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('waits for a reader who does not read, and goes on when they do', async () => {
    reader = readerOf();
    const { feed, reads } = busyFeed(() => undefined);
    const stream = new LiveStream(reader, feed, W, async () => true);
    const running = stream.run('0');
    for (let i = 0; i < 50; i += 1) await turn();
    expect(reads()).toBeLessThan(5);
    expect(reader.readableLength + reader.writableLength).toBeLessThan(300_000);
    reader.resume();
    for (let i = 0; i < 50; i += 1) await turn();
    expect(reads()).toBeGreaterThan(10);
    stream.end();
    await running;
  });

  it('ends when it is not allowed any more, though there are always news', async () => {
    let nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
    reader = readerOf();
    reader.resume();
    const { feed, reads } = busyFeed(() => (nowMs += 1000));
    await new LiveStream(reader, feed, W, async () => nowMs < 12_000).run('0');
    expect(reads()).toBe(15);
  });

  it('does not hold on to a reader who left without reading', async () => {
    reader = readerOf();
    const running = new LiveStream(reader, busyFeed(() => undefined).feed, W, async () => true).run('0');
    for (let i = 0; i < 10; i += 1) await turn();
    reader.destroy();
    await running;
    expect(reader.listenerCount('drain')).toBe(0);
  });
});
