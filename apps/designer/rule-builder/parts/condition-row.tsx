import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { inLocale, type Json } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../desk/desk.js';
import { NO_VALUE, operandCount, type Comparison, type Operand, type StateTest, type Test } from '../tree/rule-tree.js';
import { isTime, testsOf } from '../words/tests-of.js';
import { ruleTexts, type RuleTextKey } from '../words/texts.js';
import { isKnownPath, variableAt, variablesOf, type Variable, type Vocabulary } from '../words/vocabulary.js';
import { OperandInput } from './operand-input.js';
import styles from './parts.module.css';

interface RowProps<T> {
  readonly node: T;
  readonly onChange: (node: T) => void;
  readonly onRemove: () => void;
  readonly onBlur?: () => void;
  readonly number: number;
  readonly isDisabled: boolean;
}

/** The condition with another field: the test and the values stay where they still fit. */
export function withField({ test, operands }: Comparison, variable: Variable): Comparison {
  const tests = testsOf(variable.kind);
  const kept = tests.includes(test) ? test : (tests[0] as Test);
  const fits = kept === test && operands.every((operand) => operand.kind === 'variable');
  return { kind: 'comparison', path: variable.path, test: kept, operands: fits ? operands : emptyOperands(kept) };
}

export const emptyOperands = (test: Test): readonly Operand[] =>
  Array.from({ length: operandCount(test) }, () => (test === 'one-of' || test === 'none-of' ? { kind: 'value', value: [] } : NO_VALUE));

/** Operands for another test: a single value stays, and becomes the first of a list. */
function operandsFor(test: Test, before: Comparison): readonly Operand[] {
  const isList = test === 'one-of' || test === 'none-of';
  const [first] = before.operands;
  const wasList = first?.kind === 'value' && Array.isArray(first.value);
  if (first?.kind === 'value' && isList && !wasList && first.value !== null) return [{ kind: 'value', value: [first.value] }];
  if (first?.kind === 'value' && !isList && wasList) return emptyOperands(test).with(0, { kind: 'value', value: (first.value as readonly Json[])[0] ?? null });
  return emptyOperands(test).map((empty, n) => (isList === wasList ? (before.operands[n] ?? empty) : empty));
}

const BOOLEAN_WORDS: Readonly<Partial<Record<Test, RuleTextKey>>> = { yes: 'test-true', no: 'test-false' };
const TIME_WORDS: Readonly<Partial<Record<Test, RuleTextKey>>> = {
  above: 'test-after',
  'at-least': 'test-not-before',
  below: 'test-before',
  'at-most': 'test-not-after',
};

export function ConditionRow({ node, onChange, onRemove, onBlur, number, isDisabled }: RowProps<Comparison>) {
  const t = useTexts(ruleTexts);
  const { vocabulary } = useDesk();
  const variable = variableAt(node.path, vocabulary);
  const tests = testsOf(variable.kind);
  const offered = tests.includes(node.test) ? tests : [node.test, ...tests];
  const words = (test: Test): string =>
    t((isTime(variable.kind) ? TIME_WORDS[test] : variable.kind === 'boolean' ? BOOLEAN_WORDS[test] : undefined) ?? `test-${test}`);
  const change = (test: Test): void => onChange({ ...node, test, operands: operandCount(test) === 0 ? [] : operandsFor(test, node) });
  return (
    <div className={styles.row}>
      <FieldSelect path={node.path} isDisabled={isDisabled} onPick={(next) => onChange(withField(node, next))} />
      <Select
        aria-label={t('test')}
        data={offered.map((test) => ({ value: test, label: words(test) }))}
        value={node.test}
        onChange={(test) => test !== null && change(test as Test)}
        disabled={isDisabled}
        className={styles.test}
        comboboxProps={{ withinPortal: true, width: 200, position: 'bottom-start' }}
      />
      <span className={styles.operands}>
        {node.operands.map((operand, n) => (
          <OperandInput
            // The two ends of a range stay where they are.
            key={n}
            label={t(node.operands.length < 2 ? 'value' : n === 0 ? 'lowValue' : 'highValue')}
            variable={variable}
            test={node.test}
            operand={operand}
            onChange={(next) => onChange({ ...node, operands: node.operands.with(n, next) })}
            onBlur={onBlur}
            isDisabled={isDisabled}
          />
        ))}
      </span>
      {!isDisabled && <RemoveButton label={t('remove', { n: number })} onClick={onRemove} />}
    </div>
  );
}

export function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} onClick={onClick}>
        <IconX size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

const ORDER = ['record', 'vars', 'actor', 'time', 'event', 'related'] as const;

/** The fields to look at, in groups; with the one that is chosen even when there is no such field. */
function FieldSelect({ path, isDisabled, onPick }: { readonly path: string; readonly isDisabled: boolean; readonly onPick: (variable: Variable) => void }) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const all = offeredFields(path, vocabulary);
  const isUnknown = !isKnownPath(path, vocabulary);
  const data = ORDER.map((group) => ({
    group: t(`group-${group}`),
    items: all.filter((variable) => variable.group === group).map((variable) => ({ value: variable.path, label: inLocale(variable.label, language) })),
  })).filter(({ items }) => items.length > 0);
  return (
    <Select
      aria-label={t('field')}
      data={data}
      value={path}
      onChange={(next) => next !== null && onPick(variableAt(next, vocabulary))}
      searchable
      disabled={isDisabled}
      error={isUnknown ? t('unknownVariable', { path }) : undefined}
      className={styles.field}
      maxDropdownHeight={320}
      comboboxProps={{ withinPortal: true, width: 280, position: 'bottom-start' }}
    />
  );
}

function offeredFields(path: string, vocabulary: Vocabulary): readonly Variable[] {
  const all = variablesOf(vocabulary);
  return all.some((variable) => variable.path === path) ? all : [variableAt(path, vocabulary), ...all];
}

export function StateRow({ node, onChange, onRemove, number, isDisabled }: RowProps<StateTest>) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const states = vocabulary.states.map(({ id, title }) => ({ value: id, label: inLocale(title, language) }));
  const isKnown = states.some(({ value }) => value === node.state);
  return (
    <div className={styles.row}>
      <Select
        aria-label={t('test')}
        data={[
          { value: 'in', label: t('isIn') },
          { value: 'not', label: t('isNotIn') },
        ]}
        value={node.isActive ? 'in' : 'not'}
        onChange={(next) => onChange({ ...node, isActive: next === 'in' })}
        disabled={isDisabled}
        className={styles.field}
        comboboxProps={{ withinPortal: true }}
      />
      <Select
        aria-label={t('state')}
        data={isKnown ? states : [{ value: node.state, label: node.state }, ...states]}
        value={node.state}
        onChange={(next) => next !== null && onChange({ ...node, state: next })}
        error={isKnown ? undefined : t('unknownVariable', { path: node.state })}
        searchable
        disabled={isDisabled}
        className={styles.wide}
        comboboxProps={{ withinPortal: true }}
      />
      {!isDisabled && <RemoveButton label={t('remove', { n: number })} onClick={onRemove} />}
    </div>
  );
}
