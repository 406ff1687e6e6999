import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFile, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './palette.module.css';
import { rank } from './rank.js';
import { paletteTexts } from './texts.js';
import { type Command, useCommands } from './use-commands.js';

const MOST = 30;
const SETTLED_MS = 120;

/** Ctrl/Cmd+K: every record and every command. */
export function Palette({ opened, onClose, showKeys }: { readonly opened: boolean; readonly onClose: () => void; readonly showKeys: () => void }) {
  const t = useTexts(paletteTexts);
  return (
    <Modal.Root opened={opened} onClose={onClose} size={600} yOffset="12dvh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content aria-label={t('label')} className={styles.content}>
        <Search onClose={onClose} showKeys={showKeys} />
      </Modal.Content>
    </Modal.Root>
  );
}

function Search({ onClose, showKeys }: { readonly onClose: () => void; readonly showKeys: () => void }) {
  const t = useTexts(paletteTexts);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const shown = useShown(typed, showKeys);
  const at = Math.min(chosen, shown.length - 1);
  const take = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (event.key === 'Enter') take(shown[at]);
    else return;
    event.preventDefault();
  };
  const type = (words: string): void => {
    setTyped(words);
    setChosen(0);
  };
  return (
    <>
      <div className={styles.field}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          value={typed}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <ul id={id} role="listbox" aria-label={t('label')} className={styles.list}>
        {shown.map((command, place) => (
          <Row
            key={command.id}
            id={`${id}-${place}`}
            command={command}
            isChosen={place === at}
            take={take}
            isFirst={shown[place - 1]?.group !== command.group}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.nothing}>{t('nothing', { words: typed })}</p>}
      <p className="unseen" role="status">
        {t('found', { count: shown.length })}
      </p>
    </>
  );
}

interface RowProps {
  readonly id: string;
  readonly command: Command;
  readonly isChosen: boolean;
  readonly isFirst: boolean;
  readonly take: (command: Command) => void;
}

function Row({ id, command, isChosen, isFirst, take }: RowProps) {
  const Mark = command.icon;
  const keepInView = (row: HTMLLIElement | null): void => void (isChosen && row?.scrollIntoView({ block: 'nearest' }));
  return (
    <>
      {isFirst && (
        <li role="presentation" className={styles.group}>
          {command.group}
        </li>
      )}
      {/* The keys are the combobox's own. */}
      <li id={id} ref={keepInView} role="option" aria-selected={isChosen} className={styles.row} onClick={() => take(command)}>
        <Mark size={16} aria-hidden />
        <span>{command.title}</span>
      </li>
    </>
  );
}

/** Commands that fit, then records that hold all the words. */
function useShown(typed: string, showKeys: () => void): readonly Command[] {
  const format = useFormat();
  const navigate = useNavigate();
  const commands = useCommands(showKeys);
  const [settled] = useDebouncedValue(typed.trim(), SETTLED_MS);
  const found = useAnswer('searchRecords', { query: { q: settled } }, { enabled: settled.length > 1, keepsPrevious: true, staleMs: 5000 });
  const objects = useAnswer('listObjects', {}, { staleMs: 60_000 });
  return useMemo(() => {
    const fitting = commands
      .map((command) => ({ command, value: rank(typed, command.title, command.group) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value)
      .map(({ command }) => command);
    const titleOf = (key: string): string => {
      const object = objects.data?.items.find((one) => one.key === key);
      return object ? format.text(object.plural) : key;
    };
    const records = (typed.trim().length > 1 ? (found.data?.items ?? []) : []).map(({ object, id, name }) => ({
      id: `record ${id}`,
      group: titleOf(object),
      title: name ?? id,
      icon: IconFile,
      run: () => void navigate({ to: '/records/$object/$id', params: { object, id } }),
    }));
    const inGroups = Map.groupBy([...fitting, ...records].slice(0, MOST + records.length), ({ group }) => group);
    return [...inGroups.values()].flat();
  }, [commands, typed, found.data, objects.data, format, navigate]);
}
