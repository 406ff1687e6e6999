import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTexts } from '../../i18n/texts.js';
import { settingsTexts } from '../texts.js';
import styles from './option-rows.module.css';
import { moved, type OptionDraft } from './field-options.js';

interface Props {
  readonly options: readonly OptionDraft[];
  /** How many records hold each value; undefined until known. */
  readonly held: ReadonlyMap<string, number> | undefined;
  readonly onChange: (options: readonly OptionDraft[]) => void;
}

/** The choices of a field, one a row: titled anew, moved, retired; one that no record holds can go. */
export function OptionRows({ options, held, onChange }: Props) {
  const t = useTexts(settingsTexts);
  const change = (at: number, part: Partial<OptionDraft>): void => onChange(options.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={styles.options}>
      <legend>{t('fieldOptions')}</legend>
      {options.map((option, at) => {
        const { value, en, zh, retired } = option;
        const count = held?.get(value) ?? 0;
        return (
          <div key={value} className={styles.option} data-retired={retired || undefined}>
            <TextInput
              size="xs"
              label={t('optionTitleEn', { option: value })}
              required
              value={en}
              onChange={(event) => change(at, { en: event.currentTarget.value })}
            />
            <TextInput size="xs" label={t('optionTitleZh', { option: value })} value={zh} onChange={(event) => change(at, { zh: event.currentTarget.value })} />
            <div className={styles.acts}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('optionUp', { option: en })}
                disabled={at === 0}
                onClick={() => onChange(moved(options, at, -1))}
              >
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('optionDown', { option: en })}
                disabled={at === options.length - 1}
                onClick={() => onChange(moved(options, at, 1))}
              >
                <IconArrowDown size={16} />
              </ActionIcon>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t(retired ? 'optionUseOf' : 'optionRetireOf', { option: en })}
                onClick={() => change(at, { retired: !retired })}
              >
                {t(retired ? 'optionUse' : 'optionRetire')}
              </Button>
              {held !== undefined && count === 0 && options.length > 1 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  aria-label={t('optionRemoveOf', { option: en })}
                  onClick={() => onChange(options.filter((_, n) => n !== at))}
                >
                  {t('remove')}
                </Button>
              )}
              <span className="quiet">
                {retired && t('optionRetired')} {count > 0 && t('held', { count })}
              </span>
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
