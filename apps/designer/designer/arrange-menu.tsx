import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCanvasUiStore } from '../canvas/canvas-ui.js';
import { withShown } from '../canvas/layout/automatic.js';
import { sizesOf } from '../canvas/scene/sizes.js';
import { align, distribute, type AlignEdge, type Axis } from '../document/placement/index.js';
import { useTexts } from '../i18n/texts.js';
import { toolbarTexts } from './toolbar-texts.js';
import { useDesigner, useDesignerStore } from './use-designer.js';

const EDGES: readonly AlignEdge[] = ['left', 'center', 'right', 'top', 'middle', 'bottom'];
const AXES: readonly Axis[] = ['horizontal', 'vertical'];

/** Lines up the selected states. */
export function ArrangeMenu({ target }: { readonly target: ReactNode }) {
  const t = useTexts(toolbarTexts);
  const store = useDesignerStore();
  const ui = useCanvasUiStore();
  const count = useDesigner((state) => state.selection.states.length);
  const arrange = (how: AlignEdge | Axis): void => {
    const { graph, selection, actions } = store.getState();
    const { drawn, shown } = ui.getState();
    const document = drawn ?? graph.document;
    const positions =
      how === 'horizontal' || how === 'vertical'
        ? distribute(document, selection.states, how, sizesOf(graph))
        : align(document, selection.states, how, sizesOf(graph));
    actions.do(withShown(shown, { kind: 'layout.set', positions }));
    actions.seal();
  };
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {count < 2 && <Menu.Label>{t('arrangeHint')}</Menu.Label>}
        {EDGES.map((edge) => (
          <Menu.Item key={edge} disabled={count < 2} onClick={() => arrange(edge)}>
            {t(edge)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {AXES.map((axis) => (
          <Menu.Item key={axis} disabled={count < 3} onClick={() => arrange(axis)}>
            {t(axis)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          disabled={count < 1}
          onClick={() => store.getState().actions.do({ kind: 'state.duplicate', ids: store.getState().selection.states, offset: { x: 24, y: 24 } })}
        >
          {t('duplicate')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
