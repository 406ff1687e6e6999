import { ApiKeys, Sessions } from '#access';
import { SessionCookie } from '../http/cookies.js';
import type { EngineRequest } from '../http/request.js';

const MOST = 20;

/** The open live streams of this process. */
export class LiveStreams {
  private readonly open = new Set<{ end(): void }>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly cookie: SessionCookie,
  ) {}

  /** False when the principal has twenty already. */
  enter(principal: string): boolean {
    const count = this.counts.get(principal) ?? 0;
    if (count >= MOST) return false;
    this.counts.set(principal, count + 1);
    return true;
  }

  leave(principal: string): void {
    const count = (this.counts.get(principal) ?? 1) - 1;
    if (count > 0) this.counts.set(principal, count);
    else this.counts.delete(principal);
  }

  add(stream: { end(): void }): () => void {
    this.open.add(stream);
    return () => void this.open.delete(stream);
  }

  /** Whether session or key of a long request are still good, and for the same workspace. */
  async stillAllowed(request: EngineRequest): Promise<boolean> {
    const before = request.principal;
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const token = this.cookie.read(request);
    const now = bearer !== undefined ? await this.keys.resolve(bearer) : token === null ? null : await this.sessions.resolve(token);
    return now !== null && now.workspace.id === before?.workspace.id;
  }

  endAll(): void {
    for (const stream of [...this.open]) stream.end();
  }
}
