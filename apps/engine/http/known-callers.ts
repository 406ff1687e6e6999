import { hashToken } from '#access';
import type { SessionCookie } from './cookies.js';
import type { EngineRequest } from './request.js';

const MOST = 10_000;

/**
 * Whose request it is, before anybody has looked at it: a key or session that was accepted before, else the address. So made-up keys all
 * stand in the line of the address they come from. Credentials are held as hashes, the latest accepted ones.
 */
export class KnownCallers {
  private readonly accepted = new Set<string>();

  constructor(
    private readonly cookie: Pick<SessionCookie, 'read'>,
    private readonly most: number = MOST,
  ) {}

  nameOf(request: EngineRequest): string {
    const name = this.credentialOf(request);
    return name !== null && this.accepted.has(name) ? name : `address ${request.ip ?? ''}`;
  }

  /** To be told of an answered request: one that was let in makes its credential known. */
  learn(request: EngineRequest): void {
    const name = request.principal ? this.credentialOf(request) : null;
    if (name === null || this.accepted.has(name)) return;
    const [oldest] = this.accepted;
    if (this.accepted.size >= this.most && oldest !== undefined) this.accepted.delete(oldest);
    this.accepted.add(name);
  }

  private credentialOf(request: EngineRequest): string | null {
    const credential = request.headers.authorization ?? this.cookie.read(request);
    return credential === null ? null : hashToken(credential);
  }
}
