import { ActionIcon } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useReactFlow } from '@xyflow/react';
import { useTexts } from '../i18n/texts.js';
import { canvasTexts } from './texts.js';
import styles from './canvas-controls.module.css';

/** Zoom, and all of it at once. */
export function CanvasControls() {
  const t = useTexts(canvasTexts);
  const flow = useReactFlow();
  const buttons = [
    { label: t('zoomIn'), icon: IconPlus, act: () => flow.zoomIn({ duration: 120 }) },
    { label: t('zoomOut'), icon: IconMinus, act: () => flow.zoomOut({ duration: 120 }) },
    { label: t('fit'), icon: IconMaximize, act: () => flow.fitView({ duration: 200, padding: 0.12, maxZoom: 1 }) },
  ];
  return (
    <Panel position="bottom-left" className={styles.controls}>
      {buttons.map(({ label, icon: Icon, act }) => (
        <ActionIcon key={label} variant="subtle" color="gray" size={32} aria-label={label} title={label} onClick={() => void act()}>
          <Icon size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      ))}
    </Panel>
  );
}
