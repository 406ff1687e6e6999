import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import styles from './filter-bar.module.css';
import { filterTexts } from './texts.js';

const WAIT_MS = 250;

interface Props {
  readonly q: string | undefined;
  readonly label: string;
  readonly onChange: (q: string | undefined) => void;
}

/** Words to search for; what is typed counts a quarter of a second after the last key. */
export function SearchBox({ q = '', label, onChange }: Props) {
  const t = useTexts(filterTexts);
  // While typed in, what is typed stands; otherwise what the address says.
  const [typed, setTyped] = useState<string | null>(null);
  const tell = useDebouncedCallback((words: string) => onChange(words.trim() === '' ? undefined : words.trim()), { delay: WAIT_MS, flushOnUnmount: false });
  const change = (words: string): void => {
    setTyped(words);
    tell(words);
  };
  const clear = (): void => {
    setTyped(null);
    tell.cancel();
    onChange(undefined);
  };
  const shown = typed ?? q;
  return (
    <TextInput
      className={styles.search}
      size="sm"
      type="search"
      aria-label={label}
      placeholder={t('search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        shown !== '' && (
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('clearSearch')} onClick={clear}>
            <IconX size={14} />
          </ActionIcon>
        )
      }
      value={shown}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => {
        tell.flush();
        setTyped(null);
      }}
    />
  );
}
