import type { Operand, Test } from '../tree/rule-tree.js';
import type { Variable } from '../words/vocabulary.js';

/** What the inputs of a condition's right side are given. */
export interface OperandProps {
  readonly label: string;
  /** What is looked at: says what fits. */
  readonly variable: Variable;
  readonly test: Test;
  readonly operand: Operand;
  readonly onChange: (operand: Operand) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
}
