import type { StepCatalogue, StepDefinition } from '#pipeline';
import { approvalAsk } from './approval-ask/definition.js';
import { emailSend } from './email-send/definition.js';
import { forecastValue } from './forecast-value/definition.js';
import { httpRequest } from './http-request/definition.js';
import { incidentOpen } from './incident-open/definition.js';
import { mineConformance } from './mine-conformance/definition.js';
import { noteAdd } from './note-add/definition.js';
import { notify } from './notify/definition.js';
import { recommendNextAction } from './recommend-next-action/definition.js';
import { recommendOffer } from './recommend-offer/definition.js';
import { recordSet } from './record-set/definition.js';
import { runSignal } from './run-signal/definition.js';
import { runStart } from './run-start/definition.js';
import { scoreChurn } from './score-churn/definition.js';
import { scoreClv } from './score-clv/definition.js';
import { scoreCustom } from './score-custom/definition.js';
import { scoreLead } from './score-lead/definition.js';
import { scoreLoyalty } from './score-loyalty/definition.js';
import { scoreOnnx } from './score-onnx/definition.js';
import { segmentAssign } from './segment-assign/definition.js';
import { segmentRefresh } from './segment-refresh/definition.js';
import { tagAdd } from './tag-add/definition.js';
import { tagRemove } from './tag-remove/definition.js';
import { taskCreate } from './task-create/definition.js';
import { textAnswer } from './text-answer/definition.js';
import { textClassify } from './text-classify/definition.js';
import { textKeywords } from './text-keywords/definition.js';
import { textSentiment } from './text-sentiment/definition.js';
import { textSummary } from './text-summary/definition.js';
import { varsSet } from './vars-set/definition.js';
import { wait } from './wait/definition.js';
import { webhookSend } from './webhook-send/definition.js';

/** Every step kind, in the order in which people are shown them. One line a kind. */
const definitions = [
  recordSet,
  varsSet,
  taskCreate,
  approvalAsk,
  noteAdd,
  tagAdd,
  tagRemove,
  notify,
  wait,
  emailSend,
  httpRequest,
  webhookSend,
  scoreLead,
  scoreChurn,
  scoreClv,
  scoreLoyalty,
  forecastValue,
  scoreCustom,
  scoreOnnx,
  segmentAssign,
  segmentRefresh,
  recommendOffer,
  recommendNextAction,
  textClassify,
  textKeywords,
  textSummary,
  textAnswer,
  textSentiment,
  mineConformance,
  runStart,
  runSignal,
  incidentOpen,
] as const satisfies readonly StepDefinition[];

export type StepKind = (typeof definitions)[number]['kind'];
/** The kinds that a worker does after the commit: exactly these have a handler. */
export type WorkerKind = Extract<(typeof definitions)[number], { readonly mode: 'external' | 'computed' }>['kind'];

/** Names in `do` that are the pipeline's own and can never be a step kind. */
export const RESERVED_KINDS: readonly string[] = ['raise'];

const byKind: ReadonlyMap<string, StepDefinition> = new Map(definitions.map((definition) => [definition.kind, definition]));

/** The shipped kinds of step; always the same object. */
export const stepCatalogue = (): StepCatalogue => catalogue;

const catalogue: StepCatalogue = { get: (kind) => byKind.get(kind), all: () => definitions };
