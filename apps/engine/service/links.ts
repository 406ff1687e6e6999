/** Addresses of the engine that are given to people. */
export class Links {
  private base = '';

  /** Where the engine is reached; known once it listens. */
  set origin(origin: string) {
    this.base = origin;
  }
  get origin(): string {
    return this.base;
  }

  /** The token stands behind `#`: browsers never send that part, so no log and no referrer holds it. */
  join(token: string): string {
    return `${this.base}/join#${token}`;
  }

  webhook(pathToken: string): string {
    return `${this.base}/hooks/${pathToken}`;
  }
}
