import { ActContent, useActTitle } from '../acts/act-content.js';
import { type Moving, nameOf } from '../acts/use-moves.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import type { BoardDialog } from './board-store.js';
import { BulkMoveDialog } from './bulk-move-dialog.js';
import { CreateDialog } from './create-dialog.js';
import { useBoard, useScope } from './scope.js';
import { TagDialog } from './tag-dialog.js';
import { boardTexts } from './texts.js';

/** The one dialog that may be open; the focus goes back to the card. */
export function BoardDialogs({ moves }: { readonly moves: Moving }) {
  const dialog = useBoard((state) => state.dialog);
  const { store } = useScope();
  const title = useDialogTitle(dialog);
  const close = (): void => store.setState({ dialog: null });
  return (
    <Dialog opened={dialog !== null} onClose={close} title={title} size={dialog?.kind === 'create' ? 'md' : 440} centered={false} yOffset="10dvh">
      {dialog !== null && <Content dialog={dialog} moves={moves} onClose={close} />}
    </Dialog>
  );
}

function Content({ dialog, moves, onClose }: { readonly dialog: BoardDialog; readonly moves: Moving; readonly onClose: () => void }) {
  switch (dialog.kind) {
    case 'tag':
      return <TagDialog records={dialog.records} onClose={onClose} />;
    case 'move-many':
      return <BulkMoveDialog records={dialog.records} onClose={onClose} />;
    case 'create':
      return <CreateDialog onClose={onClose} />;
    default:
      return <ActContent dialog={dialog} moves={moves} onClose={onClose} />;
  }
}

function useDialogTitle(dialog: BoardDialog | null): string {
  const t = useTexts(boardTexts);
  const scope = useScope();
  const actTitle = useActTitle(scope);
  if (dialog === null) return '';
  switch (dialog.kind) {
    case 'create':
      return t('create', { object: scope.shape.title });
    case 'tag':
    case 'move-many': {
      const [first] = dialog.records;
      const values = { count: dialog.records.length, name: first === undefined ? '' : nameOf(scope, first) };
      return t(dialog.kind === 'tag' ? 'tagTitle' : 'moveManyTitle', values);
    }
    default:
      return actTitle(dialog);
  }
}
