import { type KeyboardEvent, useRef } from 'react';
import { useCanvasEditing } from '../canvas-editing.js';
import styles from './name-field.module.css';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** Tab takes the name and goes on to the next step. */
  readonly mayGoOn?: boolean;
}

/** A name written in place: Enter and leaving the field take it, Escape does not. */
export function NameField({ id, name, label, mayGoOn = false }: Props) {
  const editing = useCanvasEditing();
  const isOver = useRef(false);
  const take = (value: string, andThen?: 'append'): void => {
    if (isOver.current) return;
    isOver.current = true;
    editing?.rename(id, value, andThen);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') take(event.currentTarget.value);
    else if (event.key === 'Tab' && !event.shiftKey && mayGoOn) {
      event.preventDefault();
      take(event.currentTarget.value, 'append');
    } else if (event.key === 'Escape') {
      isOver.current = true;
      editing?.stopNaming();
    }
  };
  return (
    <input
      // The field opens where the person already is.
      ref={(field) => {
        if (field && document.activeElement !== field) {
          field.focus({ preventScroll: true });
          field.select();
        }
      }}
      className={`${styles.field} nodrag nopan nowheel`}
      aria-label={label}
      defaultValue={name}
      maxLength={120}
      onKeyDown={onKeyDown}
      onBlur={(event) => take(event.currentTarget.value)}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
