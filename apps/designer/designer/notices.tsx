import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { inLocale } from '#kernel';
import { useTexts } from '../i18n/texts.js';
import { uiTexts } from '../ui/texts.js';
import { useDesigner, useDesignerStore } from './use-designer.js';
import styles from './notices.module.css';

const SHOWN_MS = 9000;

/** Why a gesture was refused, or what it means: said where the work is, and to screen readers. */
export function Notices() {
  const t = useTexts(uiTexts);
  const store = useDesignerStore();
  const notice = useDesigner((state) => state.notice);
  const locale = useDesigner((state) => state.locale);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => store.setState({ notice: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, store]);
  return (
    <div className={styles.notices} role="status">
      {notice && (
        <div className={styles.notice}>
          <span>{inLocale(notice.text, locale)}</span>
          <CloseButton size="sm" aria-label={t('close')} onClick={() => store.setState({ notice: null })} />
        </div>
      )}
    </div>
  );
}
