import { ActionIcon, CopyButton, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../../i18n/texts.js';
import { settingsTexts } from '../texts.js';

/** A value to be taken along: read-only, selected on focus, with a button that copies it. */
export function CopyField({ label, hint, value }: { readonly label: string; readonly hint?: string; readonly value: string }) {
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      rightSection={<CopyMark value={value} />}
      spellCheck={false}
    />
  );
}

/** Copies a text and says so. */
export function CopyMark({ value }: { readonly value: string }) {
  const t = useTexts(settingsTexts);
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : t('copy')}>
          <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={copied ? t('copied') : t('copy')}>
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
