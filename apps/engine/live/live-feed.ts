import type { WorkspaceId } from '#kernel';
import type { Notice } from '#runtime';
import { type FeedPage, feedEnd, readFeed, type Sql } from '#storage';

const SWEEP_MS = 1000;
const PAGE = 500;

/** Where changes become known in this process; other engines' changes are seen by the sweep. */
export interface NoticeSource {
  onNotice(listener: (notice: Notice) => void): () => void;
}

/** The journal as a stream: readers wait here for news and read from their own cursor. */
export class LiveFeed {
  private readonly waiting = new Set<() => void>();
  private readonly stopListening: () => void;
  private readonly sweep: NodeJS.Timeout;

  constructor(
    private readonly sql: Sql,
    notices: NoticeSource,
  ) {
    this.stopListening = notices.onNotice(() => this.wake());
    this.sweep = setInterval(() => this.wake(), SWEEP_MS).unref();
  }

  /** A cursor after everything that has happened. */
  end(): Promise<string> {
    return feedEnd(this.sql);
  }

  read(workspace: WorkspaceId, after: string): Promise<FeedPage> {
    return readFeed(this.sql, workspace, after, PAGE);
  }

  /** Resolves at the next news, at the latest after a second; or when the signal aborts. */
  news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }

  stop(): void {
    this.stopListening();
    clearInterval(this.sweep);
    this.wake();
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}
