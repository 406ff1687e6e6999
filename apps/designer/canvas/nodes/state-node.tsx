import type { NodeProps } from '@xyflow/react';
import { IconCircleCheck, IconCircleX, IconFlag } from '@tabler/icons-react';
import { memo } from 'react';
import type { GraphNode } from '../../document/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { useDetail } from '../canvas-editing.js';
import type { StateElement } from '../scene/flow-elements.js';
import { hasMarks } from '../scene/sizes.js';
import { canvasTexts } from '../texts.js';
import { ConnectDots } from './connect-dots.js';
import { frameMarks, outcomeOf } from './frame-marks.js';
import { NameField } from './name-field.js';
import { Port } from './port.js';
import { StateMarks } from './state-marks.js';
import styles from './state-node.module.css';

/** A state without others inside. */
export const StateNode = memo(function StateNode({ data, selected }: NodeProps<StateElement>) {
  const t = useTexts(canvasTexts);
  const detail = useDetail();
  const { node, heat, isNaming } = data;
  return (
    <div className={styles.state} {...frameMarks(data, selected)}>
      {node.isInitial && <span className={styles.initial} />}
      <Port />
      <div className={styles.head}>
        {node.kind === 'final' && <Outcome node={node} />}
        {isNaming ? (
          <NameField id={node.id} name={node.title} label={t('nameOfState')} mayGoOn />
        ) : (
          detail !== 'tiny' && <span className={styles.title}>{node.title}</span>
        )}
      </div>
      {detail === 'near' && hasMarks(node) && (
        <div className={styles.foot}>
          <StateMarks node={node} />
          <Probability node={node} />
        </div>
      )}
      {heat && detail === 'near' && <span className={styles.heat}>{heat.label}</span>}
      {detail === 'near' && node.kind !== 'final' && <ConnectDots id={node.id} />}
    </div>
  );
});

function Outcome({ node }: { readonly node: GraphNode }) {
  const outcome = outcomeOf(node);
  const Mark = outcome === 'won' ? IconCircleCheck : outcome === 'lost' ? IconCircleX : IconFlag;
  return <Mark size={16} stroke={1.8} aria-hidden className={styles.outcome} />;
}

export function Probability({ node }: { readonly node: GraphNode }) {
  const format = useFormat();
  if (!node.stage || node.probability === null) return null;
  return <span className={styles.probability}>{format.percent(node.probability)}</span>;
}
