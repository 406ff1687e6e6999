import type { Request } from 'express';

/** Also accepted over plain http by browsers when the address is this machine itself. */
const SECURE_NAME = '__Host-millrace';
/** Only with MILLRACE_ALLOW_HTTP=1, over plain http. */
const PLAIN_NAME = 'millrace-session';

/** The session cookie: opaque, for this host alone, out of reach of scripts and of other sites' posts. */
export class SessionCookie {
  constructor(private readonly allowHttp: boolean) {}

  read(request: Request): string | null {
    const cookies = request.headers.cookie ?? '';
    for (const name of this.isPlain(request) ? [PLAIN_NAME, SECURE_NAME] : [SECURE_NAME]) {
      const value = new RegExp(`(?:^|;)\\s*${name}=([A-Za-z0-9_-]{20,200})\\s*(?:;|$)`).exec(cookies)?.[1];
      if (value) return value;
    }
    return null;
  }

  /** The `Set-Cookie` of a new session. */
  set(request: Request, token: string, days: number): string {
    return this.cookie(request, token, days * 86_400);
  }

  clear(request: Request): string {
    return this.cookie(request, '', 0);
  }

  private cookie(request: Request, value: string, seconds: number): string {
    const shared = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
    return this.isPlain(request) ? `${PLAIN_NAME}=${value}; ${shared}` : `${SECURE_NAME}=${value}; ${shared}; Secure`;
  }

  private isPlain(request: Request): boolean {
    return this.allowHttp && request.protocol === 'http';
  }
}
