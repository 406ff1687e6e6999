import type { KeyboardEvent } from 'react';
import type { Field } from './object-shape.js';

/** What the input of any field takes. */
export interface FieldInputProps {
  readonly field: Field;
  /** Null when unfilled. */
  readonly value: unknown;
  /** Told of every change; null when it was emptied. */
  readonly onChange: (value: unknown) => void;
  /** The field's own title unless given. */
  readonly label?: string;
  /** The label is for screen readers only: in tables and beside a label that stands already. */
  readonly isBare?: boolean;
  readonly isRequired?: boolean;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly size?: 'xs' | 'sm';
  /** What an amount is in. */
  readonly currency?: string;
  readonly onBlur?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** What all Mantine inputs share. */
export function shared({ field, label, isBare, isRequired, error, hint, autoFocus, disabled, size = 'sm', onBlur, onKeyDown }: FieldInputProps) {
  const words = label ?? field.title;
  return {
    ...(isBare ? { 'aria-label': words } : { label: words }),
    ...(hint === undefined ? {} : { description: hint }),
    ...(autoFocus ? { autoFocus: true, 'data-autofocus': true } : {}),
    ...(onBlur ? { onBlur } : {}),
    ...(onKeyDown ? { onKeyDown } : {}),
    required: isRequired === true,
    error: error ?? false,
    disabled: disabled === true,
    size,
  };
}

/** A pop-up that opens at once and stands above dialogs. */
export const dropdown = { transitionProps: { duration: 0 }, shadow: 'md', zIndex: 400 } as const;
