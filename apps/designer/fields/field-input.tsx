import type { ComponentType } from 'react';
import { BooleanInput, ChoiceInput, ChoicesInput, PersonInput } from './choice-inputs.js';
import { DateFieldInput, MomentFieldInput } from './date-inputs.js';
import type { FieldInputProps } from './input-props.js';
import { NumberFieldInput } from './number-input.js';
import { ReferenceInput } from './reference-input.js';
import { JsonFieldInput, LongTextInput, TextFieldInput } from './text-inputs.js';

const INPUTS: Readonly<Record<string, ComponentType<FieldInputProps>>> = {
  longtext: LongTextInput,
  number: NumberFieldInput,
  integer: NumberFieldInput,
  money: NumberFieldInput,
  boolean: BooleanInput,
  date: DateFieldInput,
  datetime: MomentFieldInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  reference: ReferenceInput,
  person: PersonInput,
  json: JsonFieldInput,
};

/** The input for a field of any type; controlled. */
export function FieldInput(props: FieldInputProps) {
  const Input = INPUTS[props.field.type] ?? TextFieldInput;
  return <Input {...props} />;
}
