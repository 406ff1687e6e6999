import { Popover } from '@mantine/core';
import { type ReactNode, useEffect, useEffectEvent } from 'react';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The button that opens and closes it. */
  readonly target: ReactNode;
  readonly children: ReactNode;
}

/** A small form that floats below its button. Lists of options that its inputs open stand elsewhere in the page and count as inside. */
export function FilterPopover({ isOpen, onClose, target, children }: Props) {
  return (
    <Popover opened={isOpen} onChange={(open) => !open && onClose()} position="bottom-start" trapFocus returnFocus closeOnClickOutside={false}>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown>{isOpen && <Inside onClose={onClose}>{children}</Inside>}</Popover.Dropdown>
    </Popover>
  );
}

const INSIDE = '[data-portal], [aria-haspopup="dialog"][aria-expanded="true"]';

function Inside({ onClose, children }: Pick<Props, 'onClose' | 'children'>) {
  const press = useEffectEvent((event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest(INSIDE) === null) onClose();
  });
  useEffect(() => {
    const listen = (event: PointerEvent): void => press(event);
    document.addEventListener('pointerdown', listen);
    return () => document.removeEventListener('pointerdown', listen);
  }, []);
  return children;
}
