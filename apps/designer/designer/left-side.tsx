import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { Outline } from './outline/outline.js';
import { PANELS } from './panels-slots.js';
import { useDesigner } from './use-designer.js';
import { designerTexts } from './texts.js';
import styles from './left-side.module.css';

/** Outline and palette; can be put away. */
export function LeftSide() {
  const t = useTexts(designerTexts);
  const mode = useDesigner((state) => state.mode);
  const mayEdit = useDesigner((state) => state.mayEdit);
  const [tab, setTab] = useState<'outline' | 'palette'>('outline');
  const [isOpen, setOpen] = useState(true);
  const Palette = mode === 'edit' && mayEdit ? PANELS.palette : null;
  const shown = Palette ? tab : 'outline';
  const label = isOpen ? t('closeSide') : t('openSide');
  const Mark = isOpen ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  return (
    <aside className={styles.side} data-open={isOpen || undefined} aria-label={t('leftSide')}>
      <div className={styles.head}>
        {isOpen &&
          (Palette ? (
            <SegmentedControl
              size="xs"
              fullWidth
              className={styles.tabs}
              aria-label={t('leftSide')}
              value={shown}
              onChange={(value) => setTab(value as 'outline' | 'palette')}
              data={[
                { value: 'outline', label: t('outline') },
                { value: 'palette', label: t('palette') },
              ]}
            />
          ) : (
            <h2 className={styles.title}>{t('outline')}</h2>
          ))}
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} title={label} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Mark size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </div>
      {isOpen && <Suspense>{shown === 'palette' && Palette ? <Palette /> : <Outline />}</Suspense>}
    </aside>
  );
}
