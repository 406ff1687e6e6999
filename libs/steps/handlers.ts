import type { Mailer, Outbound } from '#outbound';
import type { Handlers, StepHandler } from '#runtime';
import type { WorkerKind } from './definitions.js';
import { emailSend } from './email-send/handler.js';
import { httpRequest } from './http-request/handler.js';
import type { InsightPorts } from './insights/ports.js';
import { mineConformance } from './mine-conformance/handler.js';
import { recommendNextAction } from './recommend-next-action/handler.js';
import { recommendOffer } from './recommend-offer/handler.js';
import { type Models, scoreBy, scoreByNamed } from './scoring/handler.js';
import type { Secrets } from './secrets.js';
import { segmentAssign } from './segment-assign/handler.js';
import { segmentRefresh } from './segment-refresh/handler.js';
import { textAnswer } from './text-answer/handler.js';
import { textClassify } from './text-classify/handler.js';
import { textKeywords } from './text-keywords/handler.js';
import { textSentiment } from './text-sentiment/handler.js';
import { textSummary } from './text-summary/handler.js';
import { webhookSend } from './webhook-send/handler.js';

export type { InsightPorts } from './insights/ports.js';
export { secretNamed, type Secret, type Secrets } from './secrets.js';
export { postWebhook } from './webhook-send/message.js';

export interface HandlerDependencies {
  readonly outbound: Outbound;
  readonly mailer: Mailer;
  readonly secrets: Secrets;
  readonly models: Models;
  readonly insights: InsightPorts;
  /** The time that a signature carries, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** The handler of every kind that a worker does. One line a kind. */
export function createHandlers({ outbound, mailer, secrets, models, insights, nowMs }: HandlerDependencies): Handlers {
  const handlers = {
    'email.send': emailSend(mailer),
    'http.request': httpRequest(outbound, secrets, nowMs),
    'webhook.send': webhookSend(outbound, secrets, nowMs),
    'score.lead': scoreBy(models, 'lead-score'),
    'score.churn': scoreBy(models, 'churn'),
    'score.clv': scoreBy(models, 'clv'),
    'score.loyalty': scoreBy(models, 'loyalty'),
    'forecast.value': scoreBy(models, 'forecast'),
    'score.custom': scoreByNamed(models, null),
    'score.onnx': scoreByNamed(models, 'onnx'),
    'segment.assign': segmentAssign(insights.segments),
    'segment.refresh': segmentRefresh(insights.segments),
    'recommend.offer': recommendOffer(insights.offers),
    'recommend.next-action': recommendNextAction(insights.actions),
    'text.classify': textClassify(insights.texts),
    'text.keywords': textKeywords(insights.texts),
    'text.summary': textSummary(insights.texts),
    'text.answer': textAnswer(insights.texts),
    'text.sentiment': textSentiment(insights.texts),
    'mine.conformance': mineConformance(insights.conformance),
  } satisfies Record<WorkerKind, StepHandler>;
  const byKind = new Map<string, StepHandler>(Object.entries(handlers));
  return { get: (step) => byKind.get(step) };
}
