import type { WorkspaceId } from '#kernel';
import type { FeedRow } from '#storage';
import type { Response } from 'express';
import type { LiveFeed } from './live-feed.js';

const HEARTBEAT_MS = 15_000;
/** A session or key that has ended is noticed within this time, however much there is to tell. */
const REVIEW_MS = 5000;
/** News that come within this time are read together. */
const GATHER_MS = 50;

/** One browser's stream of server-sent events. */
export class LiveStream {
  private readonly closed = new AbortController();
  private lastWriteMs = 0;
  private reviewedMs = performance.now();

  constructor(
    private readonly response: Response,
    private readonly feed: LiveFeed,
    private readonly workspace: WorkspaceId,
    private readonly stillAllowed: () => Promise<boolean>,
  ) {}

  end(): void {
    this.closed.abort();
  }

  /** Streams from the cursor on (null = from now) until the reader leaves. What a slow reader has not taken yet is waited for, not piled up. */
  async run(after: string | null): Promise<void> {
    const { response } = this;
    response.on('close', () => this.end());
    response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    let cursor = after ?? (await this.feed.end());
    await this.write(after === null ? `id: ${cursor}\nevent: hello\ndata: {}\n\n` : 'retry: 2000\n\n');
    while (await this.goesOn()) {
      const page = await this.feed.read(this.workspace, cursor);
      if (page.reset) await this.write(`id: ${page.cursor}\nevent: reset\ndata: {}\n\n`);
      if (page.rows.length > 0) await this.write(page.rows.map(eventOf).join(''));
      cursor = page.cursor;
      if (page.rows.length === 0) await this.wait();
    }
    response.end();
  }

  private async wait(): Promise<void> {
    await this.feed.news(this.closed.signal);
    if (performance.now() - this.lastWriteMs >= HEARTBEAT_MS) await this.write(': still here\n\n');
    if (!this.closed.signal.aborted) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }

  private async goesOn(): Promise<boolean> {
    if (performance.now() - this.reviewedMs >= REVIEW_MS) {
      this.reviewedMs = performance.now();
      if (!(await this.stillAllowed())) this.end();
    }
    return !this.closed.signal.aborted;
  }

  private async write(text: string): Promise<void> {
    const { response } = this;
    const { signal } = this.closed;
    this.lastWriteMs = performance.now();
    if (signal.aborted || response.write(text)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        response.off('drain', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      response.on('drain', done);
      signal.addEventListener('abort', done);
    });
  }
}

function eventOf({ cursor, recordId, recordedAt: at, ...row }: FeedRow): string {
  const [name, data] =
    row.kind === 'edit'
      ? ['edited', { recordId, what: row.what, fields: row.names, at }]
      : ['changed', { runId: row.runId, recordId, seq: row.seq, event: row.event, from: row.from, to: row.to, at }];
  return `id: ${cursor}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
