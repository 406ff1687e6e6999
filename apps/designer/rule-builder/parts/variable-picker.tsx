import { ActionIcon, Combobox, Tooltip, useCombobox } from '@mantine/core';
import { IconAt } from '@tabler/icons-react';
import { type Ref, useImperativeHandle, useState } from 'react';
import { inLocale } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../desk/desk.js';
import { ruleTexts } from '../words/texts.js';
import { variablesOf, type Variable } from '../words/vocabulary.js';
import styles from './parts.module.css';

/** The list, opened from elsewhere. */
export interface VariableList {
  open(): void;
}

interface Props {
  readonly list?: Ref<VariableList>;
  readonly onPick: (variable: Variable) => void;
  readonly isDisabled?: boolean;
  /** Only variables that fit. */
  readonly fits?: (variable: Variable) => boolean;
}

/** A button that opens the list of variables, with search. */
export function VariablePicker({ list, onPick, isDisabled = false, fits }: Props) {
  const t = useTexts(ruleTexts);
  const [words, setWords] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setWords('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  useImperativeHandle(list, () => ({ open: () => combobox.openDropdown() }), [combobox]);
  const pick = (path: string, all: readonly Variable[]): void => {
    const variable = all.find((one) => one.path === path);
    combobox.closeDropdown();
    if (variable) onPick(variable);
  };
  const { vocabulary } = useDesk();
  const all = variablesOf(vocabulary).filter((variable) => fits?.(variable) ?? true);
  return (
    <Combobox store={combobox} width={320} position="bottom-end" withinPortal onOptionSubmit={(path) => pick(path, all)}>
      <Combobox.Target withAriaAttributes={false}>
        <Tooltip label={t('insertVariable')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            disabled={isDisabled}
            aria-label={t('insertVariable')}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconAt size={16} />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          placeholder={t('findVariable')}
          aria-label={t('findVariable')}
        />
        {combobox.dropdownOpened && <Found all={all} words={words} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}

const GROUPS = ['record', 'vars', 'time', 'actor', 'event', 'related'] as const;
const SHOWN = 60;

function Found({ all, words }: { readonly all: readonly Variable[]; readonly words: string }) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const wanted = words.trim().toLowerCase();
  const found = all
    .filter(({ label, path }) => inLocale(label, language).toLowerCase().includes(wanted) || path.toLowerCase().includes(wanted))
    .slice(0, SHOWN);
  return (
    <Combobox.Options mah={280} className={styles.options} aria-label={t('variables')}>
      {found.length === 0 && <Combobox.Empty>{t('noVariable')}</Combobox.Empty>}
      {GROUPS.map((group) => {
        const inGroup = found.filter((variable) => variable.group === group);
        return inGroup.length === 0 ? null : (
          <Combobox.Group key={group} label={t(`group-${group}`)}>
            {inGroup.map(({ path, label }) => (
              <Combobox.Option key={path} value={path}>
                <span className={styles.option}>
                  <span>{inLocale(label, language)}</span>
                  <code>{path}</code>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Group>
        );
      })}
    </Combobox.Options>
  );
}
