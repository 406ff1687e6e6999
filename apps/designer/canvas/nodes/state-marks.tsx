import { IconBolt, IconClock, IconHourglass, IconLogin2, IconLogout2, IconRepeat, type Icon } from '@tabler/icons-react';
import type { GraphNode } from '../../document/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { canvasTexts } from '../texts.js';
import styles from './state-node.module.css';

const KINDS = [
  ['entry', IconLogin2],
  ['invokes', IconHourglass],
  ['timers', IconClock],
  ['exit', IconLogout2],
  ['internal', IconRepeat],
] as const satisfies readonly (readonly [keyof GraphNode['badges'], Icon])[];

/** What a state does, as small marks with counts; attached rules in their own colour. */
export function StateMarks({ node }: { readonly node: GraphNode }) {
  const t = useTexts(canvasTexts);
  const format = useFormat();
  const names = format.list(node.rules.map(({ title }) => title));
  return (
    <>
      {KINDS.filter(([kind]) => node.badges[kind] > 0).map(([kind, Mark]) => (
        <span key={kind} className={styles.mark} title={t(kind, { count: node.badges[kind] })}>
          <Mark size={14} stroke={1.8} aria-hidden />
          {node.badges[kind]}
        </span>
      ))}
      {node.rules.length > 0 && (
        <span className={styles.rule} title={t('rules', { count: node.rules.length, names })}>
          <IconBolt size={14} stroke={1.8} aria-hidden />
          {node.rules.length}
        </span>
      )}
    </>
  );
}
