import { Button } from '@mantine/core';
import { IconArrowMerge, IconArrowRight, IconArrowBackUp, IconPencil, IconTag, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import type { ObjectShape } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useTexts } from '../i18n/texts.js';
import { MergeDialog } from '../merge/merge-dialog.js';
import styles from './bulk-bar.module.css';
import { BulkEditDialog, BulkMoveDialog, BulkTagsDialog } from './bulk-dialogs.js';
import { listTexts } from './texts.js';
import { useBulk } from './use-bulk.js';
import type { Selection } from './use-selection.js';

interface Props {
  readonly object: ObjectShape;
  readonly pipeline: PipelineWords | null;
  readonly selection: Selection;
  readonly isBin: boolean;
  /** All that the list has; offered when more than what is loaded. */
  readonly count: number;
  readonly onEverything: (() => void) | null;
}

/** What can be done with the selected records; stands below the list while something is selected. */
export function BulkBar({ object, pipeline, selection, isBin, count, onEverything }: Props) {
  const t = useTexts(listTexts);
  const may = useMay();
  const bulk = useBulk(object.key);
  const [dialog, setDialog] = useState<'edit' | 'tags' | 'move' | null>(null);
  const { selected } = selection;
  const close = (): void => setDialog(null);
  const then = (work: Promise<void>): void => {
    close();
    void work.then(selection.clear);
  };
  return (
    <div className={styles.bar} role="region" aria-label={t('bulkActions')}>
      <strong className="figures" role="status">
        {bulk.progress ? t('working', { ...bulk.progress }) : t('selected', { count: selected.length })}
      </strong>
      {onEverything && (
        <Button variant="subtle" size="compact-sm" onClick={onEverything}>
          {t('selectEverything', { count })}
        </Button>
      )}
      {isBin ? (
        may('record.delete') && (
          <Button size="compact-sm" variant="light" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => then(bulk.restore(selected))}>
            {t('restore')}
          </Button>
        )
      ) : (
        <>
          {may('record.write') && (
            <>
              <Button size="compact-sm" variant="light" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('edit')}>
                {t('edit')}
              </Button>
              <Button size="compact-sm" variant="light" leftSection={<IconTag size={16} aria-hidden />} onClick={() => setDialog('tags')}>
                {t('tag')}
              </Button>
            </>
          )}
          {pipeline && may('run.send') && (
            <Button size="compact-sm" variant="light" leftSection={<IconArrowRight size={16} aria-hidden />} onClick={() => setDialog('move')}>
              {t('move')}
            </Button>
          )}
          <MergeTwo object={object} selection={selection} />
          {may('record.delete') && (
            <Button size="compact-sm" variant="light" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => then(bulk.delete(selected))}>
              {t('delete')}
            </Button>
          )}
        </>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" className={styles.end} onClick={selection.clear}>
        {t('unselect')}
      </Button>
      {dialog === 'edit' && (
        <BulkEditDialog object={object} records={selected} onClose={close} onApply={(path, value) => then(bulk.change(selected, path, value))} />
      )}
      {dialog === 'tags' && <BulkTagsDialog records={selected} onClose={close} onApply={(add, remove) => then(bulk.tag(selected, add, remove))} />}
      {dialog === 'move' && pipeline && (
        <BulkMoveDialog records={selected} pipeline={pipeline} onClose={close} onApply={(event) => then(bulk.move(selected, pipeline.key, event))} />
      )}
    </div>
  );
}

/** Of two selected records one can be made. */
function MergeTwo({ object, selection: { selected, clear } }: Pick<Props, 'object' | 'selection'>) {
  const t = useTexts(listTexts);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [one, other] = selected;
  if (!may('record.delete') || !one || !other || selected.length > 2) return null;
  return (
    <>
      <Button size="compact-sm" variant="light" leftSection={<IconArrowMerge size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('merge')}
      </Button>
      {isOpen && <MergeDialog object={object.key} ids={[one.id, other.id]} onClose={() => setOpen(false)} onMerged={clear} />}
    </>
  );
}
