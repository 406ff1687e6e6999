import { ActionIcon, Button, Checkbox, Popover, ScrollArea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { ViewColumn } from '../filters/saved-view.js';
import { useTexts } from '../i18n/texts.js';
import styles from './columns-menu.module.css';
import type { ListColumn } from './list-columns.js';
import { listTexts } from './texts.js';

interface Props {
  readonly all: readonly ListColumn[];
  readonly chosen: readonly ViewColumn[];
  readonly usual: readonly ViewColumn[];
  readonly onChange: (columns: readonly ViewColumn[]) => void;
}

/** Which columns are shown, and in which order. */
export function ColumnsMenu({ all, chosen, usual, onChange }: Props) {
  const t = useTexts(listTexts);
  const [typed, setTyped] = useState('');
  const words = typed.trim().toLowerCase();
  const matches = ({ title }: ListColumn): boolean => title.toLowerCase().includes(words);
  const shown = chosen.flatMap(({ path }) => all.find((column) => column.path === path) ?? []);
  const hidden = all.filter(({ path, field }) => field.retired !== true && chosen.every((one) => one.path !== path));
  const move = (place: number, by: 1 | -1): void => {
    const moving = chosen[place];
    if (moving) onChange(chosen.toSpliced(place, 1).toSpliced(place + by, 0, moving));
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        <p className="quiet">{t('columnsHint')}</p>
        <TextInput
          size="xs"
          type="search"
          aria-label={t('findColumn')}
          placeholder={t('findColumn')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        <ScrollArea.Autosize mah={320} type="auto">
          <ul className={styles.list}>
            {shown.map((column, place) =>
              matches(column) ? (
                <li key={column.path}>
                  <Checkbox
                    size="xs"
                    label={column.title}
                    checked
                    disabled={chosen.length === 1}
                    onChange={() => onChange(chosen.filter(({ path }) => path !== column.path))}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    aria-label={t('moveUp', { column: column.title })}
                    disabled={place === 0}
                    onClick={() => move(place, -1)}
                  >
                    <IconArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    aria-label={t('moveDown', { column: column.title })}
                    disabled={place === shown.length - 1}
                    onClick={() => move(place, 1)}
                  >
                    <IconArrowDown size={14} />
                  </ActionIcon>
                </li>
              ) : null,
            )}
            {hidden.filter(matches).map(({ path, title }) => (
              <li key={path}>
                <Checkbox size="xs" label={title} checked={false} onChange={() => onChange([...chosen, { path }])} />
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(usual)}>
          {t('usualColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
