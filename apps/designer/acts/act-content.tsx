import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { DueDialog } from './due-dialog.js';
import { FillDialog } from './fill-dialog.js';
import { MoveDialog } from './move-dialog.js';
import { OwnerDialog } from './owner-dialog.js';
import { PriorityDialog } from './priority-dialog.js';
import type { ActDialog, ActScope } from './scope.js';
import { TaskDialog } from './task-dialog.js';
import { actTexts } from './texts.js';
import { type Moving, nameOf, titleOf } from './use-moves.js';

interface Props {
  readonly dialog: ActDialog;
  readonly moves: Moving;
  readonly onClose: () => void;
}

/** What stands in the dialog of an act. */
export function ActContent({ dialog, moves, onClose }: Props) {
  switch (dialog.kind) {
    case 'move':
      return <MoveDialog record={dialog.record} only={dialog.only} moves={moves} onClose={onClose} />;
    case 'fill':
      return <FillDialog record={dialog.record} choice={dialog.choice} moves={moves} onClose={onClose} />;
    case 'owner':
      return <OwnerDialog records={dialog.records} onClose={onClose} />;
    case 'priority':
      return <PriorityDialog records={dialog.records} onClose={onClose} />;
    case 'task':
      return <TaskDialog record={dialog.record} onClose={onClose} />;
    case 'due':
      return <DueDialog task={dialog.task} onClose={onClose} />;
  }
}

/** What the dialog of an act is called. */
export function useActTitle(scope: Pick<ActScope, 'shape'>): (dialog: ActDialog) => string {
  const t = useTexts(actTexts);
  const format = useFormat();
  return (dialog) => {
    switch (dialog.kind) {
      case 'move':
        return t(dialog.only === null ? 'moveTitle' : 'chooseTitle', { name: nameOf(scope, dialog.record) });
      case 'fill':
        return t('fillTitle', { what: titleOf(dialog.choice, format) });
      case 'task':
        return t('taskTitle', { name: nameOf(scope, dialog.record) });
      case 'due':
        return t('dueTitle', { name: dialog.task.title });
      default: {
        const [first] = dialog.records;
        const values = { count: dialog.records.length, name: first === undefined ? '' : nameOf(scope, first) };
        return t(dialog.kind === 'owner' ? 'ownerTitle' : 'priorityTitle', values);
      }
    }
  };
}
