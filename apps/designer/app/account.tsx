import { Avatar, Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconApi, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { LANGUAGE_NAMES, LANGUAGES, type Language, useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { useWrite } from '../api/use-answer.js';
import { useMe } from './session.js';
import { appTexts } from './texts.js';
import styles from './account.module.css';

type Scheme = 'light' | 'dark' | 'auto';

/** Who is signed in; language, theme, sign-out. */
export function Account({ showKeys }: { readonly showKeys: () => void }) {
  const t = useTexts(appTexts);
  const me = useMe();
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useWrite('signOut');
  const leave = (): void => signOut.mutate({}, { onSuccess: () => location.assign('/sign-in') });
  return (
    <Menu position="bottom-end" width={264}>
      <Menu.Target>
        <UnstyledButton className={styles.button}>
          <span className="unseen">{t('account', { name: me.name })}</span>
          <Avatar name={me.name} size={32} color="pine" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{me.name}</strong>
          <span className="quiet">{me.email ?? me.workspace.name}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <div className={styles.choice}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('language')}
            value={language}
            onChange={(value) => choose(value as Language)}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </div>
        <Menu.Label>{t('theme')}</Menu.Label>
        <div className={styles.choice}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('theme')}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as Scheme)}
            data={[
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
              { value: 'auto', label: t('system') },
            ]}
          />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showKeys}>
          {t('keys')}
        </Menu.Item>
        <Menu.Item component="a" href="/docs" target="_blank" leftSection={<IconApi size={16} />}>
          {t('apiDocs')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
