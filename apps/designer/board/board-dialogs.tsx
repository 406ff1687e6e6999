import { useTexts } from '../i18n/texts.js';
import { useFormat } from '../i18n/format.js';
import { Dialog } from '../ui/dialog.js';
import { BulkMoveDialog } from './bulk-move-dialog.js';
import { CreateDialog } from './create-dialog.js';
import { FillDialog } from './fill-dialog.js';
import { MoveDialog } from './move-dialog.js';
import { OwnerDialog } from './owner-dialog.js';
import { PriorityDialog } from './priority-dialog.js';
import { useBoard, useScope } from './scope.js';
import type { BoardDialog } from './board-store.js';
import { TagDialog } from './tag-dialog.js';
import { TaskDialog } from './task-dialog.js';
import { boardTexts } from './texts.js';
import { type MovesOfBoard, nameOf, titleOf } from './use-moves.js';

/** The one dialog that may be open; the focus goes back to the card. */
export function BoardDialogs({ moves }: { readonly moves: MovesOfBoard }) {
  const dialog = useBoard((state) => state.dialog);
  const t = useTexts(boardTexts);
  const { store } = useScope();
  const title = useDialogTitle(dialog);
  const close = (): void => store.setState({ dialog: null });
  return (
    <Dialog
      opened={dialog !== null}
      onClose={close}
      title={title}
      size={dialog?.kind === 'create' ? 'md' : 440}
      centered={false}
      yOffset="10dvh"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {dialog !== null && <Content dialog={dialog} moves={moves} onClose={close} />}
    </Dialog>
  );
}

function Content({ dialog, moves, onClose }: { readonly dialog: BoardDialog; readonly moves: MovesOfBoard; readonly onClose: () => void }) {
  switch (dialog.kind) {
    case 'move':
      return <MoveDialog record={dialog.record} only={dialog.only} moves={moves} onClose={onClose} />;
    case 'fill':
      return <FillDialog record={dialog.record} choice={dialog.choice} moves={moves} onClose={onClose} />;
    case 'owner':
      return <OwnerDialog records={dialog.records} onClose={onClose} />;
    case 'priority':
      return <PriorityDialog records={dialog.records} onClose={onClose} />;
    case 'tag':
      return <TagDialog records={dialog.records} onClose={onClose} />;
    case 'task':
      return <TaskDialog record={dialog.record} onClose={onClose} />;
    case 'move-many':
      return <BulkMoveDialog records={dialog.records} onClose={onClose} />;
    case 'create':
      return <CreateDialog onClose={onClose} />;
  }
}

const TITLES = { owner: 'ownerTitle', tag: 'tagTitle', priority: 'priorityTitle', 'move-many': 'moveManyTitle' } as const;

function useDialogTitle(dialog: BoardDialog | null): string {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const scope = useScope();
  if (dialog === null) return '';
  switch (dialog.kind) {
    case 'move':
      return t(dialog.only === null ? 'moveTitle' : 'chooseTitle', { name: nameOf(scope, dialog.record) });
    case 'fill':
      return t('fillTitle', { what: titleOf(dialog.choice, format) });
    case 'task':
      return t('taskTitle', { name: nameOf(scope, dialog.record) });
    case 'create':
      return t('create', { object: scope.shape.title });
    default: {
      const [first] = dialog.records;
      const values = { count: dialog.records.length, name: first === undefined ? '' : nameOf(scope, first) };
      return t(TITLES[dialog.kind], values);
    }
  }
}
