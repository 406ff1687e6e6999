import { ViewportPortal } from '@xyflow/react';
import { inLocale } from '#kernel';
import { useDesigner } from '../designer/use-designer.js';
import { useCanvasUi } from './canvas-ui.js';
import styles from './pull.module.css';

/** The line that follows the pointer, and why it does not attach. */
export function Pull() {
  const pulling = useCanvasUi((ui) => ui.pulling);
  const locale = useDesigner((state) => state.locale);
  if (pulling === null) return null;
  const { from, to, says, isRefused } = pulling;
  const bend = Math.max(40, Math.abs(to.x - from.x) / 2);
  return (
    <ViewportPortal>
      <svg className={styles.pull} data-refused={isRefused || undefined}>
        <path d={`M${from.x},${from.y}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`} />
        <circle cx={to.x} cy={to.y} r={5} />
      </svg>
      {says && (
        <div className={styles.says} data-refused={isRefused || undefined} style={{ transform: `translate(${to.x + 16}px, ${to.y + 16}px)` }}>
          {inLocale(says, locale)}
        </div>
      )}
    </ViewportPortal>
  );
}
