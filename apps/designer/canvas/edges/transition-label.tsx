import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconAsterisk, IconBolt, IconCheck, IconClock, IconDiamond, IconHistory, IconPlus, IconUser, type Icon } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import type { EdgeKind, GraphEdge } from '../../document/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { useCanvasEditing } from '../canvas-editing.js';
import { NameField } from '../nodes/name-field.js';
import type { TransitionData } from '../scene/flow-elements.js';
import { canvasTexts } from '../texts.js';
import styles from './transition-label.module.css';

const ICONS: Partial<Readonly<Record<EdgeKind, Icon>>> = {
  after: IconClock,
  done: IconCheck,
  'invoke-done': IconCheck,
  'invoke-error': IconAlertTriangle,
  'history-default': IconHistory,
};

/** What is written on a line: how it comes about, and what it asks for. */
export function TransitionLabel({ data, isSelected }: { readonly data: TransitionData; readonly isSelected: boolean }) {
  const t = useTexts(canvasTexts);
  const editing = useCanvasEditing();
  const { edge, label, shine, mark, heat, isNaming } = data;
  const Kind = ICONS[edge.kind];
  const onClick = (event: MouseEvent): void => editing?.selectEdge(edge.id, event.shiftKey || event.ctrlKey || event.metaKey);
  return (
    <div
      className={`${styles.label} nodrag nopan`}
      data-kind={edge.kind}
      data-selected={isSelected || undefined}
      data-shine={shine ?? undefined}
      data-mark={mark ?? undefined}
      data-edge={edge.id}
      // Geometry alone is written here; everything else is in the style sheet.
      style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)`, maxWidth: isSelected ? undefined : label.width + 8 }}
      onClick={onClick}
      onDoubleClick={() => editing?.startNaming(edge.id)}
    >
      {isNaming ? (
        <NameField id={edge.id} name={edge.label} label={t('labelOfTransition')} />
      ) : (
        <>
          {Kind && <Kind size={12} stroke={2} aria-hidden />}
          <span className={styles.text} title={edge.label}>
            {edge.label}
          </span>
          <Marks edge={edge} />
          {heat && <span className={styles.heat}>{heat.label}</span>}
        </>
      )}
      {isSelected && editing && edge.place && !isNaming && (
        <UnstyledButton className={styles.insert} aria-label={t('insert')} title={t('insert')} onClick={() => editing.insertOn(edge.id)}>
          <IconPlus size={14} stroke={2} aria-hidden />
        </UnstyledButton>
      )}
    </div>
  );
}

function Marks({ edge }: { readonly edge: GraphEdge }) {
  const t = useTexts(canvasTexts);
  const format = useFormat();
  const names = format.list(edge.rules.map(({ title }) => title));
  return (
    <>
      {edge.condition !== null && <Mark icon={IconDiamond} title={t('condition')} />}
      {edge.requires.length > 0 && <Mark icon={IconAsterisk} title={t('requires', { fields: format.list(edge.requires) })} />}
      {edge.roles !== null && <Mark icon={IconUser} title={t('roles', { roles: format.list(edge.roles) })} />}
      {edge.steps.length > 0 && (
        <span className={styles.steps} title={t('steps', { steps: format.list(edge.steps) })}>
          {edge.steps.length}
        </span>
      )}
      {edge.rules.length > 0 && (
        <span className={styles.rule} title={t('rules', { count: edge.rules.length, names })}>
          <IconBolt size={12} stroke={2} aria-hidden />
        </span>
      )}
    </>
  );
}

const Mark = ({ icon: Icon, title }: { readonly icon: Icon; readonly title: string }) => (
  <span className={styles.mark} title={title}>
    <Icon size={12} stroke={2} aria-hidden />
  </span>
);
