import type { WorkspaceId } from '#kernel';
import type { FeedRow } from '#storage';
import type { Response } from 'express';
import type { LiveFeed } from './live-feed.js';

const HEARTBEAT_MS = 15_000;
/** News that come within this time are read together. */
const GATHER_MS = 50;

/** One browser's stream of server-sent events. */
export class LiveStream {
  private readonly closed = new AbortController();
  private lastWriteMs = 0;

  constructor(
    private readonly response: Response,
    private readonly feed: LiveFeed,
    private readonly workspace: WorkspaceId,
    private readonly stillAllowed: () => Promise<boolean>,
  ) {}

  end(): void {
    this.closed.abort();
  }

  /** Streams from the cursor on (null = from now) until the reader leaves. */
  async run(after: string | null): Promise<void> {
    const { response } = this;
    response.on('close', () => this.end());
    response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    let cursor = after ?? (await this.feed.end());
    this.write(after === null ? `id: ${cursor}\nevent: hello\ndata: {}\n\n` : 'retry: 2000\n\n');
    while (!this.closed.signal.aborted) {
      const page = await this.feed.read(this.workspace, cursor);
      if (page.reset) this.write(`id: ${page.cursor}\nevent: reset\ndata: {}\n\n`);
      if (page.rows.length > 0) this.write(page.rows.map(eventOf).join(''));
      cursor = page.cursor;
      if (page.rows.length === 0) await this.wait();
    }
    response.end();
  }

  private async wait(): Promise<void> {
    await this.feed.news(this.closed.signal);
    if (performance.now() - this.lastWriteMs >= HEARTBEAT_MS) {
      if (!(await this.stillAllowed())) this.end();
      else this.write(': still here\n\n');
    }
    if (!this.closed.signal.aborted) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }

  private write(text: string): void {
    this.lastWriteMs = performance.now();
    if (!this.closed.signal.aborted) this.response.write(text);
  }
}

const eventOf = ({ cursor, runId, recordId, seq, event, from, to, recordedAt }: FeedRow): string =>
  `id: ${cursor}\nevent: changed\ndata: ${JSON.stringify({ runId, recordId, seq, event, from, to, at: recordedAt })}\n\n`;
