import { Select, TextInput } from '@mantine/core';
import { useTexts } from '../../i18n/texts.js';
import type { Operand } from '../tree/rule-tree.js';
import { ruleTexts } from '../words/texts.js';
import { LengthInput } from './length-input.js';
import type { OperandProps } from './operand-props.js';
import styles from './parts.module.css';

type Kind = 'date' | 'ago' | 'from-now';

/** A date or moment: fixed, or so long before or after now. */
export function DateOperand({ label, variable, operand, onChange, onBlur, isDisabled }: OperandProps) {
  const t = useTexts(ruleTexts);
  const kind: Kind = operand.kind !== 'from-now' ? 'date' : operand.duration.startsWith('-') ? 'ago' : 'from-now';
  const length = operand.kind === 'from-now' ? operand.duration.replace(/^-/, '') : 'P14D';
  const shifted = (to: Kind, text: string): Operand => ({ kind: 'from-now', duration: to === 'ago' ? `-${text}` : text });
  const change = (to: Kind): void => onChange(to === 'date' ? { kind: 'value', value: null } : shifted(to, length));
  const value = operand.kind === 'value' && typeof operand.value === 'string' ? operand.value : '';
  return (
    <span className={styles.dates}>
      {kind === 'date' ? (
        <DateValue
          label={label}
          value={value}
          withTime={variable.kind === 'datetime'}
          isWrong={value === ''}
          onChange={(text) => onChange({ kind: 'value', value: text })}
          onBlur={onBlur}
          isDisabled={isDisabled}
        />
      ) : (
        <LengthInput label={label} value={length} onChange={(text) => onChange(shifted(kind, text))} onBlur={onBlur} isDisabled={isDisabled} />
      )}
      <Select
        aria-label={t('dateKind')}
        value={kind}
        data={[
          { value: 'date', label: t('onDate') },
          { value: 'ago', label: t('ago') },
          { value: 'from-now', label: t('fromNow') },
        ]}
        onChange={(next) => next !== null && change(next as Kind)}
        disabled={isDisabled}
        className={styles.dateKind}
        comboboxProps={{ withinPortal: true }}
      />
    </span>
  );
}

interface DateValueProps {
  readonly label: string;
  /** A date, or a moment in UTC. */
  readonly value: string;
  readonly withTime: boolean;
  readonly onChange: (text: string | null) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  readonly isWrong?: boolean;
}

/** The browser's own date field: known keys, the reader's own order of day and month, the reader's own time zone for moments. */
export function DateValue({ label, value, withTime, onChange, onBlur, isDisabled = false, isWrong = false }: DateValueProps) {
  const t = useTexts(ruleTexts);
  const shown = withTime ? localMoment(value) : value.slice(0, 10);
  const read = (text: string): string | null => (text === '' ? null : withTime ? new Date(text).toISOString() : text);
  return (
    <TextInput
      type={withTime ? 'datetime-local' : 'date'}
      aria-label={label}
      value={shown}
      onChange={(event) => onChange(read(event.currentTarget.value))}
      onBlur={onBlur}
      disabled={isDisabled}
      error={isWrong}
      title={isWrong ? t('noValue') : undefined}
      className={styles.grow}
    />
  );
}

function localMoment(text: string): string {
  const ms = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(ms)) return '';
  const offset = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offset).toISOString().slice(0, 16);
}
