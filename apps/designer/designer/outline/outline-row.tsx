import {
  IconArrowNarrowRight,
  IconChevronRight,
  IconCircle,
  IconFlag,
  IconHistory,
  IconLayersSubtract,
  IconLayoutRows,
  IconPlayerPlayFilled,
  type Icon,
} from '@tabler/icons-react';
import type { StateKind } from '#pipeline';
import type { KeyboardEvent } from 'react';
import type { OutlineRow } from '../../document/index.js';
import { type Translate, useTexts } from '../../i18n/texts.js';
import { useDesigner } from '../use-designer.js';
import { OutlineMenu } from './outline-menu.js';
import { outlineTexts } from './texts.js';
import type { OutlineView } from './use-outline.js';
import styles from './outline.module.css';

interface Props {
  readonly id: string;
  readonly row: OutlineRow;
  readonly index: number;
  readonly top: number;
  readonly view: OutlineView;
  readonly mayEdit: boolean;
  /** Gives the focus back to the tree. */
  readonly back: () => void;
}

const ICONS: Readonly<Record<StateKind, Icon>> = {
  atomic: IconCircle,
  compound: IconLayersSubtract,
  parallel: IconLayoutRows,
  final: IconFlag,
  history: IconHistory,
};

/** One state, or a transition out of it. */
export function OutlineRowView({ id, row, index, top, view, mayEdit, back }: Props) {
  const t = useTexts(outlineTexts);
  const isLit = useDesigner((state) => state.lit?.active.has(row.id) === true);
  const isSelected = useDesigner((state) => state.selection.states.includes(row.id) || state.selection.edges.includes(row.id));
  const Mark = row.kind === 'state' ? ICONS[row.node.kind] : IconArrowNarrowRight;
  const name = nameOf(row, t);
  const isExpandable = row.kind === 'state' && row.isExpandable;
  return (
    <div
      id={id}
      role="treeitem"
      aria-label={name}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-selected={isSelected}
      aria-expanded={isExpandable ? row.isExpanded : undefined}
      className={styles.row}
      data-at={view.at === index || undefined}
      data-stage={(row.kind === 'state' && row.node.stage) || undefined}
      data-lit={isLit || undefined}
      data-kind={row.kind}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: 4 + (row.level - 1) * 16 }}
      onClick={() => view.go(index)}
      onDoubleClick={() => mayEdit && view.startRenaming(row.id)}
    >
      <Fold row={row} view={view} />
      <Mark size={14} stroke={1.8} aria-hidden className={styles.kind} />
      {view.renaming === row.id ? (
        <RowName row={row} view={view} back={back} />
      ) : (
        <span className={styles.name} title={name}>
          {name}
        </span>
      )}
      {row.kind === 'state' && row.node.isInitial && (
        <span title={t('initial')} className={styles.initial}>
          <IconPlayerPlayFilled size={10} aria-hidden />
        </span>
      )}
      {mayEdit && <OutlineMenu row={row} name={name} view={view} back={back} />}
    </div>
  );
}

/** A state by its title; a transition by what it is called and where it leads. */
function nameOf(row: OutlineRow, t: Translate<'leads' | 'actionsOnly'>): string {
  if (row.kind === 'state') return row.node.title;
  const { label, target } = row.edge;
  return target === null ? t('actionsOnly', { label }) : t('leads', { label, target: row.targetTitle });
}

function Fold({ row, view }: Pick<Props, 'row' | 'view'>) {
  if (row.kind !== 'state' || !row.isExpandable) return <span className={styles.fold} />;
  return (
    <span className={styles.fold} data-open={row.isExpanded || undefined} aria-hidden onClick={() => view.toggle(row.id)}>
      <IconChevronRight size={14} stroke={2} />
    </span>
  );
}

function RowName({ row, view, back }: Pick<Props, 'row' | 'view' | 'back'>) {
  const t = useTexts(outlineTexts);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') view.startRenaming(null);
    else if (event.key === 'Enter') view.rename(row.id, event.currentTarget.value);
    else return;
    back();
  };
  return (
    <input
      ref={(field) => {
        if (field && document.activeElement !== field) {
          field.focus({ preventScroll: true });
          field.select();
        }
      }}
      className={styles.field}
      aria-label={t('name')}
      defaultValue={row.kind === 'state' ? row.node.title : row.edge.label}
      maxLength={120}
      onKeyDown={onKeyDown}
      onBlur={(event) => view.renaming === row.id && view.rename(row.id, event.currentTarget.value)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
