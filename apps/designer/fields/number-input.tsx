import { NumberInput } from '@mantine/core';
import { type FieldInputProps, shared } from './input-props.js';

/** Numbers and amounts, grouped by thousands while typed. */
export function NumberFieldInput(props: FieldInputProps) {
  const { field, value, onChange, currency } = props;
  const isMoney = field.type === 'money';
  return (
    <NumberInput
      {...shared(props)}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      thousandSeparator={/year/.test(field.name) ? '' : ','}
      decimalScale={field.type === 'integer' ? 0 : isMoney ? decimalsOf(currency) : 6}
      hideControls
      rightSection={isMoney && currency ? <span className="quiet">{currency}</span> : undefined}
      rightSectionWidth={isMoney && currency ? 52 : undefined}
      inputMode="decimal"
      className="figures"
    />
  );
}

function decimalsOf(currency: string | undefined): number {
  if (currency === undefined) return 2;
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
