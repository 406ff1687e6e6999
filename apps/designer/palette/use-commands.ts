import { useMantineColorScheme } from '@mantine/core';
import { type Icon, IconAddressBook, IconFileImport, IconKeyboard, IconLanguage, IconLayoutKanban, IconMoon, IconSitemap, IconSun } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { PLACES } from '../app/navigation.js';
import { useMay } from '../app/session.js';
import { appTexts } from '../app/texts.js';
import { useFormat } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { paletteTexts } from './texts.js';

export interface Command {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly icon: Icon;
  readonly run: () => void;
}

/** Everything that can be jumped to or done from anywhere, as far as the reader may. */
export function useCommands(showKeys: () => void): readonly Command[] {
  const places = usePlaces();
  const boards = useBoards();
  const actions = useActions(showKeys);
  return useMemo(() => [...places, ...boards, ...actions], [places, boards, actions]);
}

function usePlaces(): readonly Command[] {
  const t = useTexts(appTexts);
  const words = useTexts(paletteTexts);
  const may = useMay();
  const navigate = useNavigate();
  const format = useFormat();
  const objects = useAnswer('listObjects', {}, { staleMs: 60_000 });
  return useMemo(() => {
    const group = words('go');
    const main = PLACES.filter(({ permission }) => permission === undefined || may(permission)).map(({ key, to, icon }) => ({
      id: `go ${key}`,
      group,
      title: t(key),
      icon,
      run: () => void navigate({ to }),
    }));
    const lists = (objects.data?.items ?? []).map(({ key, plural }) => ({
      id: `list ${key}`,
      group,
      title: format.text(plural),
      icon: IconAddressBook,
      run: () => void navigate({ to: '/records/$object', params: { object: key } }),
    }));
    return [...main, ...lists];
  }, [t, words, may, navigate, format, objects.data]);
}

function useBoards(): readonly Command[] {
  const words = useTexts(paletteTexts);
  const navigate = useNavigate();
  const format = useFormat();
  const pipelines = useAnswer('listPipelines', {}, { staleMs: 60_000 });
  return useMemo(
    () =>
      (pipelines.data?.items ?? []).flatMap(({ key, title, latestVersion }) => {
        const name = title === null ? key : format.text(title as { en: string });
        const open = (to: '/boards/$pipeline' | '/pipelines/$pipeline') => () => void navigate({ to, params: { pipeline: key } });
        const designer = { id: `designer ${key}`, group: words('designer'), title: name, icon: IconSitemap, run: open('/pipelines/$pipeline') };
        const board = { id: `board ${key}`, group: words('boards'), title: name, icon: IconLayoutKanban, run: open('/boards/$pipeline') };
        return latestVersion > 0 ? [board, designer] : [designer];
      }),
    [words, navigate, format, pipelines.data],
  );
}

function useActions(showKeys: () => void): readonly Command[] {
  const t = useTexts(paletteTexts);
  const may = useMay();
  const navigate = useNavigate();
  const { choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const action = (id: string, title: string, icon: Icon, run: () => void): Command => ({ id, group: t('actions'), title, icon, run });
    const write = may('import.run') ? [action('import', t('importCsv'), IconFileImport, () => void navigate({ to: '/import' }))] : [];
    return [
      ...write,
      action('dark', t('dark'), IconMoon, () => setColorScheme('dark')),
      action('light', t('light'), IconSun, () => setColorScheme('light')),
      action('english', t('english'), IconLanguage, () => choose('en')),
      action('chinese', t('chinese'), IconLanguage, () => choose('zh-CN')),
      action('keys', t('keys'), IconKeyboard, showKeys),
    ];
  }, [t, may, navigate, choose, setColorScheme, showKeys]);
}
