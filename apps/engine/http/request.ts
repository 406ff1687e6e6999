import type { Principal } from '#access';
import type { Locale } from '#kernel';
import type { Request } from 'express';
import type { Caller } from './caller.js';

/** A request on its way through the engine. */
export interface EngineRequest extends Request {
  /** Given back in `X-Request-Id` and in every log line. */
  requestId: string;
  locale: Locale;
  /** The body as received; webhooks are signed over it. */
  rawBody?: Buffer;
  /** Set by the guard. */
  caller: Caller;
  principal?: Principal;
  /** How the principal proved itself. */
  signedInBy?: 'cookie' | 'bearer';
}
