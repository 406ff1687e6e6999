import { SegmentedControl, Textarea } from '@mantine/core';
import { NOTE_COLORS, notesOf, type NoteColor } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useTexts } from '../../i18n/texts.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

/** A note on the canvas. */
export function NoteInspector({ index }: { readonly index: number }) {
  const t = useTexts(inspectorTexts);
  const { do: act, seal } = useDesignerActions();
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const note = useDesigner((state) => state.history.document.notes?.[index]);
  const document = useDesigner((state) => state.history.document);
  const read = notesOf(document)[index];
  if (!note || !read) return <p className="quiet">{t('gone')}</p>;
  return (
    <>
      <h2 className={styles.title}>{t('notes')}</h2>
      <Textarea
        label={t('noteText')}
        value={read.text}
        onChange={(event) => act({ kind: 'note.change', index, values: { text: event.currentTarget.value } })}
        onBlur={seal}
        autosize
        minRows={3}
        disabled={isDisabled}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('color')}
        value={read.color}
        onChange={(color) => act({ kind: 'note.change', index, values: { color: color as NoteColor } })}
        data={NOTE_COLORS.map((color) => ({ value: color, label: t(color) }))}
        disabled={isDisabled}
      />
    </>
  );
}
