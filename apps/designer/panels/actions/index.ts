export { ActionsEditor, newAction } from './actions-editor.js';
export { CardMenu, type ActionPatch } from './action-card.js';
export { RetryEditor } from './retry-editor.js';
export { findSteps, StepPicker } from './step-picker.js';
export { StepRow } from './step-row.js';
export { iconOf, isExternal, stepsFor, stepTitle, type OfferedStep } from './step-words.js';
