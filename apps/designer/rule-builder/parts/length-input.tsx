import { NumberInput, Select } from '@mantine/core';
import { parseDuration } from '#kernel';
import { useTexts } from '../../i18n/texts.js';
import { ruleTexts } from '../words/texts.js';
import { lengthTexts } from './length-texts.js';
import styles from './parts.module.css';

const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
type Unit = (typeof UNITS)[number];

/** A length as one number and unit; `null` where it needs several (`P1DT2H`). */
export function asOneUnit(text: string): { readonly amount: number; readonly unit: Unit } | null {
  const match = /^P(?:(\d+)([YMWD])|T(\d+)([HM]))$/.exec(text);
  if (!match || !parseDuration(text)) return null;
  const [, days, dayUnit, time, timeUnit] = match;
  const unit =
    dayUnit === undefined
      ? timeUnit === 'H'
        ? 'hours'
        : 'minutes'
      : ({ Y: 'years', M: 'months', W: 'weeks', D: 'days' } as const)[dayUnit as 'Y' | 'M' | 'W' | 'D'];
  return { amount: Number(days ?? time), unit };
}

export function lengthText(amount: number, unit: Unit): string {
  const whole = Math.max(0, Math.round(amount));
  return unit === 'hours' || unit === 'minutes' ? `PT${whole}${unit === 'hours' ? 'H' : 'M'}` : `P${whole}${unit.charAt(0).toUpperCase()}`;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  /** Working time has no months and years. */
  readonly isBusiness?: boolean;
}

/** A length of time as number and unit; one of several units is kept and can be replaced. */
export function LengthInput({ label, value, onChange, onBlur, isDisabled = false, isBusiness = false }: Props) {
  const t = useTexts(ruleTexts);
  const u = useTexts(lengthTexts);
  const simple = asOneUnit(value);
  const { amount, unit } = simple ?? { amount: 1, unit: 'days' };
  const units = isBusiness ? UNITS.filter((one) => one === 'minutes' || one === 'hours' || one === 'days') : UNITS;
  return (
    <span className={styles.length} role="group" aria-label={label}>
      <NumberInput
        aria-label={t('amount')}
        value={simple ? amount : ''}
        placeholder={simple ? undefined : value}
        min={0}
        max={99_999}
        allowDecimal={false}
        hideControls
        disabled={isDisabled}
        onChange={(next) => typeof next === 'number' && onChange(lengthText(next, unit))}
        onBlur={onBlur}
      />
      <Select
        aria-label={t('unit')}
        value={unit}
        data={units.map((one) => ({ value: one, label: u(one) }))}
        disabled={isDisabled}
        onChange={(next) => next !== null && onChange(lengthText(amount, next as Unit))}
        comboboxProps={{ withinPortal: true }}
      />
    </span>
  );
}
