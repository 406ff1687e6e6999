export { CodeEditor } from './code-editor.js';
export { DeskProvider, useDesk, type Desk } from './desk/desk.js';
export { RecordPicker } from './desk/record-picker.js';
export { dataFor, type Sample, type SampleData } from './desk/sample.js';
export { titleOf } from './desk/use-vocabulary.js';
export { MatchCount } from './match-count.js';
export { DateValue } from './parts/date-operand.js';
export { LengthInput } from './parts/length-input.js';
export { VariableChip } from './parts/variable-chip.js';
export { VariablePicker } from './parts/variable-picker.js';
export { RuleBuilder } from './rule-builder.js';
export { useSayRule } from './words/use-speech.js';
export {
  isKnownPath,
  nameOf,
  offeredFields,
  scopeOf,
  variableAt,
  variablesOf,
  type NamedThing,
  type ValueKind,
  type Variable,
  type Vocabulary,
} from './words/vocabulary.js';
