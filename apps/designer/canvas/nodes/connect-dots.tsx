import { useTexts } from '../../i18n/texts.js';
import { useCanvasEditing } from '../canvas-editing.js';
import { canvasTexts } from '../texts.js';
import styles from './connect-dots.module.css';

const SIDES = ['right', 'bottom', 'left', 'top'] as const;

/** Dots at the sides of a state: a line is drawn from any of them. The keyboard connects by the pad of the state instead. */
export function ConnectDots({ id }: { readonly id: string }) {
  const t = useTexts(canvasTexts);
  const editing = useCanvasEditing();
  if (editing === null) return null;
  return SIDES.map((side) => (
    <span
      key={side}
      className={`${styles.dot} nodrag nopan`}
      data-side={side}
      title={t('connectFrom')}
      onPointerDown={(event) => editing.startConnection(id, event)}
    />
  ));
}
