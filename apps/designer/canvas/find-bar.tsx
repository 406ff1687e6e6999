import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useDesigner, useDesignerActions } from '../designer/use-designer.js';
import { findIn } from '../document/index.js';
import { useTexts } from '../i18n/texts.js';
import { useCanvasUi, useCanvasUiStore } from './canvas-ui.js';
import { padTexts } from './pad-texts.js';
import styles from './find-bar.module.css';

/** Finds a text in the pipeline and brings each hit into view. */
export function FindBar() {
  return useCanvasUi((ui) => ui.isFinding) ? <Bar /> : null;
}

function Bar() {
  const t = useTexts(padTexts);
  const ui = useCanvasUiStore();
  const actions = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const locale = useDesigner((state) => state.locale);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(-1);
  const hits = useMemo(() => findIn(document, query, locale), [document, query, locale]);
  const go = (step: number): void => {
    if (hits.length === 0) return;
    const next = (at + step + hits.length) % hits.length;
    setAt(next);
    const hit = hits[next];
    if (hit) actions.focus(hit.place);
  };
  const close = (): void => ui.setState({ isFinding: false });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') close();
  };
  const status = query.trim() === '' ? '' : hits.length === 0 ? t('noHits') : t('hits', { at: Math.max(1, at + 1), count: hits.length });
  return (
    <search className={styles.bar} onKeyDown={onKeyDown}>
      <input
        ref={(field) => field?.focus()}
        className={styles.field}
        aria-label={t('find')}
        placeholder={t('find')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(-1);
        }}
      />
      <span role="status" className={styles.status}>
        {status}
      </span>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('previous')} title={t('previous')} onClick={() => go(-1)}>
        <IconChevronUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('next')} title={t('next')} onClick={() => go(1)}>
        <IconChevronDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('close')} title={t('close')} onClick={close}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </search>
  );
}
