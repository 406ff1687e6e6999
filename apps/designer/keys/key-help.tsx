import { Kbd, Switch } from '@mantine/core';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import styles from './key-help.module.css';
import { keyTexts } from './texts.js';
import { useKeyState } from './use-keys.js';

/** The keys of this page, and the switch that turns single keys off. */
export function KeyHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useTexts(keyTexts);
  const { groups, hasBareKeys, allowBareKeys } = useKeyState();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('title')} size="md">
      {groups.map(({ title, bindings }) => (
        <section key={title} className={styles.group}>
          <h3>{title}</h3>
          <dl>
            {bindings.map(({ keys, says }) => (
              <div key={keys + says}>
                <dt>
                  {keys.split(',').map((one) => (
                    <Kbd key={one}>{shown(one)}</Kbd>
                  ))}
                </dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch
        checked={hasBareKeys}
        onChange={({ currentTarget }) => allowBareKeys(currentTarget.checked)}
        label={t('bareKeys')}
        description={t('bareKeysHint')}
      />
    </Dialog>
  );
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

const shown = (named: string): string =>
  named
    .split('+')
    .map((part) => (part === 'mod' ? (IS_MAC ? '⌘' : 'Ctrl') : part.length === 1 ? part.toUpperCase() : part))
    .join(' ');
