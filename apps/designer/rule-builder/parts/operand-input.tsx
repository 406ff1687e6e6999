import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { Json } from '#kernel';
import { inLocale } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { RecordPicker } from '../desk/record-picker.js';
import { useDesk } from '../desk/desk.js';
import { NO_VALUE, type Operand, type Test } from '../tree/rule-tree.js';
import { isTime } from '../words/tests-of.js';
import { ruleTexts } from '../words/texts.js';
import { isObjectReference, type Variable } from '../words/vocabulary.js';
import { DateOperand } from './date-operand.js';
import type { OperandProps } from './operand-props.js';
import styles from './parts.module.css';
import { VariableChip } from './variable-chip.js';
import { VariablePicker, type VariableList } from './variable-picker.js';

/** What a condition compares with: a value by the kind of the field, or a variable. `@` in an empty field opens the list of variables; a text may hold one. */
export function OperandInput(props: OperandProps) {
  const { operand, onChange, isDisabled, test } = props;
  const isList = test === 'one-of' || test === 'none-of';
  const variables = useRef<VariableList>(null);
  const openAt = (event: KeyboardEvent<HTMLSpanElement>): void => {
    const isInside = event.target instanceof HTMLInputElement && event.currentTarget.contains(event.target);
    if (event.key !== '@' || !isInside || (event.target as HTMLInputElement).value !== '' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    variables.current?.open();
  };
  return (
    <span className={styles.operand} onKeyDown={openAt}>
      {operand.kind === 'variable' ? (
        <VariableChip path={operand.path} {...(isDisabled ? {} : { onClear: () => onChange(isList ? { kind: 'value', value: [] } : NO_VALUE) })} />
      ) : (
        <ValueInput {...props} />
      )}
      {!isDisabled && <VariablePicker list={variables} onPick={({ path }) => onChange({ kind: 'variable', path })} />}
    </span>
  );
}

const LISTED: readonly Test[] = ['one-of', 'none-of'];

function ValueInput(props: OperandProps) {
  const { variable, test, operand } = props;
  if (operand.kind === 'from-now' || isTime(variable.kind)) return <DateOperand {...props} />;
  if (LISTED.includes(test)) return <ListValue {...props} />;
  switch (variable.kind) {
    case 'number':
    case 'integer':
    case 'money':
      return <NumberValue {...props} />;
    case 'boolean':
    case 'person':
      return <ChoiceValue {...props} />;
    case 'reference':
      return <ReferenceValue {...props} />;
    default:
      // A text may have values that are offered, as a choice has.
      return variable.field?.options ? <ChoiceValue {...props} /> : <TextValue {...props} />;
  }
}

const literal = (operand: Operand): Json => (operand.kind === 'value' ? operand.value : null);

function useError({ operand }: OperandProps): string | null {
  const t = useTexts(ruleTexts);
  return literal(operand) === null ? t('noValue') : null;
}

function NumberValue(props: OperandProps) {
  const { label, operand, onChange, onBlur, isDisabled } = props;
  const value = literal(operand);
  const error = useError(props);
  return (
    <NumberInput
      aria-label={label}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange({ kind: 'value', value: typeof next === 'number' ? next : null })}
      onBlur={onBlur}
      thousandSeparator=","
      hideControls
      disabled={isDisabled}
      error={error !== null}
      placeholder={error ?? undefined}
      className={styles.grow}
    />
  );
}

function TextValue(props: OperandProps) {
  const { label, operand, onChange, onBlur, isDisabled, variable } = props;
  const value = literal(operand);
  const error = useError(props);
  // Of a value of unknown kind, numbers and yes/no are meant as such.
  const read = (text: string): Json =>
    variable.kind !== 'any' ? text : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text === 'true' ? true : text === 'false' ? false : text;
  return (
    <TextInput
      aria-label={label}
      value={value === null ? '' : String(value)}
      onChange={(event) => onChange({ kind: 'value', value: read(event.currentTarget.value) })}
      onBlur={onBlur}
      disabled={isDisabled}
      error={error !== null}
      placeholder={error ?? undefined}
      className={styles.grow}
    />
  );
}

function useOptions({ kind, field }: Variable): readonly { readonly value: string; readonly label: string }[] {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  if (kind === 'boolean')
    return [
      { value: 'true', label: t('yes') },
      { value: 'false', label: t('no') },
    ];
  if (kind === 'person') return vocabulary.members.map(({ id, name }) => ({ value: id, label: name }));
  return (field?.options ?? []).map(({ value, title }) => ({ value, label: inLocale(title, language) }));
}

function ChoiceValue(props: OperandProps) {
  const { label, variable, operand, onChange, onBlur, isDisabled } = props;
  const options = useOptions(variable);
  const value = literal(operand);
  const text = value === null ? null : String(value);
  const error = useError(props);
  const data = text === null || options.some((option) => option.value === text) ? options : [{ value: text, label: text }, ...options];
  return (
    <Select
      aria-label={label}
      data={data}
      value={text}
      onChange={(next) => onChange({ kind: 'value', value: variable.kind === 'boolean' ? next === 'true' : next })}
      onBlur={onBlur}
      searchable={options.length > 7}
      disabled={isDisabled}
      error={error !== null}
      placeholder={error ?? undefined}
      className={styles.grow}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

function ListValue({ label, variable, operand, onChange, onBlur, isDisabled }: OperandProps) {
  const t = useTexts(ruleTexts);
  const options = useOptions(variable);
  const given = literal(operand);
  const list = (Array.isArray(given) ? (given as readonly Json[]) : []).map(String);
  const isNumber = ['number', 'integer', 'money'].includes(variable.kind);
  const tell = (values: string[]): void =>
    onChange({
      kind: 'value',
      value: isNumber ? values.map(Number).filter(Number.isFinite) : variable.kind === 'boolean' ? values.map((one) => one === 'true') : values,
    });
  const shared = {
    'aria-label': label,
    value: list,
    onChange: tell,
    onBlur,
    disabled: isDisabled,
    error: list.length === 0,
    className: styles.grow,
    comboboxProps: { withinPortal: true },
  };
  if (options.length === 0) return <TagsInput {...shared} placeholder={list.length === 0 ? t('noValue') : ''} />;
  const missing = list.filter((one) => !options.some((option) => option.value === one)).map((one) => ({ value: one, label: one }));
  return <MultiSelect {...shared} data={[...options, ...missing]} searchable placeholder={list.length === 0 ? t('noValue') : ''} hidePickedOptions />;
}

function ReferenceValue(props: OperandProps) {
  const { vocabulary } = useDesk();
  const { variable, operand, label, onChange } = props;
  const value = literal(operand);
  const field = variable.field;
  if (!field || !isObjectReference(field, vocabulary)) return <TextValue {...props} />;
  return (
    <RecordPicker
      label={label}
      isLabelHidden
      object={field.object}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => onChange({ kind: 'value', value: id })}
    />
  );
}
