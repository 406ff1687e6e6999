import { NodeResizer, type NodeProps } from '@xyflow/react';
import { type KeyboardEvent, memo } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { useCanvasEditing } from '../canvas-editing.js';
import type { NoteElement } from '../scene/flow-elements.js';
import { canvasTexts } from '../texts.js';
import styles from './note-node.module.css';

/** A note on the canvas: it says something to people and means nothing to the engine. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<NoteElement>) {
  const t = useTexts(canvasTexts);
  const editing = useCanvasEditing();
  const { note, index, isNaming } = data;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
  };
  return (
    <div className={styles.note} data-color={note.color} data-selected={selected || undefined}>
      {editing && <NodeResizer isVisible={selected === true} minWidth={96} minHeight={48} />}
      {isNaming && editing ? (
        <textarea
          ref={(field) => field?.focus({ preventScroll: true })}
          className={`${styles.field} nodrag nopan nowheel`}
          aria-label={t('noteText')}
          defaultValue={note.text}
          maxLength={2000}
          onKeyDown={onKeyDown}
          onBlur={(event) => editing.changeNote(index, event.currentTarget.value)}
        />
      ) : (
        <p className={styles.text}>{note.text || <span className="quiet">{t('emptyNote')}</span>}</p>
      )}
    </div>
  );
});
