import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { FieldInput } from '../fields/field-input.js';
import type { Field } from '../fields/object-shape.js';
import styles from './list-grid.module.css';

/** Where the focus goes after a value was committed. */
export type After = 'stay' | 'down' | 'next' | 'previous' | 'away';

interface Props {
  readonly field: Field;
  readonly value: unknown;
  readonly currency: string;
  readonly label: string;
  readonly onCommit: (value: unknown, after: After) => void;
  readonly onCancel: () => void;
}

/** Types whose choice is the whole edit. */
const AT_ONCE = new Set(['choice', 'boolean', 'person', 'reference']);

/** Edits one cell: Enter keeps and goes down, Tab keeps and goes on, Escape takes back, a press elsewhere keeps. */
export function CellEditor({ field, value, currency, label, onCommit, onCancel }: Props) {
  const [draft, setDraft] = useState(value);
  const box = useRef<HTMLDivElement>(null);
  const pressedElsewhere = useEffectEvent((event: PointerEvent) => {
    const target = event.target as Element | null;
    // Pop-ups of the input stand elsewhere in the page.
    if (target && !box.current?.contains(target) && target.closest('[data-portal]') === null) onCommit(draft, 'away');
  });
  useEffect(() => {
    const listen = (event: PointerEvent): void => pressedElsewhere(event);
    document.addEventListener('pointerdown', listen, true);
    return () => document.removeEventListener('pointerdown', listen, true);
  }, []);
  const change = (next: unknown): void => {
    setDraft(next);
    if (AT_ONCE.has(field.type)) onCommit(next, 'stay');
  };
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onCancel();
    // A list of options takes Enter for itself.
    else if (event.key === 'Enter' && !event.shiftKey && !event.defaultPrevented) end(event, 'down');
    else if (event.key === 'Tab') end(event, event.shiftKey ? 'previous' : 'next');
  };
  const end = (event: KeyboardEvent, after: After): void => {
    event.preventDefault();
    onCommit(draft, after);
  };
  return (
    <div ref={box} className={styles.editor} onKeyDown={press}>
      <FieldInput field={field} value={draft} onChange={change} label={label} currency={currency} isBare autoFocus size="xs" />
    </div>
  );
}
