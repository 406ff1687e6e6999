import type { Check } from './check.js';
import { alwaysCycle } from './checks/always-cycle.js';
import { approvalAnybody } from './checks/approval-anybody.js';
import { calendarUnknown } from './checks/calendar-unknown.js';
import { conditionAlways } from './checks/condition-always.js';
import { conditionNever } from './checks/condition-never.js';
import { eventUnhandled } from './checks/event-unhandled.js';
import { explorationCut } from './checks/exploration-cut.js';
import { fieldRetired } from './checks/field-retired.js';
import { fieldUnknown } from './checks/field-unknown.js';
import { fieldUnsettable } from './checks/field-unsettable.js';
import { invokeNoError } from './checks/invoke-no-error.js';
import { objectUnknown } from './checks/object-unknown.js';
import { pipelineEndless } from './checks/pipeline-endless.js';
import { pipelineUnknown } from './checks/pipeline-unknown.js';
import { roleUnknown } from './checks/role-unknown.js';
import { rulesCycle } from './checks/rules-cycle.js';
import { modelMissing } from './checks/model-missing.js';
import { secretMissing } from './checks/secret-missing.js';
import { stageNone } from './checks/stage-none.js';
import { stageSeveral } from './checks/stage-several.js';
import { stateDeadEnd } from './checks/state-dead-end.js';
import { stateTrap } from './checks/state-trap.js';
import { stateUnknown } from './checks/state-unknown.js';
import { stateUnreachable } from './checks/state-unreachable.js';
import { stepInput } from './checks/step-input.js';
import { stepMisplaced } from './checks/step-misplaced.js';
import { stepUnknown } from './checks/step-unknown.js';
import { timerAtOnce } from './checks/timer-at-once.js';
import { timerNever } from './checks/timer-never.js';
import { transitionGap } from './checks/transition-gap.js';
import { transitionNobody } from './checks/transition-nobody.js';
import { transitionOverlap } from './checks/transition-overlap.js';
import { transitionShadowed } from './checks/transition-shadowed.js';
import { ruleTypes } from './checks/types.js';
import { varUnknown } from './checks/var-unknown.js';
import { varUnset } from './checks/var-unset.js';

/** Every check, one line each, in the order of docs/checks.md. */
export const CHECKS: readonly Check[] = [
  objectUnknown,
  stateUnknown,
  stepUnknown,
  stepMisplaced,
  stepInput,
  fieldUnknown,
  fieldRetired,
  varUnknown,
  roleUnknown,
  calendarUnknown,
  pipelineUnknown,
  secretMissing,
  modelMissing,
  ruleTypes,
  conditionNever,
  conditionAlways,
  transitionOverlap,
  transitionGap,
  transitionShadowed,
  transitionNobody,
  approvalAnybody,
  fieldUnsettable,
  varUnset,
  eventUnhandled,
  invokeNoError,
  stateUnreachable,
  stateTrap,
  stateDeadEnd,
  pipelineEndless,
  alwaysCycle,
  rulesCycle,
  timerNever,
  timerAtOnce,
  stageSeveral,
  stageNone,
  explorationCut,
];
