import { actionsIn, type ActionList, type Place } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { ActionsEditor } from '../actions/index.js';

interface Props {
  readonly label: string;
  readonly list: ActionList;
  /** What is shown in detail: an action of this list is opened. */
  readonly place: Place | null;
}

/** The actions of a place of the document; every change is a command. */
export function ListedActions({ label, list, place }: Props) {
  const { do: act, seal } = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const shown = place?.kind === 'action' && JSON.stringify(place.list) === JSON.stringify(list) ? place.index : undefined;
  return (
    <ActionsEditor
      key={shown ?? 'none'}
      label={label}
      actions={actionsIn(document, list) ?? []}
      onAdd={(action) => act({ kind: 'action.add', list, action })}
      onChange={(index, values) => act({ kind: 'action.change', list, index, values })}
      onMove={(index, to) => act({ kind: 'action.move', list, index, into: list, to })}
      onRemove={(index) => act({ kind: 'action.remove', list, index })}
      onBlur={seal}
      isDisabled={isDisabled}
      {...(shown === undefined ? {} : { openIndex: shown })}
    />
  );
}
