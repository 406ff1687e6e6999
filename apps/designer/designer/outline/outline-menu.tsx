import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { StateKind } from '#pipeline';
import { useCanvasUiStore } from '../../canvas/canvas-ui.js';
import { mayBeInitial, mayChangeKind, ROOT, treeOf, type OutlineRow } from '../../document/index.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesignerStore } from '../use-designer.js';
import { moveCommand, type Move } from './outline-edits.js';
import { outlineTexts } from './texts.js';
import type { OutlineView } from './use-outline.js';
import styles from './outline.module.css';

const KINDS: readonly StateKind[] = ['atomic', 'compound', 'parallel', 'final', 'history'];
const MOVES: readonly Move[] = ['up', 'down', 'into', 'out'];

interface Props {
  readonly row: OutlineRow;
  readonly name: string;
  readonly view: OutlineView;
  /** Gives the focus back to the tree. */
  readonly back: () => void;
}

/** Everything that the keys do, for a pointer or a finger. */
export function OutlineMenu({ row, name, view, back }: Props) {
  const t = useTexts(outlineTexts);
  // The menu itself would take the focus back from the field that an item opened, which ends the naming.
  const backUnlessTaken = (): void => void (document.activeElement === document.body && back());
  return (
    <Menu position="bottom-end" width={248} withinPortal returnFocus={false} onExitTransitionEnd={backUnlessTaken}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          tabIndex={-1}
          className={styles.more}
          aria-label={t('more', { name })}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        {(row.kind === 'state' || row.edge.place) && <Menu.Item onClick={() => view.startRenaming(row.id)}>{t('rename')}</Menu.Item>}
        {row.kind === 'state' && <StateItems row={row} view={view} />}
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => view.remove(row)}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function StateItems({ row, view }: { readonly row: Extract<OutlineRow, { readonly kind: 'state' }>; readonly view: OutlineView }) {
  const t = useTexts(outlineTexts);
  const ui = useCanvasUiStore();
  const store = useDesignerStore();
  const { graph, actions, history } = store.getState();
  const { node } = row;
  const isEnd = node.kind === 'final' || node.kind === 'history';
  const parent = treeOf(history.document).get(node.id)?.parent ?? ROOT;
  const names = { up: t('up'), down: t('down'), into: t('into'), out: t('outOf') };
  return (
    <>
      <Menu.Item onClick={() => view.addAfter(node.id)}>{t('addAfter')}</Menu.Item>
      {!isEnd && <Menu.Item onClick={() => view.addInside(node.id)}>{t('addInside')}</Menu.Item>}
      {!isEnd && (
        <Menu.Item onClick={() => ui.setState({ picking: { kind: 'connect', source: node.id, client: { x: 24, y: 120 } } })}>{t('connect')}</Menu.Item>
      )}
      {!node.isInitial && mayBeInitial(history.document, node.id).ok && (
        <Menu.Item onClick={() => actions.do({ kind: 'initial.set', parent, initial: node.id })}>{t('asInitial')}</Menu.Item>
      )}
      <Menu.Divider />
      {MOVES.filter((move) => moveCommand(graph, node.id, move) !== null).map((move) => (
        <Menu.Item key={move} onClick={() => view.move(node.id, move)}>
          {names[move]}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Label>{t('kind')}</Menu.Label>
      {KINDS.filter((kind) => kind !== node.kind && mayChangeKind(history.document, node.id, kind).ok).map((kind) => (
        <Menu.Item key={kind} onClick={() => actions.do({ kind: 'state.change-kind', id: node.id, to: kind })}>
          {t(kind)}
        </Menu.Item>
      ))}
    </>
  );
}
