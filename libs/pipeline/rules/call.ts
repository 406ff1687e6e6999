import { pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer } from '#kernel';
import { operatorOf, type Operator } from './operators.js';

/** A rule that is no literal: an operator and what it is given. */
export interface Call {
  readonly operator: Operator;
  readonly operands: readonly Json[];
  /** Where operand `n` stands, for a call that stands at `at`: a single operand may be written without a list. */
  place(at: JsonPointer, n: number): JsonPointer;
}

/** The call that a rule is; `null` for a list and for any other value. */
export function callOf(rule: Json): Call | null {
  const operator = operatorOf(rule);
  if (!operator) return null;
  const value = (rule as JsonObject)[operator.name] as Json;
  const listed = Array.isArray(value);
  return {
    operator,
    operands: listed ? (value as readonly Json[]) : [value],
    place: (at, n) => (listed ? pointer(at, operator.name, n) : pointer(at, operator.name)),
  };
}
