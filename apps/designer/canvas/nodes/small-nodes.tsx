import type { NodeProps } from '@xyflow/react';
import { IconWorld } from '@tabler/icons-react';
import { memo } from 'react';
import { useTexts } from '../../i18n/texts.js';
import type { RootElement, StateElement } from '../scene/flow-elements.js';
import { canvasTexts } from '../texts.js';
import { NameField } from './name-field.js';
import { Port } from './port.js';
import styles from './small-nodes.module.css';

/** A history state: back to where it was. */
export const HistoryNode = memo(function HistoryNode({ data, selected }: NodeProps<StateElement>) {
  const t = useTexts(canvasTexts);
  const { node, shine, mark, isNaming } = data;
  return (
    <div className={styles.history} data-selected={selected || undefined} data-shine={shine ?? undefined} data-mark={mark ?? undefined} title={node.title}>
      <Port />
      {isNaming ? <NameField id={node.id} name={node.title} label={t('nameOfState')} /> : node.isDeepHistory ? 'H*' : 'H'}
    </div>
  );
});

/** Where transitions begin that hold in every state. */
export const RootNode = memo(function RootNode(_: NodeProps<RootElement>) {
  const t = useTexts(canvasTexts);
  return (
    <div className={styles.root}>
      <Port />
      <IconWorld size={16} stroke={1.6} aria-hidden />
      {t('everywhere')}
    </div>
  );
});
