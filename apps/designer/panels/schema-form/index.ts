export { DelayEditor } from './delay-editor.js';
export { ExpressionEditor } from './expression-editor.js';
export { MembersForm } from './members-form.js';
export { StepForm } from './step-form.js';
