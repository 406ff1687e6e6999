import type { Secrets } from '#access';
import { TransientError, UserError, type WorkspaceId } from '#kernel';
import type { Outbound } from '#outbound';
import { postWebhook, secretNamed } from '#steps/handlers';
import { RateLimit } from '../http/rate-limit.js';

export interface WebhookTest {
  readonly url: string;
  readonly secret: string;
  readonly type: string;
}

/** What the other system made of a test. */
export interface Tested {
  readonly id: string;
  readonly outcome: 'delivered' | 'refused' | 'unreachable';
  readonly status: number | null;
  readonly reason: string | null;
}

/** A person waits for each: enough to try, too little to trouble another system with. */
const RATE = { perSecond: 0.5, burst: 5 };

/** Signed messages that only say they are a test, by the way that real ones take. */
export class WebhookTests {
  private readonly rates = new RateLimit(() => performance.now());

  constructor(
    private readonly outbound: Outbound,
    private readonly secrets: Pick<Secrets, 'reveal'>,
    private readonly ids: { next(): string },
  ) {}

  /** Throws UserError for what must not be sent (`secret.unknown`, `webhook.secret`, `outbound.*`) and `rate.limited`. */
  async send(workspace: WorkspaceId, { url, secret: name, type }: WebhookTest): Promise<Tested> {
    this.rates.take(workspace, RATE);
    const secret = await secretNamed(this.secrets, workspace, name, '/secret');
    const id = `test.${this.ids.next()}`;
    const message = { type, data: { test: true }, record: null, run: null };
    try {
      const { status } = await postWebhook(this.outbound, { url, secret, id, message, nowMs: Date.now() });
      return { id, outcome: status < 400 ? 'delivered' : 'refused', status, reason: null };
    } catch (error) {
      if (error instanceof TransientError) return { id, outcome: 'unreachable', status: null, reason: error.message };
      throw error instanceof UserError ? new UserError(error.kind, { ...error.problems[0], at: placeOf(error) }) : error;
    }
  }
}

const placeOf = ({ code }: UserError): string => (code === 'webhook.secret' ? '/secret' : '/url');
