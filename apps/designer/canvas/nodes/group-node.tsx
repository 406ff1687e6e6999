import type { NodeProps } from '@xyflow/react';
import { IconLayersSubtract, IconLayoutRows } from '@tabler/icons-react';
import { memo } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { useDetail } from '../canvas-editing.js';
import type { StateElement } from '../scene/flow-elements.js';
import { canvasTexts } from '../texts.js';
import { ConnectDots } from './connect-dots.js';
import { frameMarks } from './frame-marks.js';
import { NameField } from './name-field.js';
import { Port } from './port.js';
import { StateMarks } from './state-marks.js';
import { Probability } from './state-node.js';
import styles from './group-node.module.css';

/** A state around others: its head, and room for them. Regions of a parallel state are drawn with dashes. */
export const GroupNode = memo(function GroupNode({ data, selected }: NodeProps<StateElement>) {
  const t = useTexts(canvasTexts);
  const detail = useDetail();
  const { node, heat, isNaming } = data;
  const Mark = node.kind === 'parallel' ? IconLayoutRows : IconLayersSubtract;
  return (
    <div className={styles.group} {...frameMarks(data, selected)}>
      {node.isInitial && <span className={styles.initial} />}
      <Port />
      <div className={styles.head}>
        <Mark size={16} stroke={1.6} className={styles.kind} aria-hidden />
        {isNaming ? (
          <NameField id={node.id} name={node.title} label={t('nameOfState')} />
        ) : (
          detail !== 'tiny' && <span className={styles.title}>{node.title}</span>
        )}
        {detail === 'near' && (
          <span className={styles.marks}>
            <StateMarks node={node} />
            <Probability node={node} />
          </span>
        )}
        {heat && detail === 'near' && <span className={styles.heat}>{heat.label}</span>}
      </div>
      {detail === 'near' && <ConnectDots id={node.id} />}
    </div>
  );
});
