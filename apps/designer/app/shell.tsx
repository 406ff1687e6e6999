import { AppShell, Burger, NavLink, ScrollArea, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLayoutKanban, IconSearch } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { KeyHelp } from '../keys/key-help.js';
import { keyTexts } from '../keys/texts.js';
import { listenToKeys, useKeys } from '../keys/use-keys.js';
import { Bell } from '../notifications/bell.js';
import { Palette } from '../palette/palette.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Account } from './account.js';
import { PLACES } from './navigation.js';
import { useMay } from './session.js';
import { appTexts } from './texts.js';
import styles from './shell.module.css';

/** The frame around every screen: menu, search, account. */
export function Shell() {
  const t = useTexts(appTexts);
  const [isOpen, menu] = useDisclosure();
  const [isSearching, palette] = useDisclosure();
  const [isHelping, help] = useDisclosure();
  useKeysEverywhere(palette.open, help.open);
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding={0}>
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header className={styles.header}>
        <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={isOpen ? t('closeMenu') : t('openMenu')} />
        <Link to="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span>Millrace</span>
        </Link>
        <UnstyledButton className={styles.search} onClick={palette.open} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={16} aria-hidden />
          <span>{t('search')}</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </UnstyledButton>
        <Bell />
        <Account showKeys={help.open} />
      </AppShell.Header>
      <AppShell.Navbar className={styles.navbar} aria-label={t('mainMenu')}>
        <Menu onGo={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={styles.main}>
        <Outlet />
      </AppShell.Main>
      <Palette opened={isSearching} onClose={palette.close} showKeys={help.open} />
      <KeyHelp opened={isHelping} onClose={help.close} />
    </AppShell>
  );
}

function useKeysEverywhere(openPalette: () => void, openHelp: () => void): void {
  const t = useTexts(keyTexts);
  useEffect(listenToKeys, []);
  const bindings = useMemo(
    () => [
      { keys: 'mod+k', says: t('search'), run: openPalette },
      { keys: '?', says: t('help'), run: openHelp },
    ],
    [t, openPalette, openHelp],
  );
  useKeys(t('everywhere'), bindings);
}

function Menu({ onGo }: { readonly onGo: () => void }) {
  const t = useTexts(appTexts);
  const may = useMay();
  const { pathname } = useLocation();
  const isHere = (to: string): boolean => (to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`));
  return (
    <ScrollArea className={styles.menu} type="auto">
      {PLACES.filter(({ permission }) => permission === undefined || may(permission)).map(({ key, to, icon: Icon }) => (
        <NavLink
          key={key}
          component={Link}
          to={to}
          label={t(key)}
          leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
          active={isHere(to)}
          onClick={onGo}
          className={styles.place}
        />
      ))}
      <Boards onGo={onGo} isHere={isHere} />
    </ScrollArea>
  );
}

/** One board a published pipeline. */
function Boards({ onGo, isHere }: { readonly onGo: () => void; readonly isHere: (to: string) => boolean }) {
  const t = useTexts(appTexts);
  const format = useFormat();
  const pipelines = useAnswer('listPipelines', {}, { staleMs: 60_000 });
  const published = (pipelines.data?.items ?? []).filter(({ latestVersion, archivedAt }) => latestVersion > 0 && archivedAt === null);
  if (published.length === 0) return null;
  return (
    <>
      <h2 className={styles.section}>{t('boards')}</h2>
      {published.map(({ key, title }) => (
        <NavLink
          key={key}
          component={Link}
          to={`/boards/${key}`}
          label={title === null ? key : format.text(title as { en: string })}
          leftSection={<IconLayoutKanban size={18} stroke={1.6} aria-hidden />}
          active={isHere(`/boards/${key}`)}
          onClick={onGo}
          className={styles.place}
        />
      ))}
    </>
  );
}
