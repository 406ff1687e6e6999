import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTexts } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

/** A field for a password or another secret; what is typed can be shown. */
export function SecretInput(props: PasswordInputProps) {
  const t = useTexts(uiTexts);
  return <PasswordInput visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }} {...props} />;
}
