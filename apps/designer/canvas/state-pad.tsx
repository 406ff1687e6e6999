import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsLeftRight, IconCheck, IconPlus, IconReplace, IconTrash } from '@tabler/icons-react';
import { NodeToolbar, Position } from '@xyflow/react';
import { useRef } from 'react';
import type { StateKind } from '#pipeline';
import { inLocale } from '#kernel';
import { useDesigner, useDesignerActions } from '../designer/use-designer.js';
import { mayChangeKind, type GraphNode } from '../document/index.js';
import { useTexts } from '../i18n/texts.js';
import { useCanvasUi, useCanvasUiStore } from './canvas-ui.js';
import { appendAfter } from './use-editing.js';
import { padTexts } from './pad-texts.js';
import styles from './state-pad.module.css';

/** What can be done with the one selected state, above it. */
export function StatePad() {
  const selection = useDesigner((state) => state.selection);
  const naming = useDesigner((state) => state.naming);
  const graph = useDesigner((state) => state.graph);
  const isBusy = useCanvasUi((ui) => ui.drag !== null || ui.pulling !== null || ui.picking !== null);
  const [id, second] = selection.states;
  const node = id === undefined ? undefined : graph.node(id);
  if (!node || second !== undefined || selection.edges.length > 0 || naming !== null || isBusy) return null;
  return (
    <NodeToolbar nodeId={node.id} isVisible position={Position.Top} align="start" offset={16} className={styles.pad}>
      <Buttons node={node} />
    </NodeToolbar>
  );
}

function Buttons({ node }: { readonly node: GraphNode }) {
  const t = useTexts(padTexts);
  const ui = useCanvasUiStore();
  const actions = useDesignerActions();
  const connect = useRef<HTMLButtonElement>(null);
  const isEnd = node.kind === 'final' || node.kind === 'history';
  const startConnect = (): void => {
    const box = connect.current?.getBoundingClientRect();
    ui.setState({ picking: { kind: 'connect', source: node.id, client: { x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 } } });
  };
  return (
    <>
      {!isEnd && (
        <>
          <ActionIcon variant="subtle" size={32} aria-label={t('append')} title={t('append')} onClick={() => appendAfter(ui, node.id)}>
            <IconPlus size={18} stroke={1.8} aria-hidden />
          </ActionIcon>
          <ActionIcon ref={connect} variant="subtle" size={32} aria-label={t('connect')} title={t('connect')} onClick={startConnect}>
            <IconArrowsLeftRight size={18} stroke={1.8} aria-hidden />
          </ActionIcon>
        </>
      )}
      <KindMenu node={node} />
      <ActionIcon
        variant="subtle"
        color="red"
        size={32}
        aria-label={t('remove')}
        title={t('remove')}
        onClick={() => actions.do({ kind: 'state.remove', ids: [node.id] })}
      >
        <IconTrash size={18} stroke={1.8} aria-hidden />
      </ActionIcon>
    </>
  );
}

const KINDS: readonly StateKind[] = ['atomic', 'compound', 'parallel', 'final', 'history'];

/** Changes the kind of the state; what would be lost is said before. */
export function KindMenu({ node }: { readonly node: GraphNode }) {
  const t = useTexts(padTexts);
  const actions = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const locale = useDesigner((state) => state.locale);
  return (
    <Menu position="bottom-start" width={280} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size={32} aria-label={t('kind')} title={t('kind')}>
          <IconReplace size={18} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.map((kind) => {
          const answer = mayChangeKind(document, node.id, kind);
          const says = answer.ok ? answer.caution : answer.error.text;
          return (
            <Menu.Item
              key={kind}
              disabled={!answer.ok}
              rightSection={node.kind === kind ? <IconCheck size={16} aria-hidden /> : null}
              onClick={() => actions.do({ kind: 'state.change-kind', id: node.id, to: kind })}
            >
              {t(kind)}
              {says && <span className={styles.says}>{inLocale(says, locale)}</span>}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
