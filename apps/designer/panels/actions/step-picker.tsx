import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { iconOf, stepsFor, type OfferedStep, type StepUse } from './step-words.js';
import { actionTexts } from './texts.js';
import styles from './actions.module.css';

interface Props {
  readonly use: StepUse;
  readonly label?: string;
  readonly onPick: (kind: string) => void;
}

/** The steps whose title, description or kind has these words, in the reader's language or in English. */
export function findSteps(steps: readonly OfferedStep[], words: string): readonly OfferedStep[] {
  const wanted = words.trim().toLowerCase();
  const said = ({ kind, title, description }: OfferedStep): string => [kind, ...Object.values(title), ...Object.values(description)].join(' ').toLowerCase();
  return steps.filter((step) => said(step).includes(wanted));
}

/** A button that opens the searchable list of steps. */
export function StepPicker({ use, label, onPick }: Props) {
  const t = useTexts(actionTexts);
  const { language } = useLanguage();
  const [words, setWords] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setWords('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const found = findSteps(stepsFor(use), words);
  const pick = (kind: string): void => {
    combobox.closeDropdown();
    onPick(kind);
  };
  return (
    <Combobox store={combobox} width={320} position="bottom-start" withinPortal onOptionSubmit={pick}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
          className={styles.addStep}
        >
          {label ?? t('addStep')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={words} onChange={(event) => setWords(event.currentTarget.value)} placeholder={t('findStep')} aria-label={t('findStep')} />
        <Combobox.Options mah={320} className={styles.options} aria-label={t('steps')}>
          {found.length === 0 && <Combobox.Empty>{t('noStep')}</Combobox.Empty>}
          {found.map(({ kind, title, description }) => {
            const Icon = iconOf(kind);
            return (
              <Combobox.Option key={kind} value={kind}>
                <span className={styles.option}>
                  <Icon size={18} stroke={1.6} aria-hidden />
                  <span>
                    {inLocale(title, language)}
                    <small>{inLocale(description, language)}</small>
                  </span>
                </span>
              </Combobox.Option>
            );
          })}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
