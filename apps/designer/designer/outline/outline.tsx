import { ActionIcon, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { mayChange } from '../designer-store.js';
import { useDesigner } from '../use-designer.js';
import { OutlineRowView } from './outline-row.js';
import { outlineTexts } from './texts.js';
import { useOutline } from './use-outline.js';
import styles from './outline.module.css';

const ROW_PX = 32;

/** The states as a tree: a second full editor, by keyboard and by menu. */
export function Outline() {
  const t = useTexts(outlineTexts);
  const view = useOutline();
  const mayEdit = useDesigner((state) => mayChange(state) === null);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: view.rows.length, getScrollElement: () => scroll.current, estimateSize: () => ROW_PX, overscan: 8 });
  const { at, rows } = view;
  useEffect(() => virtual.scrollToIndex(at), [virtual, at]);
  const chosen = rows[at];
  return (
    <div className={styles.outline}>
      <div className={styles.tools}>
        <Switch size="xs" label={t('transitions')} checked={view.showTransitions} onChange={(event) => view.setShowTransitions(event.currentTarget.checked)} />
        {mayEdit && (
          <ActionIcon
            variant="subtle"
            size={28}
            aria-label={t('add')}
            title={t('add')}
            onClick={() => view.addAfter(chosen?.kind === 'state' ? chosen.id : null)}
          >
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <div
        ref={scroll}
        role="tree"
        tabIndex={0}
        aria-label={t('tree')}
        aria-description={t('hint')}
        aria-multiselectable={false}
        aria-activedescendant={chosen ? rowId(chosen.id) : undefined}
        className={styles.tree}
        onKeyDown={view.onKeyDown}
      >
        <div role="presentation" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <OutlineRowView
                  key={row.id}
                  id={rowId(row.id)}
                  row={row}
                  index={index}
                  top={start}
                  view={view}
                  mayEdit={mayEdit}
                  back={() => scroll.current?.focus()}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

const rowId = (id: string): string => `outline-${id}`;
