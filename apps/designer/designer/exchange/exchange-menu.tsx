import { FileButton, Menu } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { mayChange } from '../designer-store.js';
import { useDesigner } from '../use-designer.js';
import { exchangeTexts } from './texts.js';
import { useExchange, type ExportFormat } from './use-exchange.js';
import styles from '../toolbar.module.css';

const FORMATS: readonly ExportFormat[] = ['json', 'xstate', 'mermaid', 'svg', 'png'];

/** Out to other programs, and in from them. */
export function ExchangeMenu({ target }: { readonly target: ReactNode }) {
  const t = useTexts(exchangeTexts);
  const { save, read } = useExchange();
  const mayEdit = useDesigner((state) => mayChange(state) === null);
  const open = useRef<() => void>(null);
  return (
    <>
      <FileButton accept="application/json,.json" onChange={(file) => file && read(file)} inputProps={{ 'aria-label': t('importFile') }}>
        {({ onClick }) => {
          open.current = onClick;
          return null;
        }}
      </FileButton>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('exportAs')}</Menu.Label>
          {FORMATS.map((format) => (
            <Menu.Item key={format} onClick={() => save(format)}>
              {t(format)}
            </Menu.Item>
          ))}
          {mayEdit && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('importFrom')}</Menu.Label>
              <Menu.Item onClick={() => open.current?.()}>
                {t('importFile')}
                <span className={styles.hint}>{t('importHint')}</span>
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
